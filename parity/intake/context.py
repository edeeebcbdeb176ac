"""What the checks may take for granted: groups and their spellings, places, changed codes and known bodies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = {
    "not_stated": "Not stated",
    "not_known": "Not known",
    "prefer_not_to_say": "Prefer not to say",
    "refused": "Refused",
}

# The four unknowns stay four: each spelling means one of them and no other.
UNKNOWN_SPELLINGS = {
    "not_stated": ("not stated", "not given", "not provided", "no response", "no answer", "not answered", "unstated"),
    "not_known": ("not known", "unknown", "don't know", "do not know", "not recorded", "unrecorded"),
    "prefer_not_to_say": ("prefer not to say", "prefer not to answer", "prefers not to say", "rather not say"),
    "refused": ("refused", "refusal", "declined", "declined to answer", "declined to say"),
}
# Labels that do not say whether White minorities are counted.
MINORITIES = frozenset(
    [
        "bme",
        "bame",
        "bem",
        "bme total",
        "total bme",
        "all bme",
        "bame total",
        "total bame",
        "bme subtotal",
        "black and minority ethnic",
        "minority ethnic",
        "minority ethnic total",
        "ethnic minority",
        "ethnic minorities",
        "all ethnic minorities",
        "black and ethnic minority",
        "black minority ethnic",
        "black asian and minority ethnic",
        "global majority",
        "people of colour",
        "visible minority",
    ]
)
TOTALS = frozenset(
    [
        "total",
        "totals",
        "grand total",
        "all",
        "all groups",
        "all ethnic groups",
        "everyone",
        "overall total",
        "total all",
        "sum",
        "all people",
        "total people",
        "total number",
        "all persons",
        "all usual residents",
        "total all usual residents",
    ]
)


class Area(NamedTuple):
    """A place: its name, level (country, region, authority, ward), the code it lies in, and whether in use."""

    name: str
    level: str
    parent: str = ""
    in_use: bool = True


@dataclass(frozen=True)
class Context:
    """Plain tables that the caller gives. All may be empty except aliases and groups.

    aliases: label -> group_code; groups: group_code -> label; classifications: name -> its group codes;
    broad: (classification, group_code) -> broad group_code; areas: code -> Area; area_changes: old code -> the one in
    use; counted: gives (day, classification) -> authority -> group -> residents, as censuses counted them, when asked;
    bodies: known body_code -> name; defaults: column -> value used where the file has no such column (an officer
    of one body need not write its code); doubtful: label -> why it cannot be read as one group.
    """

    aliases: Mapping[str, str]
    groups: Mapping[str, str]
    classifications: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broad: Mapping[tuple[str, str], str] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    area_changes: Mapping[str, str] = field(default_factory=dict)
    counted: Callable[[], Mapping[tuple[str, str], Mapping[str, Mapping[str, float]]]] = dict
    bodies: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)

    def read_group(self, text: str) -> str:
        """The group code a label means, or an unknown state, 'all', or 'bme' where the definition is not said; else ''.

        A spelling of the tables counts before one that only looks like it: 'mixed/other' is not 'mixed - other'.
        """
        exact = light(text)
        if exact in self._as_written:
            return self._as_written[exact]
        if exact in self._doubted:
            return "bme" if fold(text) in MINORITIES else ""
        return self._by_parts.get(_parts(text)) or self._by_words.get(fold(text), "")

    @cached_property
    def _as_written(self) -> dict[str, str]:
        own = [*((label, code) for code, label in self.groups.items()), *((code, code) for code in self.groups)]
        states = [(label, code) for code, labels in UNKNOWN_SPELLINGS.items() for label in (code, *labels)]
        given = [(label, code) for label, code in self.aliases.items() if label.strip()]
        return {light(label): code for label, code in [*states, *own, *given]}

    @cached_property
    def _doubted(self) -> frozenset[str]:
        return frozenset(light(label) for label in self.doubtful) - self._as_written.keys()

    @cached_property
    def _by_parts(self) -> dict[str, str]:
        return _without_conflicts(self._as_written, self._doubted, _parts)

    @cached_property
    def _by_words(self) -> dict[str, str]:
        found = _without_conflicts(self._as_written, self._doubted, fold)
        return dict.fromkeys(TOTALS, "all") | dict.fromkeys(MINORITIES, "bme") | found

    @cached_property
    def group_spellings(self) -> dict[str, str]:
        """The spellings that mean one group or one unknown state."""
        return {key: code for key, code in self._by_words.items() if code in self.groups or code in UNKNOWN}

    def why_doubtful(self, text: str) -> str:
        """The reason a label cannot be read as one group, or ''."""
        return self._reasons.get(light(text)) or self._reasons.get(fold(text), "")

    @cached_property
    def _reasons(self) -> dict[str, str]:
        folded = {fold(label): reason for label, reason in self.doubtful.items()}
        return folded | {light(label): reason for label, reason in self.doubtful.items()}

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        """Folded name -> the codes of the areas in use that bear it."""
        found: dict[str, list[str]] = {}
        for code, area in self.areas.items():
            if not area.in_use:
                continue
            names = {fold(area.name), _turned(area.name), _without_style(area.name)}
            if area.parent in self.areas:
                names.add(fold(f"{area.name} {self.areas[area.parent].name}"))
            for name in names - {""}:
                found.setdefault(name, []).append(code)
        return {name: tuple(codes) for name, codes in found.items()}

    def with_bodies(self, bodies: Mapping[str, str]) -> Context:
        """The same, with other bodies known; what has been worked out from the rest is not worked out again."""
        other = replace(self, bodies=bodies)
        given = {one.name for one in fields(self)}
        other.__dict__.update({name: held for name, held in self.__dict__.items() if name not in given})
        return other

    @cached_property
    def places_by_one_name(self) -> dict[str, str]:
        """Folded name -> code, for names that only one place bears."""
        return {name: codes[0] for name, codes in self.places.items() if len(codes) == 1}

    @cached_property
    def larger_places(self) -> dict[str, str]:
        """The same without wards."""
        return {name: code for name, code in self.places_by_one_name.items() if self.areas[code].level != "ward"}

    def group_label(self, code: str) -> str:
        """The label of a group or unknown state, or the code itself."""
        return self.groups.get(code) or UNKNOWN.get(code) or code

    def place_label(self, code: str) -> str:
        """The name of a place, with the place it lies in for a ward."""
        area = self.areas.get(code)
        if area is None:
            return code
        parent = self.areas.get(area.parent)
        return f"{area.name}, {parent.name}" if parent and area.level == "ward" else area.name

    def names_of(self, code: str) -> set[str]:
        """Folded names a place is known by; none where the code is not known."""
        area = self.areas.get(code)
        if area is None:
            return set()
        parent = self.areas[area.parent].name if area.parent in self.areas else ""
        full = {fold(area.name), _turned(area.name), _without_style(area.name), fold(f"{area.name} {parent}")} - {""}
        return full | {bare(name) for name in full}

    def find_places(self, text: str, ward: bool = False) -> tuple[str, ...]:
        """Codes of the places a name may mean; with ward, wards only where there are any."""
        key = fold(text)
        codes = self.places.get(key) or self.places.get(bare(key)) or ()
        if ward:
            wards = tuple(code for code in codes if self.areas[code].level == "ward")
            return wards or codes
        return codes


class Answers(dict[str, str]):
    """What a sender answered, by label in small letters; `used` fills with the answers that were asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__({light(label): str(answer).strip() for label, answer in given.items()})
        self.used: dict[str, str] = {}

    def get(self, label: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The answer about a label, noted as used."""
        if label in self:
            self.used[label] = self[label]
        return super().get(label, default)


def light(text: str) -> str:
    """Small letters and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold(text: str) -> str:
    """Letters and digits only, in small letters with single spaces, so that spellings can be compared.

    >>> fold(" White –  British "), fold("Asian/Asian British")
    ('white british', 'asian asian british')
    """
    plain = light(text).replace("&", " and ").replace("'", "").replace("’", "")
    if not plain.isascii():  # Tŷ and Ty are one spelling
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w+<>%]|_", " ", plain).split())


