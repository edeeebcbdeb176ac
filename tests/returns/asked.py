"""Samples of what is asked."""

from tests.intake.builders import a_csv, a_workbook, changed_member
from tests.returns.register import BRITISH, GRANTS, HEAD, INDIAN, PART, SEATS, counts, sample


@sample("haringey.csv")
def unknown_label() -> bytes:
    return counts("haringey-lsp,core,2026-03-31,Asain,4", "haringey-lsp,core,2026-03-31,Martian,1", INDIAN)


@sample("bme.csv")
def bme_without_a_definition() -> bytes:
    return counts("haringey-lsp,core,2026-03-31,BME,4", "haringey-lsp,core,2026-03-31,Not stated,2")


@sample("abbey.csv")
def ambiguous_place() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,Abbey,Asian: Indian,7")


@sample("commas.csv")
def decimal_commas() -> bytes:
    return a_csv(GRANTS.replace(",", ";"), "G1;2026-01-01;Example Group;Example Trust;1250,50;E09000028",
                 "G2;2026-01-02;Example Group;Example Trust;300,00;E09000028")  # fmt: skip


@sample("merged.xlsx")
def merged_headings() -> bytes:
    data = a_workbook({"Counts": [[*HEAD, ""], ["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4, 2]]})
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="E1:F1"/></mergeCells>'
    return changed_member(data, "xl/worksheets/sheet1.xml", b"</sheetData>", merged)


@sample("signs.csv")
def marker_without_a_legend() -> bytes:
    return counts("southwark-lsp,core,2026-03-31,Asian: Indian,~", BRITISH)


@sample("label-dates.csv")
def labels_turned_into_dates() -> bytes:
    return a_csv(
        SEATS, "southwark-lsp,core,02-Jan,M1,Asian: Indian,2024-04-01,", "southwark-lsp,core,S2,M2,05-Oct,2024-04-01,"
    )


@sample("new-body.csv")
def unknown_body() -> bytes:
    return counts("southwork-lsp,core,2026-03-31,Asian: Indian,4")
