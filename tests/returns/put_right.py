"""Samples of what is put right and said so."""

from tests.intake.builders import a_csv
from tests.returns.register import BRITISH, COUNTS, INDIAN, PART, book, counts, sample


@sample("bom.csv")
def byte_order_mark() -> bytes:
    return b"\xef\xbb\xbf" + counts(INDIAN, BRITISH)


@sample("windows.csv")
def windows_1252() -> bytes:
    return (COUNTS + ",Note\r\n" + INDIAN + ",Café meeting – spring\r\n").encode("cp1252")


@sample("wide.csv")
def utf_16() -> bytes:
    return counts(INDIAN, BRITISH).decode().encode("utf-16")


@sample("wide-bare.csv")
def utf_16_without_a_mark() -> bytes:
    return counts(INDIAN, BRITISH).decode().encode("utf-16-le")


@sample("semicolons.csv")
def semicolons() -> bytes:
    return counts(INDIAN, BRITISH).replace(b",", b";")


@sample("tabs.tsv")
def tabs() -> bytes:
    return counts(INDIAN, BRITISH).replace(b",", b"\t")


@sample("mac.csv")
def carriage_returns() -> bytes:
    return counts(INDIAN, BRITISH).replace(b"\r\n", b"\r")


@sample("titles.csv")
def titles_and_notes() -> bytes:
    return a_csv(
        "Membership of the board,,,,",
        "Spring 2026,,,,",
        ",,,,",
        COUNTS,
        INDIAN,
        BRITISH,
        ",,,,",
        "Source: our records,,,,",
    )


@sample("blanks.csv")
def blank_rows_and_columns() -> bytes:
    return a_csv(",Body code,Tier,,As at,Ethnic group,People", ",southwark-lsp,core,,2026-03-31,Asian: Indian,4",
                 ",,,,,,", ",southwark-lsp,core,,2026-03-31,White: British,9")  # fmt: skip


@sample("totals.csv")
def totals_by_group() -> bytes:
    return counts(INDIAN, BRITISH, "southwark-lsp,core,2026-03-31,Total,13")


@sample("total-row.csv")
def a_total_row() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,E09000028,Asian: Indian,7",
                 "southwark-lsp,Forum,consultee,2026-01-13,E09000028,White: British,5", "Total,,,,,,12")  # fmt: skip


@sample("spaces.csv")
def spaces() -> bytes:
    return (COUNTS + "\r\n southwark-lsp ,core,2026-03-31,Asian:\u00a0Indian,\u00a04\r\n").encode()


@sample("labels.csv")
def label_variants() -> bytes:
    return counts("southwark-lsp,Core,2026-03-31,asian - INDIAN,4", "southwark-lsp,board,2026-03-31,Black African,2")


@sample("thousands.csv")
def thousands() -> bytes:
    return a_csv(PART, 'southwark-lsp,Fair,consultee,2026-01-12,E09000028,Asian: Indian,"1,234"',
                 "southwark-lsp,Fair,consultee,2026-01-12,E09000028,White: British,2 345")  # fmt: skip


@sample("text-numbers.xlsx")
def numbers_as_text() -> bytes:
    return book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", "4"])


@sample("serial.xlsx")
def serial_dates() -> bytes:
    return book(["southwark-lsp", "core", 46112, "Asian: Indian", 4])


@sample("serial-1904.xlsx")
def serial_dates_from_1904() -> bytes:
    return book(["southwark-lsp", "core", 44650, "Asian: Indian", 4], date_1904=True)


@sample("twice.csv")
def exact_duplicates() -> bytes:
    return counts(INDIAN, BRITISH, INDIAN)


@sample("old-codes.csv")
def old_codes() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,E07000150,Asian: Indian,7")


@sample("small-letters.csv")
def small_letters() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,e09000028,Asian: Indian,7")


@sample("day-first.csv")
def day_first() -> bytes:
    return counts("southwark-lsp,core,31/03/2026,Asian: Indian,4", "southwark-lsp,core,31/03/2026,White: British,4")


@sample("markers.csv")
def markers() -> bytes:
    signs = ["*", "c", "<5", "..", "-", "x", "z", "low"]
    groups = ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Arab", "Roma", "African", "Caribbean"]
    return counts(*(f"southwark-lsp,core,2026-03-31,{group},{sign}" for group, sign in zip(groups, signs, strict=True)))


@sample("unknowns.csv")
def four_unknowns_and_blank() -> bytes:
    states = ["Prefer not to say", "Not stated", "Not known", "Refused", ""]
    return counts(*(f"southwark-lsp,core,2026-03-31,{state},{n}" for n, state in enumerate(states, start=1)))


@sample("none.csv")
def a_group_called_none() -> bytes:
    return counts("southwark-lsp,core,2026-03-31,None,4")