def _parts(text: str) -> str:
    """A folded label that keeps its strokes: 'mixed/other' and 'mixed other' are two things."""
    return fold(text.replace("/", " stroke "))


def _without_conflicts(
    spellings: Mapping[str, str], doubted: Iterable[str], key: Callable[[str], str]
) -> dict[str, str]:
    """Keyed spelling -> code, without the keys that two codes share or that a doubtful label has."""
    codes: dict[str, set[str]] = {}
    for label, code in spellings.items():
        codes.setdefault(key(label), set()).add(code)
    lost = {key(label) for label in doubted} | {""}
    return {one: next(iter(found)) for one, found in codes.items() if len(found) == 1 and one not in lost}


def _turned(name: str) -> str:
    """'Bristol, City of' as 'city of bristol'."""
    first, comma, rest = name.partition(", ")
    return fold(f"{rest} {first}") if comma else ""


def _without_style(name: str) -> str:
    """'Bristol, City of' as 'bristol'."""
    first, _, rest = name.partition(", ")
    return fold(first) if rest in ("City of", "County of") else ""


def bare(key: str) -> str:
    """A folded name without 'london borough of', 'city council' and the like."""
    key = re.sub(r"^(the )?(london borough of|royal borough of|borough of|city of|metropolitan borough of) ", "", key)
    return re.sub(r" (city|borough|district|county|metropolitan borough)?( ?council| lb| mbc| bc)$", "", key).strip()


