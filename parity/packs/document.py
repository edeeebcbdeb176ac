"""A pack as a document that can be edited: headings, captions, tables, pictures with alternative text."""

import io
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from parity.packs import carried, explained, pdf, stamp
from parity.packs.claims import Claim, Pack
from parity.packs.slides import plain_letters

INK, SOFTER = RGBColor(0x14, 0x20, 0x2B), RGBColor(0x55, 0x63, 0x6F)
FONT = "Arial"
WIDE = 168  # millimetres between the margins


def document(pack: Pack) -> bytes:
    """The pack as DOCX, in the order of the PDF."""
    made = Document()
    _styles(made)
    properties = made.core_properties
    properties.title, properties.subject = (
        plain_letters(each)[:255] for each in (stamp.title(pack), stamp.summary(pack))
    )
    properties.author, properties.language = "Parity", "en-GB"
    properties.created = properties.modified = datetime.combine(pack.made, time())
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(21)
    illustrative = " Illustrative: the boards are invented." if pack.illustrative else ""
    section.footer.paragraphs[0].text = plain_letters(f"{stamp.line(pack)}{illustrative}")
    _cover(made, pack)
    _say(made, "On one page", "Heading 1")
    rows = [("Question", "Figure", "Likely range", "Held against", "Finding")]
    rows += [
        (each.question, each.figure or "Not known", each.interval, each.reference, each.finding) for each in pack.claims
    ]
    _table(made, rows)
    _say(made, stamp.READING)
    _say(made, "Findings", "Heading 1")
    for number, claim in enumerate(pack.claims, start=1):
        _claim(made, pack, claim, number)
    _back(made, pack)
    out = io.BytesIO()
    made.save(out)
    return carried.put_in(out.getvalue(), stamp.recipe(pack))


def _cover(made: Any, pack: Pack) -> None:
    _say(made, "Evidence pack")
    _say(made, pack.subject.name, "Title")
    _say(made, stamp.about(pack))
    if pack.illustrative:
        _say(
            made,
            "Illustrative: some of the boards in this pack are invented; their names begin with Example.",
            bold=True,
        )
    if pack.asked.remark(""):
        _say(made, pack.asked.remark(""))
    for name, value in stamp.facts(pack):
        _say(made, f"{name}: {value}")


def _claim(made: Any, pack: Pack, claim: Claim, number: int) -> None:
    _say(made, claim.question, "Heading 2")
    _say(made, claim.sentence, bold=claim.answered)
    if claim.own:
        _say(made, f"Added by whoever made this pack: {claim.own}")
    if not claim.answered:
        _say(made, f"What to ask for: {claim.would_change}")
        return
    told = [("Figure", claim.figure), ("Likely range", claim.interval), ("Held against", claim.reference)]
    _say(made, ". ".join(f"{name}: {said}" for name, said in told if said) + ".")
    drawn = pdf.drawing(pack, claim)
    if drawn is not None:
        _say(made, f"Figure {number}. {claim.picture.title}", "Caption")
        placed = made.add_picture(io.BytesIO(drawn), width=Mm(166))
        placed._inline.docPr.set("descr", plain_letters(claim.picture.alt))
        placed._inline.docPr.set("title", plain_letters(claim.picture.title))
    if len(claim.table):
        _say(made, f"Table {number}. The same figures: {claim.question[:1].lower()}{claim.question[1:]}", "Caption")
        rows = [(claim.table.index.name or "", *map(str, claim.table.columns))]
        rows += [
            (str(label), *map(str, cells))
            for label, cells in zip(claim.table.index, claim.table.to_numpy(), strict=True)
        ]
        _table(made, rows)
    _say(made, "What this does not show", "Heading 3")
    _say(made, claim.not_shown)
    _say(made, "What would change our mind", "Heading 3")
    _say(made, claim.would_change)
    named = pack.sources.set_index("source_code")["title"]
    sources = "; ".join(named[code] for code in claim.sources if code in named.index)
    _say(made, f"Method: {claim.method}." + (f" Source: {sources}." if sources else ""), soft=True)
    _say(made, f"The same figures from the command line: {claim.command}", soft=True)


def _back(made: Any, pack: Pack) -> None:
    _say(made, "How the figures were worked out", "Heading 1")
    for title in dict.fromkeys(claim.method for claim in pack.claims if claim.answered):
        method = explained.method(title)
        _say(made, method.title, "Heading 2")
        for label, said in method.paragraphs:
            _say(made, f"{label}. {''.join(piece for _, piece in explained.pieces(said))}")
    _say(made, "Sources", "Heading 1")
    for row in pack.sources.itertuples():
        _say(made, f"{row.title}. {explained.source_line(row)}")
    _say(made, "Words and marks", "Heading 1")
    marks = explained.marks_in([claim.table for claim in pack.claims], [claim.sentence for claim in pack.claims])
    for mark, meaning in marks.items():
        _say(made, f"{mark} {meaning}")
    for word, said in explained.glossary():
        _say(made, f"{word}: {said}")


def _say(made: Any, text: str, style: str = "Normal", *, bold: bool = False, soft: bool = False) -> None:
    run = made.add_paragraph(style=style).add_run(plain_letters(text))
    run.bold = True if bold else None
    if soft:
        run.font.size, run.font.color.rgb = Pt(9), SOFTER


def _table(made: Any, rows: list[tuple]) -> None:
    """A table whose first row is a heading on every page it runs over, and never breaks within a row."""
    table = made.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    weights = [_weight([str(row[place]) for row in rows]) for place in range(len(rows[0]))]
    for column, weight in zip(table.columns, weights, strict=True):
        column.width = Mm(WIDE * weight / sum(weights))
    for at, row in enumerate(rows):
        told = table.rows[at]._tr.get_or_add_trPr()
        told.append(OxmlElement("w:cantSplit"))
        if at == 0:
            told.append(OxmlElement("w:tblHeader"))
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            run = cell.paragraphs[0].add_run(plain_letters(str(text)))
            run.font.size, run.bold = Pt(8), True if at == 0 else None
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        for cell, weight in zip(table.rows[at].cells, weights, strict=True):
            cell.width = Mm(WIDE * weight / sum(weights))
    made.add_paragraph().paragraph_format.space_after = Pt(2)


def _weight(cells: list[str]) -> int:
    """How wide a column wants to be: its longest word, and a line of up to 22 letters."""
    return max(max(len(word) for cell in cells for word in (cell.split() or [""])), min(22, max(map(len, cells)))) + 5


def _styles(made: Any) -> None:
    sizes = {"Normal": 11, "Title": 26, "Heading 1": 20, "Heading 2": 15, "Heading 3": 11, "Caption": 9.5}
    for name, size in sizes.items():
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), SOFTER if name == "Caption" else INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:eastAsia"), FONT)
