"""Spellings of ethnic groups as people type them, each resolved to one group code or listed as not safe to resolve."""

import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from parity.reference.files import Table, read_text, table
from parity.reference.groups import groups
from parity.reference.population import BROAD_2021, SHORT_2011, WORDING_2011, WORDING_2021

RAW = "eng_ethnicity_classifications_rdu/classification_lookup.csv"
UNKNOWN = ("not_stated", "not_known", "prefer_not_to_say", "refused")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
QUOTES = {ord("‘"): "'", ord("’"): "'", ord("“"): '"', ord("”"): '"'}


class Alias(NamedTuple):
    """One spelling and the group it stands for."""

    label: str
    group_code: str
    source_code: str
    note: str


# The Race Disparity Unit's standard labels that name one of our groups. Every other standard label joins or cuts
# groups in a way ours do not: those spellings go to the unmapped list with the reason below.
STANDARD = {
    "All": "all",
    "Any other": "other_any",
    "Arab": "arab",
    "Asian": "asian",
    "Asian other": "asian_other",
    "Bangladeshi": "bangladeshi",
    "Black": "black",
    "Black African": "african",
    "Black Caribbean": "caribbean",
    "Black other": "black_other",
    "Chinese": "chinese",
    "Indian": "indian",
    "Irish Traveller": "gypsy_traveller",
    "Mixed": "mixed",
    "Mixed White/Asian": "mixed_white_asian",
    "Mixed White/Black African": "mixed_white_african",
    "Mixed White/Black Caribbean": "mixed_white_caribbean",
    "Mixed other": "mixed_other",
    "Other": "other",
    "Other than White": "minorities_excluding",
    "Other than White British": "minorities_including",
    "Pakistani": "pakistani",
    "Unknown": "not_known",
    "White": "white",
    "White British": "white_british",
    "White Gypsy/Traveller": "gypsy_traveller",
    "White Irish": "white_irish",
    "White other": "white_other",
}

WHICH_MINORITIES = "Does not say whether White minorities are counted: ask the sender."
CHINESE_WITH_OTHER = "Counts Chinese with Other, as in 2001: no group of ours does, so it can only be used in a total."
JOINS = "Joins groups that are kept apart here: ask for the parts, or use it only in a total."
TWO_UNKNOWNS = "Joins two different kinds of unknown that are kept apart here."
NOT_ANSWER = "Says that no ethnic group applies or was found, not which kind of unknown it is."
CONTEXT = "Means the heading in some returns and the last group under it in others: ask the sender."
WHITE_REST = "Takes in every White minority, not only Other White."
CUT = "Leaves out a group that belongs here, so it is smaller than the group of that name."

