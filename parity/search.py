"""One box for everything: the bodies, places, ethnic groups, measures and pages that a few words may mean."""

from collections.abc import Mapping
from typing import NamedTuple

from parity.measures.catalogue import MEASURES
from parity.store import Store

FEWEST = 2  # letters, under which everything would be found
MOST = 5  # of a kind
LEVELS = {"country": "country", "region": "region", "authority": "authority", "ward": "ward"}
# The page on which each measure is shown.
SHOWN_ON = {
    "representation": "representation", "seats": "representation", "designated": "recruitment", "ladder": "ladder",
    "designated-over-time": "recruitment", "recruitment": "recruitment", "recruitment-stages": "recruitment",
    "retention": "recruitment", "concentration": "recruitment", "retention-curves": "recruitment", "monitoring": "monitoring",
    "monitoring-compared": "monitoring", "freshness": "monitoring", "completeness": "monitoring",
    "missing-pieces": "monitoring", "money": "money", "money-for-groups": "money", "delivery": "money",
    "scorecard": "overview", "area-profile": "area_profile", "area-estimates": "area_profile", "area-parts": "map",
    "residential-pattern": "area_profile", "cases": "good_practice", "opportunities": "opportunities",
    "opportunities-areas": "opportunities", "not-known": "not_known", "evidence-of-groups": "not_known",
    "evidence-of-places": "not_known",
}  # fmt: skip


class Found(NamedTuple):
    """Something found: its kind, what it is called, the page it is on, and the choices that show it there."""

    kind: str
    name: str
    page: str
    choices: Mapping[str, str]


def find(store: Store, words: str, pages: Mapping[str, str]) -> list[Found]:
    """What the words may mean, pages first; `pages` are the titles of those there are. Empty for fewer than two letters."""
    wanted = words.casefold().split()
    if len("".join(wanted)) < FEWEST:
        return []

    def fits(*texts: str) -> bool:
        text = " ".join(texts).casefold()
        return all(word in text for word in wanted)

    found = [Found("Page", title, page, {}) for page, title in pages.items() if fits(title)][:MOST]
    found += _bodies(store, fits)
    found += [_place(row) for row in store.ask("places_named", named=" ".join(words.split())).to_dict("records")][:MOST]
    groups = store.ask("groups_in", classifications=["broad-5", "2021-19"]).to_dict("records")
    groups.sort(key=lambda row: row["classification"] != "broad-5")
    found += [
        Found("Ethnic group", f"Where {row['label']} people live, on the map", "map", {"group": row["group_code"]})
        for row in groups
        if fits(row["label"], row["group_code"])
    ][:MOST]
    measures = [
        Found("Measure", each.question[:1].upper() + each.question[1:], SHOWN_ON[name], {})
        for name, each in MEASURES.items()
        if SHOWN_ON.get(name) in pages and fits(name, each.question)
    ]
    return [each for each in [*found, *measures[:MOST]] if each.page in pages]


def _bodies(store: Store, fits) -> list[Found]:
    told = set(store.ask("rounds")["body_code"])
    return [
        Found("Body", row.name, "representation" if row.body_code in told else "monitoring", {"body": row.body_code})
        for row in store.ask("bodies").itertuples(index=False)
        if fits(row.name)
    ][:MOST]


def _place(row: dict) -> Found:
    kind = LEVELS[row["level"]]
    if row["level"] == "ward":
        choices = {"area": row["parent_code"], "ward": row["area_code"]}
        return Found("Place", f"{row['name']}, {row['parent']} ({kind})", "area_profile", choices)
    return Found("Place", f"{row['name']} ({kind})", "area_profile", {"area": row["area_code"]})
