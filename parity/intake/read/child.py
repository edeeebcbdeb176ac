"""The child process: sets its own limits, opens one file from standard input, writes its cells to standard output."""

import contextlib
import json
import sys
from array import array
from types import SimpleNamespace

from parity.intake.read import text, workbook
from parity.intake.read.words import Stop, refusal

BLOCK = 20_000
OLD_BOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "Send the table as .xlsx, .ods or .csv."
OTHER_KINDS = (
    (b"%PDF", "the file is a PDF, not a table"),
    (b"\x89PNG", "the file is a picture, not a table"),
    (b"\xff\xd8\xff", "the file is a picture, not a table"),
    (b"GIF8", "the file is a picture, not a table"),
    (b"\x1f\x8b", "the file is compressed"),
    (b"7z\xbc\xaf", "the file is compressed"),
    (b"Rar!", "the file is compressed"),
    (b"{\\rtf", "the file is a document, not a table"),
    (b"PAR1", "the file is in a form for programs, not a table people can open"),
    (b"SQLite format", "the file is a database, not a table"),
)


class Parcel:
    """Sheets on their way to the parent: a description, and the text of each block of each column."""

    def __init__(self, limits) -> None:
        self.sheets: list[dict] = []
        self.blobs: list[bytes] = []
        self.limits = limits
        self.size = 0

    def add(self, name: str, blocks, merged=(), dates_from_1904: bool = False, typed: bool = False) -> None:
        """Packs rows column by column; widths are the cells each row really has, for telling ragged rows."""
        about = {"name": name, "merged": list(merged), "from_1904": dates_from_1904, "typed": typed, "blocks": []}
        self.sheets.append(about)
        count = 0
        widths = array("I")
        for block in blocks:
            count += len(block.widths)
            if count > self.limits.rows + workbook.SPARE_ROWS:
                raise Stop(
                    refusal(
                        f"there are more than {self.limits.rows:,} rows",
                        f"Send it in parts of {self.limits.rows:,} rows or fewer.",
                        sheet=name,
                    )
                )
            widths.extend(block.widths)
            columns = block.columns
            while columns and not any(columns[-1]):
                columns.pop()
            if len(columns) > self.limits.columns:
                workbook._size(name, count, len(columns), self.limits)
            lengths = [self._pack(column, name) for column in columns]
            about["blocks"].append([len(block.widths), lengths])
        self.blobs.append(widths.tobytes())
        about["widths"] = len(self.blobs[-1])
        about["rows"] = count

    def _pack(self, column, name: str) -> int:
        joined = "\0".join(column)
        if joined.count("\0") != len(column) - 1:
            raise Stop(refusal("a zero byte (NUL) stands in a cell", text.SAVE_AGAIN, sheet=name))
        self.blobs.append(joined.encode("utf-8", "replace"))
        self.size += len(self.blobs[-1])
        if self.size > 2 * self.limits.unzipped:
            raise Stop(refusal("the cells hold more text than a return can", "Send it in parts."))
        return len(self.blobs[-1])


def fill(parcel: Parcel, data: bytes, filename: str, limits) -> list:
    """Reads the file into the parcel and returns the findings. Raises Stop where it cannot be read."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Stop(refusal("the file is empty", "Check that you saved it, and send it again."))
    if data.startswith(b"PK"):
        package = workbook.look_over(data, limits)
        if filename.lower().endswith((".xlsm", ".xltm", ".xlam")):
            raise Stop(
                refusal("the workbook is of the kind that holds macros (.xlsm)", "Save it as .xlsx and send that.")
            )
        found, wrong = workbook.sheets(data, package, limits)
        for sheet in found:
            blocks = (text.block(sheet.rows[at : at + BLOCK]) for at in range(0, len(sheet.rows), BLOCK))
            parcel.add(sheet.name, blocks, sheet.merged, sheet.dates_from_1904, typed=True)
        return wrong
    if data.startswith(OLD_BOOK):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Stop(workbook._protected())
        raise Stop(
            refusal("the workbook is saved in the old .xls form (before 2007)", "Save it as .xlsx and send that.")
        )
    for beginning, what in OTHER_KINDS:
        if data.startswith(beginning):
            raise Stop(refusal(what, SAVE_AS))
    characters, said = text.decode(data)
    if characters.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise Stop(refusal("the file is a web page, not a table", "Open it, and save it as .xlsx."))
    if characters.lstrip().startswith(("{", "[{")):
        raise Stop(refusal("the file is in a form for programs (JSON), not a table", SAVE_AS))
    said += text.line_ends(characters)
    characters, mark, more = text.separator(characters)
    parcel.add("", text.blocks(characters, mark, BLOCK))
    return said + more


def hold(limits) -> None:
    """Holds this process to its memory and time. Systems without such limits go without; the parent still times it."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (int(limits.seconds) + 1, int(limits.seconds) + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Reads the limits from the first argument and the file from standard input."""
    order = json.loads(sys.argv[2])
    limits = SimpleNamespace(**order["limits"])
    hold(limits)
    parcel = Parcel(limits)
    try:
        findings = fill(parcel, sys.stdin.buffer.read(), order["filename"], limits)
    except Stop as stop:
        parcel = Parcel(limits)
        findings = list(stop.findings)
    out = sys.stdout.buffer
    out.write(json.dumps({"findings": findings, "sheets": parcel.sheets}).encode() + b"\n")
    for blob in parcel.blobs:
        out.write(blob)
    out.flush()