def context_from(frames: Mapping[str, pd.DataFrame], **known: Mapping | Callable) -> Context:
    """A Context from the reference tables groups, aliases, aliases_unmapped, areas and area_changes.

    `known` may hold bodies, defaults and counted.

    Only a code that is no longer in use is changed to its successor, and only where it has one successor.
    """
    groups = _rows(frames["groups"], "classification", "group_code", "label", "broad_code")
    labels: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for classification, code, label, _ in groups:
        labels.setdefault(code, label)
        members.setdefault(classification, []).append(code)
    areas = {}
    if "areas" in frames:
        for code, name, level, standing, parent in _rows(
            frames["areas"], "area_code", "name", "level", "standing", "parent_code"
        ):
            areas[code] = Area(name, level, parent, standing in ("current", "standing", ""))
    return Context(
        aliases=dict(_rows(frames["aliases"], "label", "group_code")) if "aliases" in frames else {},
        groups=labels,
        classifications={name: tuple(codes) for name, codes in members.items()},
        broad={(name, code): broad for name, code, _, broad in groups if broad},
        areas=areas,
        area_changes=_changes(frames, areas),
        doubtful=dict(_rows(frames["aliases_unmapped"], "label", "reason")) if "aliases_unmapped" in frames else {},
        **known,
    )


def _rows(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    plain = frame[list(columns)].astype("string").fillna("")
    return list(plain.itertuples(index=False, name=None))


def _changes(frames: Mapping[str, pd.DataFrame], areas: Mapping[str, Area]) -> dict[str, str]:
    if "area_changes" not in frames:
        return {}
    to: dict[str, set[str]] = {}
    for old, new, kind in _rows(frames["area_changes"], "from_code", "to_code", "kind"):
        if kind in ("merged", "recoded", "renamed") and old != new and not (old in areas and areas[old].in_use):
            to.setdefault(old, set()).add(new)
    return {old: _last(old, to) for old, news in to.items() if len(news) == 1}


def _last(code: str, to: Mapping[str, Iterable[str]]) -> str:
    seen = {code}
    while len(nexts := tuple(to.get(code, ()))) == 1 and nexts[0] not in seen:
        code = nexts[0]
        seen.add(code)
    return code