UNSAFE_STANDARD = {
    "Asian excluding Chinese": CUT,
    "Asian other inc Chinese": JOINS,
    "Gypsy/Roma": "The school census counts Gypsies with Roma; here Roma is a group of its own.",
    "Mixed White/Black": JOINS,
    "Not applicable": NOT_ANSWER,
    "Other (inc Gypsy/Traveller/Irish Traveller)": JOINS,
    "Other inc Asian": JOINS,
    "Other inc Chinese": CHINESE_WITH_OTHER,
    "Other inc Mixed and Chinese": JOINS,
    "Pakistani and Bangladeshi": JOINS,
    "Unclassified": TWO_UNKNOWNS,
    "Unmatched": NOT_ANSWER,
}
UNSAFE_LABELS = {
    "all ethnic minorities": WHICH_MINORITIES,
    "all other ethnic groups": "Everyone not named in that return: which groups these are depends on the return.",
    "asian and other": JOINS,
    "bame": WHICH_MINORITIES,
    "bme": WHICH_MINORITIES,
    "chinese and other": CHINESE_WITH_OTHER,
    "chinese or other": CHINESE_WITH_OTHER,
    "chinese or other ethnic group": CHINESE_WITH_OTHER,
    "ethnic minorities": WHICH_MINORITIES,
    "ethnic minority": WHICH_MINORITIES,
    "ethnicity_minority_ethnic_pupil": WHICH_MINORITIES,
    "mixed ethnic groups": CONTEXT,
    "mixed/ multiple ethnic groups": CONTEXT,
    "not known / prefer not to say": TWO_UNKNOWNS,
    "not known/not provided": TWO_UNKNOWNS,
    "not stated/invalid": TWO_UNKNOWNS,
    "other (including chinese)": CHINESE_WITH_OTHER,
    "other inc. chinese": CHINESE_WITH_OTHER,
    "other/chinese": CHINESE_WITH_OTHER,
    "white & other": JOINS,
    "white british & other": JOINS,
    "white non-british": WHITE_REST,
    "white non-british total": WHITE_REST,
}
MIXED_WITH_OTHER = "Mixed and Other together, as in the annual survey."
BETTER = {  # the standard label is coarser or vaguer than the spelling
    "ethnic minority (exc. white minorities)": ("minorities_excluding", ""),
    "ethnic minority (excl. white minorities)": ("minorities_excluding", ""),
    "ethnic minority (other than white ethnic minority)": ("minorities_excluding", ""),
    "mixed and other": ("mixed_or_other", MIXED_WITH_OTHER),
    "mixed/ multiple/ other": ("mixed_or_other", MIXED_WITH_OTHER),
    "mixed/other": ("mixed_or_other", MIXED_WITH_OTHER),
    "non-white": ("minorities_excluding", "Read only: never shown in these words."),
    "not stated": ("not_stated", ""),
    "other": ("other", "In a return of only two groups it means everyone else: ask the sender."),
    "other (including mixed)": ("mixed_or_other", MIXED_WITH_OTHER),
    "other inc mixed": ("mixed_or_other", MIXED_WITH_OTHER),
    "other inc. mixed": ("mixed_or_other", MIXED_WITH_OTHER),
    "other/mixed": ("mixed_or_other", MIXED_WITH_OTHER),
}

ALSO_UNSAFE = {
    "(blank)": "An empty cell in a pivot table: counted as blank, which is not an answer.",
    "asian british": "A heading or an answer of its own, depending on the form: ask the sender.",
    "bame total": WHICH_MINORITIES,
    "black and minority ethnic": WHICH_MINORITIES,
    "black british": "A heading or an answer of its own, depending on the form: ask the sender.",
    "black, asian and minority ethnic": WHICH_MINORITIES,
    "bme total": WHICH_MINORITIES,
    "british": "Under White it is White British, but Asian British and Black British are shortened to it as well.",
    "european": "A place, not an ethnic group.",
    "global majority": WHICH_MINORITIES,
    "grt": "Joins Gypsy or Irish Traveller with Roma, which are kept apart here.",
    "gypsy, roma and traveller": "Joins Gypsy or Irish Traveller with Roma, which are kept apart here.",
    "gypsy, roma or traveller": "Joins Gypsy or Irish Traveller with Roma, which are kept apart here.",
    "minority ethnic": WHICH_MINORITIES,
    "none": "May mean nobody, no answer or no ethnic group.",
    "people of colour": WHICH_MINORITIES,
    "visible minority": WHICH_MINORITIES,
}

