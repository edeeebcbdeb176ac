"""Invented examples of practice: what was tried, for whom, and whether it worked; some did not."""

from collections.abc import Iterator
from typing import NamedTuple


class Case(NamedTuple):
    """One row of a cases return."""

    case_code: str
    title: str
    area_code: str
    mechanism: str
    communities: str
    what_was_done: str
    effect: str
    evidence_grade: str
    worked: str
    from_: str
    to: str
    source: str


# Title, place, mechanism, communities, what was done, effect, evidence, worked, from, to.
CASES = (
    ("Interpreters at every forum", "E09000030", "forum", "Bangladeshi",
     "Interpreters sat at each table of the quarterly forum, and papers were read out in advance.",
     "People from the community at the forum rose from 6 to 19 in a year.", "measured", "yes", "2024-01-15", "2024-12-31"),
    ("Breakfast meetings with traders", "E05011110", "event", "Black African; Black Caribbean",
     "The neighbourhood board met before shops opened, in a different market each time.",
     "Traders came twice, then stopped: nothing they asked for had been answered.", "reported", "no", "2024-04-01",
     "2025-03-31"),
    ("Shadow seats for a year", "E09000012", "board", "Black African; Any other White background",
     "Eight people followed the board for a year with a mentor and a small allowance.",
     "Five applied for a seat, three were appointed.", "evaluated", "yes", "2023-04-01", "2024-03-31"),
    ("Participatory budget in three wards", "E08000025", "participatory_budget", "Pakistani; Bangladeshi; Black Caribbean",
     "Residents chose between projects at open days in three wards.",
     "Those who voted were as mixed as residents; those who put projects forward were not.", "measured", "mixed",
     "2024-09-01", "2025-06-30"),
    ("Online panel", "E09000008", "online", "",
     "A panel of 900 residents answered questions by telephone or computer each month.",
     "Half did not give their ethnic group, so nobody can say whom it reached.", "measured", "no", "2023-01-01",
     "2024-12-31"),
    ("Women's health link", "E09000025", "health_link", "Bangladeshi; Pakistani; Indian",
     "Women trained as health champions met patients' groups and reported to the board.",
     "Two clinics changed their hours; use by the women they met rose by a quarter.", "evaluated", "yes", "2022-10-01",
     "2024-09-30"),
    ("Questionnaire in nine languages", "E09000005", "survey", "Indian; Arab; Any other White background",
     "The budget questionnaire was translated and handed out at stations.",
     "Answers doubled, almost all of them in English.", "measured", "mixed", "2025-01-10", "2025-03-10"),
    ("Expenses and cover for small organisations", "E09000014", "board", "",
     "Members from small organisations could claim fares, childcare and the cost of cover.",
     "Fewer left in their first year; the sums claimed were small.", "measured", "yes", "2023-07-01", "2025-06-30"),
    ("One community, one leader", "E08000028", "board", "Indian; Pakistani; Black Caribbean",
     "One person was asked to speak for each community.",
     "Three of five resigned within eighteen months; others said they had not been asked.", "reported", "no",
     "2022-04-01", "2023-09-30"),
    ("Seats by subject", "E08000026", "board", "",
     "Seats were advertised by subject (work, housing, safety) with training in each.",
     "Two in three new members came from organisations that had never sat on a board.", "measured", "yes",
     "2023-10-01", "2026-03-31"),
    ("Road shows with the job centre", "E08000031", "outreach", "Black Caribbean; Indian",
     "A van toured estates with advisers and a list of vacancies.",
     "Many talks, few applications; nobody followed them up.", "reported", "mixed", "2024-05-01", "2024-10-31"),
    ("Focus groups with Roma families", "E09000026", "focus_group", "Roma",
     "Six small groups met with an interpreter and a school liaison worker.",
     "School places were found for eleven families; the group now meets by itself.", "evaluated", "yes", "2025-02-01",
     "2025-11-30"),
    ("Bidding together", "E08000027", "service", "",
     "Four small organisations bid for one contract with shared accounts.",
     "They won the contract and lost it after a year: no one had time to run the group.", "evaluated", "mixed",
     "2023-04-01", "2025-03-31"),
    ("Young people's jury", "E06000021", "panel", "Pakistani; Mixed",
     "Twelve young people questioned officers about a park and wrote the report.",
     "Nine of ten recommendations were carried out.", "measured", "yes", "2024-06-01", "2024-11-30"),
    ("Volunteers as hosts", "E08000030", "volunteering", "",
     "Volunteers opened a hall each week for newcomers to the town.",
     "Popular with those who came; no record of who they were.", "opinion", "mixed", "2025-01-01", ""),
    ("Training in how policy is made", "E12000005", "training", "",
     "A course of six evenings on budgets, law and committees for BME-led organisations.",
     "Of 84 who finished, 31 answered a consultation in the next year and 9 joined a board.", "measured", "yes",
     "2024-01-01", "2025-12-31"),
)  # fmt: skip


def cases() -> Iterator[Case]:
    """Sixteen cases: half worked, the others in part or not."""
    for number, told in enumerate(CASES, start=1):
        yield Case(f"EX-C{number:02d}", *told, "Illustrative case, written for this product")
