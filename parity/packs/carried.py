"""The recipe of a pack inside an office file: put in as a property of the document, and read again."""

import io
import zipfile
from xml.etree import ElementTree

NAME = "Parity recipe"
PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CLASS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what every property that people add is of


def put_in(file: bytes, recipe: str) -> bytes:
    """A DOCX, PPTX or XLSX file with the recipe among its custom properties; the rest as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            held = given.read(part)
            if part.filename == "[Content_Types].xml":
                held = _with(held, f'<Override PartName="/{PART}" ContentType="{_TYPE}"/>', b"</Types>")
            elif part.filename == "_rels/.rels":
                relation = f'<Relationship Id="rIdParity" Type="{_RELATION}" Target="{PART}"/>'
                held = _with(held, relation, b"</Relationships>")
            made.writestr(part, held)
        made.writestr(zipfile.ZipInfo(PART, (1980, 1, 1, 0, 0, 0)), _custom(recipe))
    return out.getvalue()


def read_from(file: bytes) -> str:
    """The recipe in a DOCX, PPTX, XLSX or ODS file. Raises ValueError where it has none."""
    with zipfile.ZipFile(io.BytesIO(file)) as given:
        for part in (PART, "meta.xml"):
            if part in given.namelist() and given.getinfo(part).file_size < 1_000_000:
                for each in ElementTree.fromstring(given.read(part)).iter():
                    if NAME in each.attrib.values():
                        return "".join(each.itertext())
    raise ValueError("This file carries no recipe: it was not made as a pack, or another program has left it out.")


def _custom(recipe: str) -> bytes:
    root = ElementTree.Element(f"{{{_PROPERTIES}}}Properties")
    one = ElementTree.SubElement(root, f"{{{_PROPERTIES}}}property", {"fmtid": _CLASS, "pid": "2", "name": NAME})
    ElementTree.SubElement(one, f"{{{_VALUES}}}lpwstr").text = recipe
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _with(held: bytes, added: str, before: bytes) -> bytes:
    start, end = held.rsplit(before, 1)
    return start + added.encode() + before + end
