"""Small builders for the intake tests: a context of a few groups and places, and files of each kind."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

from parity.intake.check import Checked, check
from parity.intake.context import Area, Context

DETAILED = {
    "bangladeshi": ("Asian: Bangladeshi", "asian"),
    "chinese": ("Asian: Chinese", "asian"),
    "indian": ("Asian: Indian", "asian"),
    "pakistani": ("Asian: Pakistani", "asian"),
    "asian_other": ("Asian: Other Asian", "asian"),
    "african": ("Black: African", "black"),
    "caribbean": ("Black: Caribbean", "black"),
    "black_other": ("Black: Other Black", "black"),
    "mixed_white_asian": ("Mixed: White and Asian", "mixed"),
    "mixed_white_african": ("Mixed: White and Black African", "mixed"),
    "mixed_white_caribbean": ("Mixed: White and Black Caribbean", "mixed"),
    "mixed_other": ("Mixed: Other Mixed", "mixed"),
    "white_british": ("White: British", "white"),
    "gypsy_traveller": ("White: Gypsy or Irish Traveller", "white"),
    "white_irish": ("White: Irish", "white"),
    "roma": ("White: Roma", "white"),
    "white_other": ("White: Other White", "white"),
    "arab": ("Other: Arab", "other"),
    "other_any": ("Other: Any other ethnic group", "other"),
}
OTHERS = {
    "asian": "Asian",
    "black": "Black",
    "mixed": "Mixed",
    "white": "White",
    "other": "Other",
    "minorities_including": "Ethnic minorities (including White minorities)",
    "minorities_excluding": "Ethnic minorities (excluding White minorities)",
    "all": "Everyone",
}
ALIASES = {
    "white british": "white_british",
    "english/welsh/scottish/northern irish/british": "white_british",
    "white irish": "white_irish",
    "any other white background": "white_other",
    "other white": "white_other",
    "white other": "white_other",
    "roma": "roma",
    "gypsy or irish traveller": "gypsy_traveller",
    "asian or asian british": "asian",
    "black or black british": "black",
    "indian": "indian",
    "pakistani": "pakistani",
    "bangladeshi": "bangladeshi",
    "chinese": "chinese",
    "any other asian background": "asian_other",
    "black african": "african",
    "african": "african",
    "black caribbean": "caribbean",
    "caribbean": "caribbean",
    "any other black background": "black_other",
    "white and asian": "mixed_white_asian",
    "white and black african": "mixed_white_african",
    "white and black caribbean": "mixed_white_caribbean",
    "any other mixed background": "mixed_other",
    "arab": "arab",
    "any other ethnic group": "other_any",
    "none": "not_stated",
}
AREAS = {
    "E92000001": Area("England", "country"),
    "E12000007": Area("London", "region", "E92000001"),
    "E09000012": Area("Hackney", "authority", "E12000007"),
    "E09000014": Area("Haringey", "authority", "E12000007"),
    "E09000028": Area("Southwark", "authority", "E12000007"),
    "E06000061": Area("North Northamptonshire", "authority", "E92000001"),
    "E06000023": Area("Bristol, City of", "authority", "E92000001"),
    "E07000150": Area("Corby", "authority", "E92000001", in_use=False),
    "E07000152": Area("East Northamptonshire", "authority", "E92000001", in_use=False),
    "E05009368": Area("Abbey", "ward", "E09000012"),
    "E05009369": Area("Abbey", "ward", "E09000014"),
}
TWO = ("white", "minorities_excluding")
CLASSIFICATIONS = {
    "2021-19": tuple(DETAILED),
    "2011-18": tuple(code for code in DETAILED if code != "roma"),
    "broad-5": ("asian", "black", "mixed", "other", "white"),
    "white-other": TWO,
    "british-other": ("white_british", "minorities_including"),
    "all": ("all",),
}
BODIES = {"southwark-lsp": "Southwark Alliance", "haringey-lsp": "Haringey Strategic Partnership"}


def a_context(**changed) -> Context:
    """A few places and bodies, and the groups of the censuses of 2011 and 2021."""
    broad = {(name, code): over for name in ("2021-19", "2011-18") for code, (_, over) in DETAILED.items()}
    made = {
        "aliases": ALIASES,
        "groups": {code: label for code, (label, _) in DETAILED.items()} | OTHERS,
        "classifications": CLASSIFICATIONS,
        "broad": broad,
        "areas": AREAS,
        "area_changes": {"E07000150": "E06000061", "E07000152": "E06000061"},
        "bodies": BODIES,
        "doubtful": {"chinese or other": "Counts Chinese with Other, which no group of ours does."},
    }
    return Context(**(made | changed))


def a_csv(*rows: str, ends: str = "\r\n") -> bytes:
    """Lines of text as a file."""
    return (ends.join(rows) + ends).encode()


def a_workbook(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = (), **options) -> bytes:
    """A workbook with the given rows on each sheet; a cell may be a (value, number format) pair."""
    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, plain | options)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                value, form = cell if isinstance(cell, tuple) else (cell, None)
                sheet.write(number, place, value, book.add_format({"num_format": form}) if form else None)
        if name in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def changed_member(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """A workbook with one part changed, as a program other than ours might have written it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            part = package.read(name)
            if name == member:
                assert old in part, f"{old!r} is not in {member}"
                part = part.replace(old, new)
            made.writestr(name, part)
    return out.getvalue()


def an_ods(rows: Sequence[Sequence[str]], sheet: str = "Sheet1", formula: bool = False) -> bytes:
    """An OpenDocument spreadsheet of text cells."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    if formula:
        body += '<table:table-row><table:table-cell table:formula="of:=[.A1]"/></table:table-row>'
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{sheet}">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def checked(data: bytes, filename: str = "return.csv", kind: str | None = None, answers=None, **changed) -> Checked:
    """A file checked in the small context, and the promise that no row is lost checked with it."""
    found = check(data, filename, a_context(**changed), kind=kind, answers=answers)
    assert found.rows_read == found.rows_accepted + found.rows_left_out == found.rows_accepted + len(found.left_out)
    return found


def said(found: Checked, severity: str | None = None) -> list[str]:
    """The messages of a checked file."""
    return [problem.message for problem in found.problems if severity in (None, problem.severity)]