# Nomis and council forms put a heading before the group; every heading and joint below is in use somewhere.
HEADINGS = {
    "asian": (
        "asian",
        "asian or asian british",
        "asian/asian british",
        "asian / asian british",
        "asian, asian british or asian welsh",
    ),
    "black": (
        "black",
        "black or black british",
        "black/black british",
        "black / black british",
        "black/african/caribbean/black british",
        "black, african, caribbean or black british",
        "black, black british, caribbean or african",
        "black, black british, black welsh, caribbean or african",
    ),
    "mixed": (
        "mixed",
        "mixed/multiple ethnic group",
        "mixed/multiple ethnic groups",
        "mixed / multiple ethnic groups",
        "mixed or multiple ethnic groups",
        "mixed or multiple",
    ),
    "white": ("white",),
    "other": ("other", "other ethnic group", "other ethnic groups"),
}
ENDINGS = {
    "bangladeshi": ("bangladeshi",),
    "chinese": ("chinese",),
    "indian": ("indian",),
    "pakistani": ("pakistani",),
    "asian_other": ("other asian", "any other asian", "any other asian background", "other asian background"),
    "african": ("african", "black african"),
    "caribbean": ("caribbean", "black caribbean"),
    "black_other": ("other black", "any other black", "any other black background", "other black background"),
    "mixed_white_asian": ("white and asian", "white & asian", "white/asian"),
    "mixed_white_african": ("white and black african", "white & black african", "white/black african"),
    "mixed_white_caribbean": ("white and black caribbean", "white & black caribbean", "white/black caribbean"),
    "mixed_other": (
        "other mixed",
        "any other mixed",
        "any other mixed background",
        "other mixed background",
        "any other mixed or multiple background",
        "any other mixed/multiple ethnic background",
    ),
    "white_british": (
        "white british",
        "english/welsh/scottish/northern irish/british",
        "english / welsh / scottish / northern irish / british",
        "english, welsh, scottish, northern irish or british",
    ),
    "gypsy_traveller": ("gypsy or irish traveller", "gypsy/irish traveller", "gypsy", "irish traveller", "traveller"),
    "white_irish": ("irish", "white irish"),
    "roma": ("roma",),
    "white_other": ("other white", "any other white", "any other white background", "other white background"),
    "arab": ("arab",),
    "other_any": ("any other ethnic group", "any other ethnic background", "any other"),
}
ONLY_UNDER_HEADING = {"white_british": ("british",), "other_any": ("other ethnic group",)}
LAST_UNDER_HEADING = {"asian": "asian_other", "black": "black_other", "mixed": "mixed_other", "white": "white_other"}

POLICE_CODES = {
    "w1": "white_british",
    "w2": "white_irish",
    "w3": "gypsy_traveller",
    "w9": "white_other",
    "m1": "mixed_white_caribbean",
    "m2": "mixed_white_african",
    "m3": "mixed_white_asian",
    "m9": "mixed_other",
    "a1": "indian",
    "a2": "pakistani",
    "a3": "bangladeshi",
    "a4": "chinese",
    "a9": "asian_other",
    "b1": "caribbean",
    "b2": "african",
    "b9": "black_other",
    "o1": "chinese",
    "o2": "arab",
    "o9": "other_any",
    "ns": "not_stated",
}
POLICE_LABELS = {
    "asian (or asian british)": "asian",
    "black (or black british)": "black",
    "don't know": "not_known",
    "not reported": "not_known",
}
OWN = {
    "chinese or other ethnic group - any other": "other_any",
    "chinese or other ethnic group - any other ethnic group": "other_any",
    "chinese or other ethnic group - chinese": "chinese",
    "chinese or other ethnic group: any other": "other_any",
    "chinese or other ethnic group: any other ethnic group": "other_any",
    "chinese or other ethnic group: chinese": "chinese",
    "declined": "refused",
    "declined to answer": "refused",
    "dont know": "not_known",
    "ethnic minorities (excluding white minorities)": "minorities_excluding",
    "ethnic minorities (including white minorities)": "minorities_including",
    "ethnicity not known": "not_known",
    "ethnicity not stated": "not_stated",
    "ethnicity unknown": "not_known",
    "everyone": "all",
    "grand total": "all",
    "no answer": "not_stated",
    "no response": "not_stated",
    "not disclosed": "not_stated",
    "not given": "not_stated",
    "not provided": "not_stated",
    "other than white": "minorities_excluding",
    "prefer not to answer": "prefer_not_to_say",
    "prefer not to disclose": "prefer_not_to_say",
    "prefer not to say": "prefer_not_to_say",
    "rather not say": "prefer_not_to_say",
    "refused": "refused",
    "refused to answer": "refused",
    "total": "all",
    "white minorities excluded": "minorities_excluding",
    "white minorities included": "minorities_including",
}


def as_label(text: str) -> str:
    """The form in which spellings are compared: lower case, single spaces, plain dashes and quotation marks.

    >>> as_label("  White –  British ")
    'white - british'
    """
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).translate(QUOTES)
    return " ".join(plain.lower().split())


