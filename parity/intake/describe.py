"""Writes docs/returns.md from the layouts, so that what is documented is what is checked."""

from __future__ import annotations

from parity.intake.layouts import MARKS, Field, Layout, all_layouts

HEAD = """# Returns: what can be sent, and what each column means

This page is made from `data/layouts` by `python -m parity.intake.describe > docs/returns.md`. Do not edit it by
hand.

A return is a table in a workbook (`.xlsx`, `.ods`) or in a text file (`.csv`, `.tsv`). Columns may stand in any
order and may be headed with their title, their name or one of the other headings listed. The kind of return is
recognised from the headings. Nothing is kept until the whole file has been checked and someone has accepted it.

## What happens to a file

**Put right and said so.** Byte order marks, Windows-1252 and UTF-16, semicolons or tabs between cells, old line
ends; titles above and notes below the table; blank rows; stray spaces; totals rows (checked against their sum,
then left out); exact duplicates; other spellings of known labels; `1,234`; numbers stored as text; serial
dates, dates counted from 1904 and dates written day first; codes of places that have changed or are in small
letters.

**Asked.** Labels nobody has explained yet (never counted as "Other" by default), names that several places
share, commas that may be decimal points, headings merged over several columns, signs in place of a figure whose
meaning is not given, labels a spreadsheet has turned into dates. The answer is remembered for the sender.

**Refused, with the row and the remedy.** Percentages or decimals where whole numbers belong, negative figures,
groups that do not add up to the stated total, more people than seats, a code and a name that disagree, two rows
about the same record that differ, formulas saved without their value, rows with too many or too few cells,
unclosed quotation marks, missing columns, macros, protected or old workbooks, hidden sheets, files that are not
tables, files that are empty, too large or made to do harm; and anything that looks like a person's details:
names, addresses, e-mail addresses, telephone numbers, dates of birth, National Insurance numbers.

Rows read are always rows accepted plus rows listed as left out.

## In place of a figure

A missing figure is never 0. In the columns marked "signs" these may stand in place of a figure:

| write | kept as | meaning |
|---|---|---|
"""

SIGNS = (
    ("`*`, `c`, `[c]`", "c"),
    ("`x`, `..`, `-`, `[x]`", "x"),
    ("`z`, `[z]`", "z"),
    ("`low`, `[low]`", "low"),
    ("`u`, `[u]`", "u"),
    ("nothing", "blank"),
)

GROUPS = """
`<5` is kept as hidden, from 1 to 4; the same goes for `<10`, "fewer than 5" and the like.

*Prefer not to say*, *Not stated*, *Not known* and *Refused* are four different answers and stay so; a blank cell
is a fifth.

## Published layouts

These are taken as they are published:

| layout | how it is told | becomes |
|---|---|---|
| Census tables of Nomis and ONS, wide | a column of GSS codes and a column for each ethnic group | population |
| Census tables of Nomis and ONS, long | a GSS code, an ethnic group and an observation in each row | population |
| Ethnicity facts and figures | columns Measure, Time, Ethnicity, Ethnicity_type, Value | survey figures |
| 360Giving, with or without the diversity sheet | columns Identifier, Amount Awarded, Funding Org:Name ... | funding |
| Council monitoring tables | ethnic groups down, stages or events across | recruitment or participation |
"""


def document() -> str:
    """The whole of docs/returns.md."""
    signs = "".join(f"| {written} | `{mark}` | {MARKS[mark]} |\n" for written, mark in SIGNS)
    kinds = "".join(f"| [{one.title}](#{one.kind}) | {one.one_row_per} |\n" for one in all_layouts())
    listed = f"\n## The kinds of return\n\n| kind | one row per |\n|---|---|\n{kinds}"
    return HEAD + signs + GROUPS + listed + "".join(_kind(one) for one in all_layouts())


def _kind(layout: Layout) -> str:
    rows = "".join(_row(field) for field in layout.fields)
    same = ", ".join(f"`{name}`" for name in layout.identity)
    lines = [
        f"\n## {layout.title}\n",
        f'<a id="{layout.kind}"></a>`{layout.kind}`: one row per {layout.one_row_per}.',
        layout.description,
    ]
    lines.append(f"Two rows are about the same record when these are the same: {same}.")
    lines.append(f"People's details: {layout.personal}\n")
    return "\n".join(lines) + f"\n| column | needed | what to write | other headings |\n|---|---|---|---|\n{rows}"


def _row(field: Field) -> str:
    what = field.description
    if field.categories:
        what += " One of: " + ", ".join(f"*{one.label}* (`{one.code}`)" for one in field.categories) + "."
    if field.personal:
        what += f" {field.personal}"
    if field.example:
        what += f" Example: `{field.example}`."
    needed = "yes" if field.required else ("signs" if field.markers else "")
    needed = "yes, signs" if field.required and field.markers else needed
    return f"| **{field.title}** `{field.name}` | {needed} | {what} | {', '.join(field.aliases)} |\n"


if __name__ == "__main__":
    print(document(), end="")
