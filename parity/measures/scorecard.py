"""The eight indicators of effective engagement: five counted, three from surveys, each measured or not."""

from collections.abc import Sequence
from datetime import date
from math import isnan

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Definition
from parity.measures import against, led, outcomes, reference, tally
from parity.remembered import kept, once
from parity.rows import numbered, rows_of
from parity.stats import intervals
from parity.store import Store

# In the order of every page: the name, and the words by which a survey's own wording is known.
INDICATORS = {
    "influence": ("Influence and power", ("influence",)),
    "fair_treatment": ("Fair treatment", ("fair",)),
    "boards": ("Proportionate boards", ()),
    "funding": ("Funding", ()),
    "valued": ("Being valued", ("valued",)),
    "delivering": ("BME providers delivering", ()),
    "using_services": ("People using services", ()),
    "involved": ("People involved", ()),
}
COUNTED = {
    "boards": "members of the core board",
    "funding": "organisations funded",
    "delivering": "organisations delivering",
    "using_services": "people using services",
    "involved": "people involved",
}
LED = ("funding", "delivering")
COLUMNS = [
    "indicator", "name", "kind", "state", "counted", "count", "base", "unknown", "share", "lower", "upper", "reference",
    "gap", "gap_lower", "gap_upper", "ratio", "lowest", "highest", "bodies", "silent", "p", "verdict", "said", "area",
    "period_from", "period_to", "mark", "note", "source_code", "standing",
]  # fmt: skip
DESCRIBED = against.DESCRIBED | {
    "indicator": "Code of the indicator",
    "name": "Name of the indicator",
    "kind": "counted: people or organisations, held against residents; survey: views, held against White people's",
    "state": "measured or not_measured",
    "counted": "What the count is a count of",
    "count": "People from ethnic minorities, or organisations they lead; of a survey, none",
    "base": "All whose ethnic group (or leaders) are known; of a survey, people from ethnic minorities asked",
    "share": "count / base, 0 to 1; of a survey, the share of people from ethnic minorities who say so",
    "reference": "Share of residents, 0 to 1, body by body; of a survey, the share of White people who say so",
    "silent": "Bodies asked for that the figure does not count",
    "verdict": "Verdict of a counted indicator; blank for a survey",
    "said": "Of a survey: higher, lower, could_be_chance or no_range",
    "area": "The places whose survey it is",
    "period_from": "First day of the period",
    "period_to": "Last day of the period",
}


# What a survey is about, what it tells of each group, and what is read from it (`surveys`).
ABOUT = ["indicator", "area_code", "area", "series", "period_from", "period_to", "source_code", "standing"]
FIGURES = ["group_code", "value", "lower", "upper", "base"]
READ = ["value", "lower", "upper", "base", "white", "white_lower", "white_upper", "missing"]


def by_indicator(
    store: Store, bodies: Sequence[str], since: date | None, until: date, definition: Definition = "excluding"
) -> pd.DataFrame:
    """One row per indicator, all eight, measured or not, of one body or of several together; see COLUMNS.

    Counted indicators are held against the residents each body serves, expected body by body, and judged as one family:
    members of the core board on the last day; organisations funded and delivering that are led by ethnic minorities;
    people using services; people involved in any other role. Survey indicators set people from ethnic minorities
    beside White people, place by place, in the latest survey up to until of the places served or of the authority
    they lie in. Real and illustrative figures are never added together, and no invented survey stands for a real body.
    Method: docs/methods.md, "Scorecard".
    """
    if not len(bodies):
        return pd.DataFrame(columns=COLUMNS)
    counted = _counted(store, list(bodies), since, until, definition)
    places = store.ask("places_served", bodies=list(bodies))
    around = {*places["area_code"], *places["authority_code"].dropna()}
    views = _views_of(once(store, surveys)[definition], around, bool(places["real"].any()), until)
    rows = []
    for code, (name, words) in INDICATORS.items():
        row = {"indicator": code, "name": name, "kind": "survey" if words else "counted"}
        figures = _view([each for each in views if each["code"] == code], places) if words else counted[code]
        rows.append(row | {"period_from": since, "period_to": until} | figures)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame["state"] = np.where(frame["share"].notna(), "measured", "not_measured")
    frame["silent"] = np.where(frame["kind"] == "counted", len(set(bodies)) - frame["bodies"].fillna(0), np.nan)
    for name in ("period_from", "period_to"):
        frame[name] = pd.to_datetime(frame[name])
    return frame


