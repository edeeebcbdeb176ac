"""Comma, semicolon and tab separated text into rows of cells: strict, nothing repaired in silence."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from parity.intake.read.words import Finding, Stop, put_right, refusal

LONGEST_CELL = 32_767  # what a spreadsheet cell can hold; a longer one is an unclosed quote
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
CONTROL_BYTES = bytes(sign for sign in range(128) if CONTROL.match(chr(sign)))
SAVE_AGAIN = "Open it in the program it came from and save it again as 'CSV UTF-8'."


def decode(data: bytes) -> tuple[str, list[Finding]]:
    """The characters of a text file, and what had to be put right to read them."""
    said: list[Finding] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _strictly(data, "utf-16")
        said.append(put_right("the file is saved as UTF-16; it was read as that."))
    elif data.startswith(b"\xef\xbb\xbf"):
        text = _strictly(data, "utf-8-sig")
        said.append(put_right("the file begins with a byte order mark; it was taken off."))
    elif (wide := _wide_without_mark(data)) is not None:
        text = _strictly(data, wide)
        said.append(put_right("the file is saved as UTF-16; it was read as that."))
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _strictly(data, "cp1252")
            said.append(put_right("the file is saved in the older Windows-1252 alphabet; it was read as that."))
    _no_control_characters(text)
    return text, said


def _wide_without_mark(data: bytes) -> str | None:
    """utf-16-le or utf-16-be where every other byte of the beginning is zero, as in English text saved that way."""
    head = data[:400]
    if len(head) < 4 or len(data) % 2:
        return None
    if head[1::2].count(0) > 0.8 * len(head[1::2]) and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.8 * len(head[0::2]) and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _strictly(data: bytes, alphabet: str) -> str:
    try:
        return data.decode(alphabet)
    except UnicodeDecodeError:
        raise Stop(
            refusal("the file is neither a spreadsheet nor text we can read; it may be damaged", SAVE_AGAIN)
        ) from None


def _no_control_characters(text: str) -> None:
    plain = text.encode("utf-8", "surrogatepass")
    if len(plain.translate(None, CONTROL_BYTES)) == len(plain):  # a tenth of the time that looking for them takes
        return
    found = list(islice(CONTROL.finditer(text), 1000))
    if not found:
        return
    first = found[0].start()
    line = len(re.findall(r"\r\n|\r|\n", text[:first])) + 1
    what = "a zero byte (NUL)" if "\x00" in text else "an unprintable character"
    many = f" and {len(found) - 1} more like it" if len(found) > 1 else ""
    raise Stop(
        refusal(
            f"{what} stands in the text{many}; the file is damaged or is not text",
            SAVE_AGAIN,
            row=line,
            count=len(found),
        )
    )


def separator(text: str) -> tuple[str, str, list[Finding]]:
    """The text without any `sep=` line, the character between its cells, and what is to be said about it."""
    stated = re.match(r"sep=([,;\t])[ \t,;]*(\r\n|\r|\n)", text)
    if stated:
        # The line is blanked, not cut, so that row numbers stay those the sender sees.
        return (
            text[stated.end(1) + 0 :].lstrip(",; \t"),
            stated[1],
            [put_right("the first line says how cells are parted.")],
        )
    best = max(SEPARATORS, key=lambda mark: _fit(text, mark))
    said = [] if best == "," or _fit(text, best)[0] == 0 else [put_right(f"cells are parted by {SEPARATORS[best]}.")]
    return text, best, said


def _fit(text: str, mark: str) -> tuple[float, int]:
    """How well a character explains the first rows: share of rows with the commonest width over 1, then that width."""
    widths: list[int] = []
    try:
        for row in islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=mark), 200):
            if any(row):
                widths.append(len(row))
    except csv.Error:
        pass
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return round(count / len(widths), 2), width


class Block(NamedTuple):
    """Some rows, column by column: how many cells each row really has, and the cells; blank is ''."""

    widths: Sequence[int]
    columns: list[Sequence[str]]


def block(rows: Sequence[Sequence[str]]) -> Block:
    """Rows as they are, turned into columns."""
    return Block([len(row) for row in rows], list(zip_longest(*rows, fillvalue="")))


def blocks(text: str, mark: str, size: int) -> Iterator[Block]:
    """The rows of a text, `size` at a time. Raises Stop as `rows` does.

    Without a quotation mark every line is a row and every mark parts two cells, so that rows of one width need not be
    read sign by sign.
    """
    if '"' in text:
        each = rows(text, mark)
        while some := list(islice(each, size)):
            yield block(some)
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    for start in range(0, len(lines), size):
        some = lines[start : start + size]
        width = some[0].count(mark) + 1
        alike = all(some) and {line.count(mark) for line in some} == {width - 1}
        if alike and max(map(len, some)) <= LONGEST_CELL:
            cells = mark.join(some).split(mark)
            yield Block([width] * len(some), [cells[place::width] for place in range(width)])
        else:
            yield block(list(rows("\n".join([*some, ""]), mark, start)))


def rows(text: str, mark: str, before: int = 0) -> Iterator[list[str]]:
    """Each row as a list of its cells. Raises Stop at an unclosed or stray quote, naming the row it began on.

    before: how many rows there are above these.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    number = before
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Stop(
                refusal(
                    "a quotation mark is opened and not closed properly, so the cells after it cannot be told apart",
                    'Close the quotation mark, or write "" for a quotation mark inside a cell.',
                    row=number + 1,
                )
            ) from None
        number += 1
        yield row


def line_ends(text: str) -> list[Finding]:
    """Says so where lines end the way old Macintosh programs ended them."""
    if "\r" in text and "\n" not in text:
        return [put_right("lines end with a carriage return alone; they were read as lines.")]
    return []
