"""Ethnic groups: the classifications, their groups, the maps between them and the two definitions of BME."""

from collections.abc import Mapping
from typing import NamedTuple

from parity.reference.files import Table, table


class Classification(NamedTuple):
    """One way of dividing people by ethnic group."""

    code: str
    title: str
    year: str
    note: str


class Group(NamedTuple):
    """One group of one classification; position is its place in a table (alphabetical, Other last)."""

    classification: str
    code: str
    label: str
    short_label: str
    broad: str
    position: int
    including: str
    excluding: str


class GroupMap(NamedTuple):
    """Where one group goes in a coarser classification."""

    classification: str
    group: str
    to_classification: str
    to_group: str
    exact: str
    note: str


CLASSIFICATIONS = (
    Classification("2021-19", "Census 2021, 19 groups", "2021", "Roma is a group of its own for the first time."),
    Classification(
        "2011-18",
        "Census 2011, 18 groups",
        "2011",
        "Gypsy or Irish Traveller and Arab are new groups; Chinese moves from Other to Asian.",
    ),
    Classification(
        "2011-15",
        "Census 2011, 15 groups",
        "2011",
        "The 18 groups with the four Mixed groups as one: the finest division published for small areas in 2011.",
    ),
    Classification(
        "2001-16",
        "Census 2001, 16 groups",
        "2001",
        "No Gypsy or Irish Traveller, Roma or Arab; Chinese stands under Other, not under Asian.",
    ),
    Classification(
        "broad-5",
        "Five broad groups",
        "2011",
        "As used since 2011: Asian includes Chinese. White takes in White British and every White minority.",
    ),
    Classification(
        "survey-4",
        "Annual survey, four groups",
        "2012",
        "As published in annual survey estimates for London: Mixed and Other are one group.",
    ),
    Classification(
        "white-other",
        "White, and ethnic minorities excluding White minorities",
        "",
        "Two groups. White minorities are counted with White.",
    ),
    Classification(
        "british-other",
        "White British, and ethnic minorities including White minorities",
        "",
        "Two groups. White minorities are counted with the ethnic minorities.",
    ),
    Classification("all", "Everyone", "", "Totals are kept here, never beside groups."),
)

DEFINITIONS = (
    (
        "including",
        "Ethnic minorities, White minorities included",
        "Everyone whose ethnic group is not White British.",
    ),
    (
        "excluding",
        "Ethnic minorities, White minorities excluded",
        "Everyone whose ethnic group is outside the White groups.",
    ),
)

BROAD = {
    "asian": ("Asian or Asian British", "Asian"),
    "black": ("Black, Black British, Caribbean or African", "Black"),
    "mixed": ("Mixed or multiple ethnic groups", "Mixed"),
    "white": ("White", "White"),
    "other": ("Other ethnic group", "Other"),
}

# Detailed groups in table order: alphabetical by broad group, then within it, with the "other" of each last.
DETAILED = {
    "bangladeshi": ("Asian: Bangladeshi", "Bangladeshi", "asian"),
    "chinese": ("Asian: Chinese", "Chinese", "asian"),
    "indian": ("Asian: Indian", "Indian", "asian"),
    "pakistani": ("Asian: Pakistani", "Pakistani", "asian"),
    "asian_other": ("Asian: Other Asian", "Other Asian", "asian"),
    "african": ("Black: African", "Black African", "black"),
    "caribbean": ("Black: Caribbean", "Black Caribbean", "black"),
    "black_other": ("Black: Other Black", "Other Black", "black"),
    "mixed_white_asian": ("Mixed: White and Asian", "White and Asian", "mixed"),
    "mixed_white_african": ("Mixed: White and Black African", "White and Black African", "mixed"),
    "mixed_white_caribbean": ("Mixed: White and Black Caribbean", "White and Black Caribbean", "mixed"),
    "mixed_other": ("Mixed: Other Mixed", "Other Mixed", "mixed"),
    "white_british": ("White: British", "White British", "white"),
    "gypsy_traveller": ("White: Gypsy or Irish Traveller", "Gypsy or Irish Traveller", "white"),
    "white_irish": ("White: Irish", "White Irish", "white"),
    "roma": ("White: Roma", "Roma", "white"),
    "white_other": ("White: Other White", "Other White", "white"),
    "arab": ("Other: Arab", "Arab", "other"),
    "other_any": ("Other: Any other ethnic group", "Any other", "other"),
}

MIXED_FOUR = frozenset(code for code, (_, _, broad) in DETAILED.items() if broad == "mixed")
SURVEY = {"asian": "asian", "black": "black", "white": "white", "mixed": "mixed_or_other", "other": "mixed_or_other"}

ROMA_BEFORE_2021 = "Had no box before 2021: most Roma will have been counted with Other White, but not all."
TRAVELLER_2001 = (
    "Had no box in 2001: answers were written in and mostly counted with Other White, some with White Irish."
)
ARAB_2001 = "Had no box in 2001: most were counted with any other group, some with Other White or Other Asian."
CHINESE_2001 = (
    "Stood under Other in 2001 and under Asian since 2011: Asian and Other cannot be followed across 2001 to 2011."
)


def groups() -> tuple[Group, ...]:
    """Every group of every classification, in table order."""
    found: list[Group] = []
    for classification in CLASSIFICATIONS:
        found.extend(_groups_of(classification.code))
    return tuple(found)