@kept
def measured(frame: pd.DataFrame) -> tuple[int, int]:
    """How many of the indicators are measured, and how many there are."""
    return int((frame["state"] == "measured").sum()), len(frame)


def _counted(
    store: Store, bodies: list[str], since: date | None, until: date, definition: Definition
) -> dict[str, dict[str, object]]:
    """The figures of each counted indicator, judged as one family."""
    told = _told(store, bodies, since, until, definition)
    sums = [each for each, _ in told.values() if len(each)] or [told["funding"][0]]
    tallied = pd.concat([each[["body_code", "indicator", *tally.COUNTED]] for each in sums], ignore_index=True)
    living = reference.of_bodies(store, bodies, until, [MINORITIES[definition][0]])
    held = {row["indicator"]: row for row in rows_of(against.held_against(tallied, living, ["indicator"]))}
    found = {}
    for code, what in COUNTED.items():
        figures = held.get(code, {"mark": "[x]", "verdict": "not_monitored"})
        of, about = told[code]
        note = led.SELF_DECLARED if code in LED and figures["mark"] in ("", "[e]") else ""
        if figures["mark"] == "[x]":
            note = "The returns do not tell it under this definition." if len(of) else "No return tells it."
        found[code] = figures | {"counted": what, "note": note, "said": ""} | led.about(about)
    return found


def _told(
    store: Store, bodies: list[str], since: date | None, until: date, definition: Definition
) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """The tally of each counted indicator, body by body, and whose it is; of real bodies, where there are any.

    The store has added up all but the seats: of five thousand bodies the activities of a year are half a million rows.
    """
    seats = store.ask("people_seated", bodies=bodies, until=until, tier="core")
    seats = against.apart(seats[seats["step"] == "seats"])
    within = {"bodies": bodies, "since": since, "until": until}
    organisations = store.ask("organisations_led_by_body", **within, involvements=["delivering", "funded"], by="all")
    took = store.ask("taking_part_by_body", **within, including=definition == "including", together=False)
    added_up = {
        "funding": organisations[organisations["involvement"] == "funded"],
        "delivering": organisations[organisations["involvement"] == "delivering"],
        "using_services": took[took["way"] == "using_services"],
        "involved": took[took["way"] == "involved"],
    }
    told = {"boards": (tally.tally(store, seats, ["body_code"], only=MINORITIES[definition]), seats)}
    told |= {code: (tally.added_up(each, definition), each) for code, each in added_up.items()}
    return {code: (each.assign(indicator=code), about) for code, (each, about) in told.items()}


def surveys(store: Store) -> dict[Definition, pd.DataFrame]:
    """Every survey of an indicator in one place and period, under each definition: what no choice of bodies changes.

    One row per indicator (`code`), place, series and period, in the order of `outcomes.by_group`: whom and when it is
    about, and value, base and white with their limits, where its groups can be put together (`read`).
    """
    views = outcomes.by_group(store)
    views = views[views["unit"].eq("percent") & views["group_code"].ne("all") & views["area_code"].notna()]
    certain = tally.told_by_code(store)
    # By number: at England's scale it is two hundred thousand rows.
    number, first = numbered(zip(*(pd.factorize(views[name])[0].tolist() for name in ABOUT), strict=True))
    figures = [
        views["group_code"].tolist(),
        *(views[name].to_numpy(float, na_value=np.nan).tolist() for name in FIGURES[1:]),
    ]
    of: list[list[dict]] = [[] for _ in first]
    for survey, *told in zip(number.tolist(), *figures, strict=True):
        of[survey].append(dict(zip(FIGURES, told, strict=True)))
    about = rows_of(views.iloc[first][ABOUT])
    found: dict[Definition, list[dict]] = {"including": [], "excluding": []}
    for code, (_, words) in INDICATORS.items():
        for itself, rows in zip(about, of, strict=True) if words else ():
            if any(word in itself["indicator"].casefold() for word in words):
                for definition, listed in found.items():
                    read = _one_place(rows, certain, definition)
                    listed.append({"code": code, "read": read is not None} | itself | (read or {}))
    columns = ["code", *ABOUT, "read", *READ]
    return {definition: pd.DataFrame(rows, columns=columns) for definition, rows in found.items()}


def _views_of(views: pd.DataFrame, around: set[str], real: bool, until: date) -> list[dict]:
    """What surveys up to until say of the places around: rows of `surveys`."""
    asked = views["area_code"].isin(around) & views["period_to"].le(pd.Timestamp(until))
    if real:  # an invented survey says nothing of a real body
        asked &= views["standing"] != "illustrative"
    return rows_of(views[asked])


