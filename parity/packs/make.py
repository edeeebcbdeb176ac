"""The formats a pack can be made in, and the files of one pack in a folder."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from parity.packs.claims import Pack


class Format(NamedTuple):
    """A format: its name for people, the ending and type of its file, and the room and function that make it."""

    title: str
    ending: str
    mime: str
    room: str
    maker: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "pdf": Format("PDF", "pdf", "application/pdf", "pdf", "pdf"),
    "pptx": Format("Slides (PPTX)", "pptx", f"{_OFFICE}.presentationml.presentation", "slides", "slides"),
    "docx": Format("Document (DOCX)", "docx", f"{_OFFICE}.wordprocessingml.document", "document", "document"),
    "xlsx": Format("Workbook (XLSX)", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", "workbook", "xlsx"),
    "ods": Format("Workbook (ODS)", "ods", "application/vnd.oasis.opendocument.spreadsheet", "workbook", "ods"),
    "csv": Format("Data (CSV, in a ZIP)", "zip", "application/zip", "data", "archive"),
}


def make(pack: Pack, form: str) -> bytes:
    """The pack in one format (a key of FORMATS); the same pack gives the same words and figures in each."""
    chosen = FORMATS[form]  # each room is loaded when it is first used: no page pays for six
    maker: Callable[[Pack], bytes] = getattr(import_module(f"parity.packs.{chosen.room}"), chosen.maker)
    return maker(pack)


def file_name(pack: Pack, form: str) -> str:
    """The name of a pack's file: the code of whom it is of, letters and digits only, and the definition."""
    code = "".join(each if each.isascii() and (each.isalnum() or each in "-_") else "-" for each in pack.subject.code)
    return f"parity-{code[:80]}-{pack.asked.definition}.{FORMATS[form].ending}"


def write(pack: Pack, forms: Iterable[str], folder: Path) -> list[Path]:
    """The pack in these formats as files in a folder, which is made; each file is there whole, or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in forms:
        file = folder / file_name(pack, form)
        aside = file.with_name(f".{file.name}.part")
        aside.write_bytes(make(pack, form))
        aside.replace(file)
        written.append(file)
    return written