def aliases(source: Path) -> tuple[Alias, ...]:
    """One row per spelling; the first source that has a spelling is named.

    Raises ValueError when two sources read one spelling differently, or the standard has a label we do not know.
    """
    found: dict[str, Alias] = {}
    for alias in (*_standard(source), *_written()):
        earlier = found.setdefault(alias.label, alias)
        if earlier.group_code != alias.group_code:
            raise ValueError(f"'{alias.label}' is read as {earlier.group_code} and as {alias.group_code}")
    both = sorted(set(found) & {label for label, _, _ in unmapped(source)})
    if both:
        raise ValueError(f"Read and listed as unsafe: {', '.join(both)}")
    return tuple(found.values())


def unmapped(source: Path) -> tuple[tuple[str, str, str], ...]:
    """(label, reason, source_code) for every spelling that cannot be resolved safely."""
    found = {label: (reason, "parity") for label, reason in ALSO_UNSAFE.items()}
    for label, standard in _raw(source):
        reason = None if label in BETTER else UNSAFE_LABELS.get(label, UNSAFE_STANDARD.get(standard))
        if reason:
            found[label] = (reason, "ethnicity_labels")
    return tuple((label, reason, code) for label, (reason, code) in found.items())


def tables(source: Path) -> list[Table]:
    """aliases and aliases_unmapped as tables."""
    return [
        table("aliases", Alias._fields, aliases(source)),
        table("aliases_unmapped", ("label", "reason", "source_code"), unmapped(source)),
    ]


def _raw(source: Path) -> list[tuple[str, str]]:
    """The spellings of the Race Disparity Unit with their standard labels, as compared here, once each."""
    raw = read_text(source, RAW)
    pairs = {(as_label(row[0]), row[1]) for row in raw.itertuples(index=False)}
    return sorted(pairs)


def _standard(source: Path) -> Iterator[Alias]:
    unsafe = {label for label, _, _ in unmapped(source)}
    for label, standard in _raw(source):
        if label in unsafe:
            continue
        if label in BETTER:
            code, note = BETTER[label]
        elif standard in STANDARD:
            code, note = STANDARD[standard], ""
        else:
            raise ValueError(f"{RAW}: the standard label '{standard}' of '{label}' is new: map it or list it as unsafe")
        yield Alias(label, code, "ethnicity_labels", note)


def _written() -> Iterator[Alias]:
    """Spellings that come from our own labels, the census tables, the police and common forms."""
    for group in groups():
        yield Alias(as_label(group.label), group.code, "parity", "")
        yield Alias(as_label(group.short_label), group.code, "parity", "")
    census = (
        ("census_2021_wards", WORDING_2021 | BROAD_2021 | {"Total: All usual residents": "all"}),
        ("census_2011_authorities", WORDING_2011 | {"All categories: Ethnic group": "all"}),
    )
    for source_code, wording in census:
        for title, code in wording.items():
            yield Alias(as_label(title), code, source_code, "")
            yield Alias(as_label(f"Ethnic group: {title}"), code, source_code, "")
            yield Alias(as_label(f"Ethnic group: {title}; measures: Value"), code, source_code, "")
    for title, code in SHORT_2011.items():
        if title != "Other":  # the column means any other group; the bare word is the broad group
            yield Alias(as_label(title), code, "census_2011_wards_estimated", "")
    broad_of = {group.code: group.broad for group in groups() if group.classification == "2021-19"}
    for code, endings in ENDINGS.items():
        for ending in endings:
            yield Alias(ending, code, "parity", "")
        under = (*endings, *ONLY_UNDER_HEADING.get(code, ()))
        for heading, joint, ending in product(HEADINGS[broad_of[code]], (": ", " - ", " "), under):
            if joint != " " or len(heading.split()) == 1:
                yield Alias(f"{heading}{joint}{ending}", code, "parity", "")
    for broad, code in LAST_UNDER_HEADING.items():
        for heading, joint in product(HEADINGS[broad], (": ", " - ")):
            yield Alias(f"{heading}{joint}other", code, "parity", "")
    for broad, headings in HEADINGS.items():
        for heading in headings:
            yield Alias(heading, broad, "parity", "")
    for label, code in POLICE_CODES.items():
        yield Alias(label, code, "police_ethnicity_codes", "")
    for label, code in POLICE_LABELS.items():
        yield Alias(label, code, "police_use_of_force", "")
    for label, code in OWN.items():
        yield Alias(label, code, "parity", "")
