"""The invented boards' actions: drafts, actions that communities endorsed or changed, agreed ones, one that is blocked."""

from collections.abc import Iterator
from typing import NamedTuple

from parity.reference.examples.boards import BOARDS


class Action(NamedTuple):
    """One row of an actions return."""

    action_code: str
    body_code: str
    stage: str
    comments: str
    heading: str
    sector: str
    weakness: str
    action: str
    outcome: str
    lead_partner: str
    partners: str
    due: str
    status: str
    done_on: str
    blocked_by: str
    target_code: str
    source: str


REGIONAL, LOCAL = "Regional institutions", "Regeneration partnerships"
GENERAL, SPECIALIST = "Generalist infrastructure", "BME infrastructure"
OFFICE = "-"  # the board itself

# Code, board, stage, comments, heading, sector, weakness, action, outcome, lead, partners, due, status, blocked by, target.
ACTIONS = (
    ("A01", "southwark", "agreed", "The forum asked that every member be told what the figures are for.", "information",
     LOCAL, "Ethnic groups of wider members were never asked.", "Ask every member at appointment and once a year.",
     "The partnership can say who sits on it.", OFFICE, "Example Council Southwark", "2025-03-31", "done", "", "EX-T01"),
    ("A02", "southwark", "agreed", "", "structure", LOCAL, "Most seats are filled by nomination.",
     "Advertise a third of the core seats as they fall vacant.", "More people from ethnic minorities apply.", OFFICE,
     "Example BME Network for London", "2026-03-31", "in_progress", "", "EX-T01"),
    ("A03", "southwark", "modified", "Residents asked for meetings in the evening before anything else.", "capacity", LOCAL,
     "New members leave within a year.", "Pair each new member with one who has served a term.", "Members stay.",
     OFFICE, "", "2026-12-31", "in_progress", "", "EX-T01"),
    ("A04", "hackney", "agreed", "", "strategy", LOCAL, "The engagement strategy names no community.",
     "Rewrite the strategy with an action for each of the five largest communities.", "Each community has an entry.",
     OFFICE, "Example Council Hackney", "2026-06-30", "in_progress", "", "EX-T02"),
    ("A05", "hackney", "endorsed", "Endorsed at three community meetings.", "capacity", LOCAL,
     "Candidates do not know what a board does.", "Run shadow places for a year before each round of appointments.",
     "A pool of prepared candidates.", "Example BME Network for London", OFFICE, "2027-03-31", "not_started", "", "EX-T02"),
    ("A06", "haringey", "agreed", "", "culture", LOCAL, "Members from ethnic minorities leave sooner than others.",
     "Ask everybody who leaves why, and report the answers each year.", "The board knows what to change.", OFFICE,
     "Example Community Empowerment Network for Haringey", "2025-09-30", "in_progress", "", "EX-T05"),
    ("A07", "haringey", "agreed", "Members said cost was the main reason to leave.", "structure", LOCAL,
     "Small organisations pay to take part.", "Pay expenses and cover for members from small organisations.",
     "Nobody leaves because of the cost.", OFFICE, "Example Council Haringey", "2025-12-31", "blocked", "EX-A08", "EX-T05"),
    ("A08", "haringey", "draft", "", "strategy", LOCAL, "The partnership has no budget of its own.",
     "Agree a budget for engagement from the partners' contributions.", "Engagement does not depend on goodwill.",
     "Example Council Haringey", OFFICE, "2026-03-31", "in_progress", "", ""),
    ("A09", "brent", "agreed", "", "information", LOCAL, "Satisfaction is not known by community.",
     "Ask about satisfaction at every forum and report it by ethnic group.", "Differences can be seen.", OFFICE, "",
     "2026-09-30", "in_progress", "", "EX-T04"),
    ("A10", "barking-dagenham", "agreed", "", "leadership", LOCAL, "No officer or member leads on race equality.",
     "Name a lead member and report on progress twice a year.", "Progress is someone's task.", OFFICE, "", "2025-06-30",
     "done", "", "EX-T03"),
    ("A11", "barking-dagenham", "endorsed", "Faith groups asked to be hosts.", "structure", LOCAL,
     "Vacancies are filled by those who already know the board.", "Recruit at places of worship, schools and markets.",
     "New people apply.", OFFICE, "", "2026-11-30", "in_progress", "", "EX-T03"),
    ("A12", "croydon", "draft", "", "information", LOCAL, "Nearly half of the members have not given their ethnic group.",
     "Explain why the question is asked, and ask again in confidence.", "Fewer than one in ten unknown.", "", "",
     "2026-10-31", "not_started", "", "EX-T08"),
    ("A13", "tower-hamlets", "agreed", "", "culture", LOCAL, "Papers run to two hundred pages and come two days before.",
     "Send short papers a week ahead, and meet new members before each meeting.", "Everybody can prepare.", OFFICE, "",
     "2025-10-31", "done", "", "EX-T07"),
    ("A14", "tower-hamlets", "modified", "Women's groups asked for childcare to be added; it was.", "structure", LOCAL,
     "Meetings are held when carers cannot come.", "Hold every second meeting online, with childcare for the others.",
     "Carers can serve.", OFFICE, "", "2026-06-30", "in_progress", "", "EX-T07"),
    ("A15", "lambeth", "agreed", "", "vision", LOCAL, "The board might lose what it has reached when members change.",
     "Write the aim of parity into the terms of reference.", "Parity outlasts the present members.", OFFICE, "",
     "2024-12-31", "done", "", "EX-T06"),
    ("A16", "redbridge", "agreed", "", "information", LOCAL, "Only appointed people are counted by ethnic group.",
     "Count applicants and shortlisted people too.", "The stage at which people are lost can be seen.", OFFICE, "",
     "2024-03-31", "done", "", "EX-T18"),
    ("A17", "ealing", "draft", "", "information", LOCAL, "The partnership has not sent a return.",
     "Send a list of members with ethnic groups.", "The partnership can be seen beside others.", "", "", "2026-03-31",
     "not_started", "", ""),
    ("A18", "birmingham", "agreed", "", "structure", LOCAL, "Sub-groups are filled from the core board.",
     "Keep half of the places on every sub-group for people who sit on nothing else.", "More people take part.", OFFICE,
     "Example Regional Partnership for the West Midlands", "2025-12-31", "in_progress", "", "EX-T09"),
    ("A19", "birmingham", "modified", "Neighbourhood boards asked for a say in the wording.", "capacity", LOCAL,
     "Members find it hard to speak for a whole community.", "Pay for members to meet those they speak for, twice a year.",
     "Members bring more views than their own.", OFFICE, "Example Neighbourhood Board for Aston and Lozells",
     "2026-09-30", "in_progress", "", "EX-T09"),
    ("A20", "coventry", "agreed", "", "anti_discriminatory_practice", LOCAL, "New policies are not looked at for their effect.",
     "Assess every new policy for its effect on race equality, and publish the result.", "Harm is seen before it is done.",
     OFFICE, "Example Council Coventry", "2025-09-30", "done", "", "EX-T10"),
    ("A21", "dudley", "draft", "", "information", LOCAL, "Monitoring stopped when the post was cut.",
     "Ask a neighbouring partnership to share its monitoring officer.", "Monitoring begins again.", "", "", "2025-09-30",
     "not_started", "", "EX-T11"),
    ("A22", "sandwell", "agreed", "", "structure", GENERAL, "One organisation speaks for the whole voluntary sector.",
     "Hold an election for two voluntary sector seats, open to BME organisations.", "BME organisations speak for themselves.",
     "Example Council for Voluntary Service, Sandwell", OFFICE, "2025-11-30", "done", "", "EX-T12"),
    ("A23", "sandwell-voluntary", "endorsed", "Twelve BME organisations took part in the review.", "capacity", GENERAL,
     "Few BME organisations use payroll, advice or training.", "Offer each service once a month in a BME organisation's own rooms.",
     "Use by BME organisations doubles.", "Example Council for Voluntary Service, Sandwell", "", "2026-12-31",
     "in_progress", "", ""),
    ("A24", "wolverhampton", "draft", "", "structure", LOCAL, "No seat has ever been advertised.",
     "Advertise the next four seats.", "People who are not already known can apply.", "", "", "2026-06-30",
     "not_started", "", "EX-T13"),
    ("A25", "black-country", "agreed", "", "strategy", LOCAL, "Contracts are too large for small organisations.",
     "Break one contract in four into parts, and let organisations bid together.", "BME-led organisations deliver.",
     "Example Regeneration Partnership for the Black Country", "Example Council for Voluntary Service, Sandwell",
     "2026-12-31", "in_progress", "", "EX-T14"),
    ("A26", "west-midlands", "agreed", "", "vision", REGIONAL, "Each place measures something else.",
     "Agree one set of indicators for all partnerships in the region.", "Places can be compared.",
     "Example Regional Partnership for the West Midlands", "", "2025-03-31", "done", "", "EX-T15"),
    ("A27", "west-midlands", "endorsed", "Endorsed by nine networks.", "leadership", REGIONAL,
     "Regional institutions ask of partnerships what they do not do themselves.", "Publish the make-up of every regional board.",
     "The region leads by example.", "Example Regional Partnership for the West Midlands", "", "2026-12-31",
     "in_progress", "", "EX-T15"),
    ("A28", "london-bme-network", "agreed", "", "information", SPECIALIST, "What worked is known only to those who were there.",
     "Write up ten cases a year, including what did not work.", "Others can learn from them.",
     "Example BME Network for London", "", "2026-12-31", "in_progress", "", ""),
    ("A29", "lambeth-southwark-health", "agreed", "", "culture", LOCAL, "Patients' groups meet only in English.",
     "Provide interpreters at every patients' group.", "People take part in their own language.",
     "Example Health Board for Lambeth and Southwark", "", "2026-03-31", "in_progress", "", ""),
    ("A30", "peckham", "agreed", "Shopkeepers asked for meetings before opening hours.", "structure", LOCAL,
     "Shopkeepers cannot come in the evening.", "Hold breakfast meetings four times a year.", "Traders take part.",
     "Example Neighbourhood Board for Peckham", "", "2025-06-30", "dropped", "", ""),
)  # fmt: skip


# The day each was done that was: a flag on the pictures of its board.
DONE_ON = {
    "A01": "2025-02-14", "A10": "2025-05-20", "A13": "2025-10-08", "A15": "2024-11-18", "A16": "2024-03-12",
    "A20": "2025-09-24", "A22": "2025-11-10", "A26": "2025-03-27",
}  # fmt: skip


def actions() -> Iterator[Action]:
    """Thirty actions; the code of the one that blocks another stands in blocked_by."""
    names = {board.code: board.name for board in BOARDS}
    for code, board, *told, blocked_by, target in ACTIONS:
        body = f"example-{board}"
        said = [names[body] if text == OFFICE else text for text in told]
        yield Action(f"EX-{code}", body, *said, DONE_ON.get(code, ""), blocked_by, target, "Illustrative action plan")
