"""What the 2007 study found about 31 local strategic partnerships, as counts of partnerships by answer."""

from collections.abc import Iterator
from typing import NamedTuple

from parity.reference.published.listed import LeftOut, Published, published
from parity.reference.published.police import Body

SOURCE = "partnerships_2007"
BODIES_FILE = "partnerships_2007_study.csv"
PRACTICE_FILE = "partnerships_2007_practice.csv"
STUDY = "partnerships-2007"
PUBLISHED_ON = "2007-06-11"
ENGLAND = "E92000001"

# Question, answer, number of partnerships, what they did. The answers to one question add up to the number asked.
COUNTS = (
    ("monitors_core", "yes", 6, "Five record core and wider members; one records its board alone."),
    ("monitors_core", "no", 25, "24 record neither core nor wider members; one records its sub-groups alone."),
    ("monitors_wider", "yes", 5, "The five that record core members as well."),
    ("monitors_wider", "no", 26, "24 record neither; one records its board alone and one its sub-groups alone."),
    ("monitors_sub_groups", "yes", 1, "Records its sub-groups alone."),
    ("monitors_sub_groups", "no", 25, "24 record no members; one records its board alone."),
    ("monitors_sub_groups", "not_known", 5, "Record core and wider members; the summary does not speak of their sub-groups."),
    ("monitors_retention", "yes", 0, "None looks at how long members stay by ethnic group."),
    ("monitors_retention", "partly", 1, "Looks at how long members stay, but not by ethnic group."),
    ("monitors_retention", "no", 30, "Do not look at how long members stay."),
    ("open_recruitment", "partly", 1, "Of nine that answered: open recruitment for some of the core places."),
    ("open_recruitment", "no", 8, "Of nine that answered: no core place is openly recruited."),
    ("performance_framework_published", "yes", 3, "On the partnership's website, to download."),
    ("performance_framework_published", "partly", 15, "Sent when the researchers asked for it."),
    ("performance_framework_published", "not_known", 13, "Sent none, had none or sent something else."),
    ("equalities_framework", "yes", 4, "Of nine interviewed in depth: work within the local authority's framework."),
    ("equalities_framework", "no", 5, "Of nine interviewed in depth: did not say they work within it."),
)  # fmt: skip


class Practice(NamedTuple):
    """One row of a practice return: how many of the bodies of a study gave one answer to one question."""

    body_code: str
    as_at: str
    question_code: str
    answer: str
    evidence: str
    bodies: str


def returns() -> list[Published]:
    """The study as a body of its own that no longer meets, and its findings as practice."""
    study = Body(STUDY, "31 local strategic partnerships studied in 2007", "local_strategic_partnership", ENGLAND,
                 "", "", "2007-06-30")  # fmt: skip
    return [
        published(BODIES_FILE, "bodies", "The 31 local strategic partnerships of the 2007 study, taken together",
                  "Commission for Racial Equality", SOURCE, [study]),
        published(PRACTICE_FILE, "practice", "What 31 local strategic partnerships monitored and published, 2007",
                  "Commission for Racial Equality", SOURCE, _practice()),
    ]  # fmt: skip


def left_out() -> Iterator[LeftOut]:
    """Findings of the study that are not counts."""
    yield LeftOut(
        PRACTICE_FILE,
        "How many partnerships record ethnic groups when they allocate renewal money",
        "The summary says a small minority and gives no number.",
        "",
        "",
        SOURCE,
    )


def _practice() -> Iterator[Practice]:
    for question, answer, bodies, evidence in COUNTS:
        yield Practice(STUDY, PUBLISHED_ON, question, answer, evidence, str(bodies))
