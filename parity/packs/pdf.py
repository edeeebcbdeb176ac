"""A pack as PDF: set by typst, tagged for screen readers (PDF/UA-1), with pictures drawn as vectors."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import typst

from parity.packs import explained, stamp
from parity.packs.claims import Claim, Pack
from parity.packs.picture import STATES, Picture
from parity.tables import NBSP

HERE = Path(__file__).parent
TEMPLATE = HERE / "pack.typ"
MOST_STRANGE = 60  # letters no font here has, after which a name is given up on


class CannotSet(Exception):
    """The pages could not be set; the message is typst's own."""


def pdf(pack: Pack) -> bytes:
    """The pack as a PDF/UA-1 file. The same pack gives the same bytes.

    A letter that none of the fonts has is written as its number in Unicode, such as (U+6C49), and never left out.
    """
    told = json.dumps(told_of(pack), ensure_ascii=False)
    for _ in range(MOST_STRANGE):
        try:
            return typst.compile(
                TEMPLATE, root=HERE, font_paths=_fonts(), sys_inputs={"pack": told}, pdf_standards=["ua-1"],
                timestamp=0,
            )  # fmt: skip
        except typst.TypstError as error:
            strange = re.search(r"the text `\"(.+?)\"` could not be displayed", str(error))
            if strange is None:
                raise CannotSet(str(error)) from None
            for letter in {each for each in _unquoted(strange[1]) if each in told} or {None}:
                if letter is None:
                    raise CannotSet(str(error)) from None
                told = told.replace(letter, f"(U+{ord(letter):04X})")
    raise CannotSet("A name has too many letters that none of the fonts has.")


def drawing(pack: Pack, claim: Claim, form: Literal["png", "svg"] = "png", large: bool = False) -> bytes | None:
    """The picture of one claim alone, drawn as in the PDF, as PNG (200 dots an inch) or SVG; None where it has none.

    `large` is for a projector: words that are 28 pixels high where the picture is 1,180 wide.
    """
    if claim.picture is None:
        return None
    source = TEMPLATE.read_text(encoding="utf-8").split("// Cover")[0]
    page = "#set page(width: 172mm, height: auto, margin: 3mm, header: none, footer: none)\n"
    one = '#let drawn = pack.claims.first().drawn\n#if drawn.kind == "seats" { board(drawn) } else { against(drawn) }\n'
    one_claim = _claim(pack, claim, {})
    if large:
        for row in one_claim["drawn"].get("rows", ()):
            row["said"] = row["said"].rpartition(", ")[2]  # the shares; how many of how many is in the notes
    told = json.dumps(_readable(told_of(pack) | {"claims": [one_claim]}), ensure_ascii=False)
    given = {"pack": told} | ({"large": "yes"} if large else {})
    return typst.compile((source + page + one).encode(), font_paths=_fonts(), sys_inputs=given, format=form, ppi=200)


def told_of(pack: Pack) -> dict[str, Any]:
    """Everything the template is given: plain text, numbers and lists."""
    methods = [
        explained.method(title) for title in dict.fromkeys(claim.method for claim in pack.claims if claim.answered)
    ]
    places = {method.title: place for place, method in enumerate(methods)}
    told = {
        "title": stamp.title(pack),
        "name": pack.subject.name,
        "about": stamp.about(pack),
        "summary": stamp.summary(pack),
        "keywords": ["evidence pack", "representation", pack.subject.name],
        "running": stamp.title(pack),
        "stamp": stamp.line(pack),
        "facts": stamp.facts(pack),
        "reading": stamp.READING,
        "illustrative": pack.illustrative,
        "own": pack.asked.remark(""),
        "made": [pack.made.year, pack.made.month, pack.made.day],
        "claims": [_claim(pack, claim, places) for claim in pack.claims],
        "methods": [
            {"title": each.title, "paragraphs": [(label, list(explained.pieces(said))) for label, said in each.paragraphs]}
            for each in methods
        ],
        "sources": [(row.title, explained.source_line(row)) for row in pack.sources.itertuples()],
        "words": explained.glossary(),
        "marks": list(explained.marks_in([c.table for c in pack.claims], [c.sentence for c in pack.claims]).items()),
        "recipe": stamp.recipe(pack),
    }  # fmt: skip
    return _readable(told)


def _claim(pack: Pack, claim: Claim, places: dict[str, int]) -> dict[str, Any]:
    named = pack.sources.set_index("source_code")["title"]
    return {
        "question": claim.question, "sentence": claim.sentence, "figure": claim.figure, "interval": claim.interval,
        "reference": claim.reference, "finding": claim.finding, "answered": claim.answered, "own": claim.own,
        "not_shown": claim.not_shown, "would_change": claim.would_change, "method": claim.method,
        "method_at": places.get(claim.method, 0), "command": claim.command,
        "sources": "; ".join(named[code] for code in claim.sources if code in named.index),
        "drawn": _drawn(claim.picture) if claim.picture else None,
        "table": _table(claim) if len(claim.table) and claim.answered else None,
    }  # fmt: skip