def _view(asked: Sequence[dict], places: pd.DataFrame) -> dict[str, object]:
    """One survey indicator: people from ethnic minorities beside White people, place by place."""
    nothing = {"mark": "[x]", "verdict": "", "said": "", "note": "No survey by ethnic group of the places served."}
    served, authorities = set(places["area_code"]), set(places["authority_code"].dropna())
    own = [row for row in asked if row["area_code"] in served]
    asked = own or [row for row in asked if row["area_code"] in authorities]
    asked = [row for row in asked if row["standing"] != "illustrative"] or asked
    if not asked:
        return nothing
    last: dict[str, pd.Timestamp] = {}
    for row in asked:
        last[row["area_code"]] = max(row["period_to"], last.get(row["area_code"], row["period_to"]))
    latest = [row for row in asked if row["period_to"] == last[row["area_code"]]]
    told = [row for row in latest if row["read"]]
    told.sort(key=lambda row: (row["area"], row["series"], row["period_from"]))
    bases = np.array([each["base"] for each in told], float)
    if not told or (len(told) > 1 and np.isnan(bases).any()):
        why = "A survey was published, but not so that its groups can be put together under this definition."
        return nothing | {"note": f"{why} See Outcomes."}
    weights = bases / bases.sum() if len(told) > 1 else np.ones(1)
    ours, theirs = (
        intervals.weighted(*([each[name] for each in told] for name in names), weights)
        for names in (("value", "lower", "upper"), ("white", "white_lower", "white_upper"))
    )
    (share, range_), (white, white_range) = ours, theirs
    ranged = not np.isnan([*range_, *white_range]).any()
    gap = intervals.square_and_add(share, range_, white, white_range) if ranged else (share - white, np.nan, np.nan)
    said = "no_range" if not ranged else "higher" if gap[1] > 0 else "lower" if gap[2] < 0 else "could_be_chance"
    return {
        "counted": latest[0]["indicator"], "base": np.nan if np.isnan(bases).all() else np.nansum(bases), "share": share,
        "lower": range_.lower, "upper": range_.upper, "reference": white, "gap": gap[0], "gap_lower": gap[1],
        "gap_upper": gap[2], "ratio": share / white if white > 0 else np.nan, "verdict": "", "said": said,
        "area": ", ".join(dict.fromkeys(row["area"] for row in latest)),
        "period_from": min(row["period_from"] for row in latest), "period_to": max(row["period_to"] for row in latest),
        "mark": "", "note": _survey_note(bool(own), told),
        **led.of_all([row["source_code"] for row in latest], [row["standing"] for row in latest]),
    }  # fmt: skip


def _one_place(of: list[dict], certain: dict[str, tally.Told], definition: Definition) -> dict[str, object] | None:
    """One survey of one place: its minorities, put together by how many were asked, and its White people; None if it cannot."""
    whole, held = (
        ("minorities_including", "white_british") if definition == "including" else ("minorities_excluding", "white")
    )
    sides = [getattr(certain[row["group_code"]], definition) for row in of]
    valued = [row for row in of if not isnan(row["value"])]
    white = [row for row in valued if row["group_code"] == held]
    direct = [row for row in valued if row["group_code"] == whole]
    parts = [row for row, side in zip(of, sides, strict=True) if side == "yes" and row["group_code"] != whole]
    told = direct or [row for row in parts if not isnan(row["value"])]
    bases = np.array([row["base"] for row in told], float)
    if not white or not told or (not direct and ("unknown" in sides or np.isnan(bases).any())):
        return None
    weights = bases / np.nansum(bases) if len(told) > 1 else np.ones(1)
    value, range_ = intervals.weighted(*([row[name] for row in told] for name in ("value", "lower", "upper")), weights)
    return {
        "value": value, "lower": range_.lower, "upper": range_.upper,
        "base": np.nan if np.isnan(bases).all() else np.nansum(bases),
        "white": white[0]["value"], "white_lower": white[0]["lower"], "white_upper": white[0]["upper"],
        "missing": 0 if direct else len(parts) - len(told),
    }  # fmt: skip


def _survey_note(own: bool, told: Sequence[dict]) -> str:
    notes = [] if own else ["Of the authority in which the places served lie."]
    if any(each["missing"] for each in told):
        notes.append("A group whose figure was suppressed is left out.")
    return " ".join(notes)