def group_maps() -> tuple[GroupMap, ...]:
    """One row per group and coarser classification it can be added up to; never from coarser to finer."""
    by_classification: dict[str, dict[str, Group]] = {}
    for group in groups():
        by_classification.setdefault(group.classification, {})[group.code] = group
    found: list[GroupMap] = []
    for classification, members in by_classification.items():
        for to, targets in by_classification.items():
            if to == classification:
                continue
            arrivals = {code: _arrival(group, to, targets) for code, group in members.items()}
            if any(arrival is None for arrival in arrivals.values()):
                continue
            for code, arrival in arrivals.items():
                to_group, note = arrival
                found.append(GroupMap(classification, code, to, to_group, "no" if note else "yes", note))
    return tuple(found)


def tables() -> list[Table]:
    """classifications, definitions, groups and group_maps as tables."""
    everyone = groups()
    sizes = {c.code: sum(group.classification == c.code for group in everyone) for c in CLASSIFICATIONS}
    return [
        table(
            "classifications",
            ("classification", "title", "year", "groups", "note"),
            [(c.code, c.title, c.year, sizes[c.code], c.note) for c in CLASSIFICATIONS],
            keep_order=True,
        ),
        table("definitions", ("definition", "label", "sentence"), DEFINITIONS, keep_order=True),
        table(
            "groups",
            (
                "classification",
                "group_code",
                "label",
                "short_label",
                "broad_code",
                "position",
                "including",
                "excluding",
            ),
            everyone,
            keep_order=True,
        ),
        table(
            "group_maps",
            ("classification", "group_code", "to_classification", "to_group_code", "exact", "note"),
            group_maps(),
            keep_order=True,
        ),
    ]


def _groups_of(classification: str) -> list[Group]:
    absent = {
        "2021-19": frozenset[str](),
        "2011-18": frozenset({"roma"}),
        "2011-15": MIXED_FOUR | {"roma"},
        "2001-16": frozenset({"roma", "gypsy_traveller", "arab"}),
    }
    rows: list[tuple[str, str, str, str, str, str]]
    if classification in absent:
        rows = [
            (code, label, short, broad, _yes(code != "white_british"), _yes(broad != "white"))
            for code, (label, short, broad) in DETAILED.items()
            if code not in absent[classification]
        ]
        if classification == "2011-15":
            place = next(index for index, row in enumerate(rows) if row[3] == "white")
            rows.insert(place, ("mixed", *BROAD["mixed"], "mixed", "yes", "yes"))
        if classification == "2001-16":
            rows = [row for row in rows if row[0] != "chinese"]
            rows.insert(len(rows) - 1, ("chinese", "Other: Chinese", "Chinese", "other", "yes", "yes"))
    elif classification == "broad-5":
        rows = [(code, *BROAD[code], code, *_broad_answers(code)) for code in BROAD]
    elif classification == "survey-4":
        rows = [(code, *BROAD[code], code, *_broad_answers(code)) for code in ("asian", "black", "white")]
        rows.append(("mixed_or_other", "Mixed or other ethnic group", "Mixed or other", "", "yes", "yes"))
    elif classification == "white-other":
        label = "Ethnic minorities (excluding White minorities)"
        rows = [
            ("minorities_excluding", label, label, "", "yes", "yes"),
            ("white", *BROAD["white"], "white", *_broad_answers("white")),
        ]
    elif classification == "british-other":
        label = "Ethnic minorities (including White minorities)"
        rows = [
            ("minorities_including", label, label, "", "yes", "unknown"),
            ("white_british", "White: British", "White British", "white", "no", "no"),
        ]
    else:
        rows = [("all", "Everyone", "Everyone", "", "unknown", "unknown")]
    return [
        Group(classification, code, label, short, broad, position, including, excluding)
        for position, (code, label, short, broad, including, excluding) in enumerate(rows, start=1)
    ]


def _broad_answers(code: str) -> tuple[str, str]:
    return ("unknown", "no") if code == "white" else ("yes", "yes")


def _yes(condition: bool) -> str:
    return "yes" if condition else "no"


def _arrival(group: Group, to: str, targets: Mapping[str, Group]) -> tuple[str, str] | None:
    """The group of `to` that this group belongs to and a note where that is not exact; None where it cannot be told."""
    if to == "all":
        return "all", ""
    if group.classification == "all":
        return None
    if to == "white-other":
        if group.excluding == "unknown":
            return None
        return ("minorities_excluding" if group.excluding == "yes" else "white"), ""
    if to == "british-other":
        if group.including == "unknown":
            return None
        return ("minorities_including" if group.including == "yes" else "white_british"), ""
    if to in ("broad-5", "survey-4"):
        if not group.broad:
            return None
        moved = group.classification == "2001-16" and group.code == "chinese"
        broad = "asian" if moved else group.broad
        return (broad if to == "broad-5" else SURVEY[broad]), (CHINESE_2001 if moved else "")
    return _detailed_arrival(group, to, targets)


def _detailed_arrival(group: Group, to: str, targets: Mapping[str, Group]) -> tuple[str, str] | None:
    newer = {"2021-19": 3, "2011-18": 2, "2011-15": 1, "2001-16": 0}
    if newer.get(group.classification, -1) <= newer[to]:
        return None
    if group.code == "mixed" and to != "2011-15":
        return None
    if to == "2011-15" and group.code in MIXED_FOUR:
        return "mixed", ""
    if group.code in targets:
        return group.code, ""
    lost = {
        "roma": ("white_other", ROMA_BEFORE_2021),
        "gypsy_traveller": ("white_other", TRAVELLER_2001),
        "arab": ("other_any", ARAB_2001),
    }
    return lost.get(group.code)