def _drawn(picture: Picture) -> dict[str, Any]:
    drawn = {"kind": picture.kind, "title": picture.title, "alt": picture.alt}
    if picture.kind == "seats":
        order = {state: place for place, state in enumerate(STATES)}
        seats = sorted(picture.seats, key=lambda each: (order[each.state], not each.designated))
        counts = {state: sum(each.seats for each in seats if each.state == state) for state in STATES}
        return drawn | {
            "seats": [each._asdict() for each in seats],
            "states": [(state, words, str(counts[state])) for state, words in STATES.items() if counts[state]],
            "parity": f"Parity would be {stamp.either(picture.parity)} seats held" if picture.parity else "",
        }
    figures = [each for row in picture.rows for each in (row.value, row.upper, row.reference) if each is not None]
    top, ticks = axis(max(figures), picture.unit)
    rows = [row._asdict() for row in picture.rows]
    return drawn | {
        "value_name": picture.value_name, "reference_name": picture.reference_name, "rows": rows, "top": top,
        "ticks": ticks, "ranged": any(row.lower is not None for row in picture.rows),
    }  # fmt: skip


def axis(largest: float, unit: str) -> tuple[float, list[tuple[float, str]]]:
    """Where an axis from 0 ends, and its ticks with their words: four or five of them, of round numbers.

    >>> axis(0.43, "percent")
    (0.5, [(0.0, '0\\xa0%'), (0.1, '10\\xa0%'), (0.2, '20\\xa0%'), (0.3, '30\\xa0%'), (0.4, '40\\xa0%'), (0.5, '50\\xa0%')])
    >>> axis(17.2, "rate")
    (20.0, [(0.0, '0'), (5.0, '5'), (10.0, '10'), (15.0, '15'), (20.0, '20')])
    """
    scale = 10.0 ** _magnitude(largest / 5)
    step = next(each * scale for each in (1, 2, 2.5, 5, 10) if each * scale * 5 >= largest * 0.999)
    count = max(1, -int(-largest * 0.999 // step))
    values = [round(step * place, 10) for place in range(count + 1)]
    words = [f"{100 * each:g}\N{NO-BREAK SPACE}%" if unit == "percent" else f"{each:g}" for each in values]
    return values[-1], list(zip(values, words, strict=True))


def _magnitude(value: float) -> int:
    return int(f"{max(value, 1e-9):e}".partition("e")[2])


def _table(claim: Claim) -> dict[str, Any]:
    """The table as it is set: columns of figures as wide as they need, and never broken; columns of words share the rest."""
    table = claim.table
    heads = [table.index.name or "", *(str(name) for name in table.columns)]
    rows = [[str(label), *map(str, cells)] for label, cells in zip(table.index, table.to_numpy(), strict=True)]
    columns = list(zip(*rows, strict=True))
    right = [place > 0 and _numeric(cells) for place, cells in enumerate(columns)]
    rows = [
        [cell.replace(" ", NBSP) if of_figures else cell for cell, of_figures in zip(row, right, strict=True)]
        for row in rows
    ]
    widths = [_width(head, cells, figures) for head, cells, figures in zip(heads, columns, right, strict=True)]
    caption = f"The same figures as a table: {claim.question[:1].lower()}{claim.question[1:]}"
    return {"caption": caption, "heads": heads, "rows": rows, "right": right, "widths": widths}


def _width(head: str, cells: tuple[str, ...], figures: bool) -> tuple[float, bool]:
    """In millimetres for figures, and in shares of what is left for words; and which of the two."""
    longest = max((len(word) for word in head.split()), default=1)
    if figures:
        return 1.45 * max(longest, *(len(cell) for cell in cells)) + 3.6, True
    return max(longest, min(28, max(len(cell) for cell in cells))), False


def _numeric(cells: tuple[str, ...]) -> bool:
    return all(not cell or cell[0] in "0123456789+-\N{MINUS SIGN}[" or cell.startswith("under") for cell in cells)


def _readable(value: Any) -> Any:
    """Without the characters that control a terminal: nothing sets them, and they are no part of any name."""
    if isinstance(value, str):
        return "".join(each for each in value if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs"))
    if isinstance(value, dict):
        return {key: _readable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_readable(each) for each in value]
    return None if isinstance(value, float) and pd.isna(value) else value


def _unquoted(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda found: chr(int(found[1], 16)), text)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
