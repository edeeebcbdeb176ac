"""What has to hold between columns and between rows: periods, duplicates, more people than seats, parts and wholes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parity.intake.layouts import Field
from parity.intake.work import KEPT, WAITING, Work

NAMED = 25  # pairs of rows named one by one


def periods(work: Work) -> None:
    """Fills 'to' from a period written in 'from', and refuses an end before its beginning."""
    start, end = work.layout.period
    pairs = [(start, end), ("opened", "closed"), ("started", "ended"), ("from", "to"), ("baseline_date", "target_date")]
    for first, last in dict.fromkeys(pairs):
        if first == last or first not in work.typed:
            continue
        ends = work.typed.pop(f"{first}_ends", None)
        if ends is not None and any(field.name == last for field in work.layout.fields):
            given = pd.Series(work.typed[last]) if last in work.typed else pd.Series(pd.NaT, index=range(len(work)))
            work.typed[last] = given.astype("datetime64[s]").fillna(pd.Series(ends)).array
        if (first, last) == ("from", "to") and work.layout.kind == "participation":
            given = pd.Series(work.typed[last]) if last in work.typed else pd.Series(pd.NaT, index=range(len(work)))
            work.typed[last] = given.astype("datetime64[s]").fillna(pd.Series(work.typed[first])).array  # one day
        if last in work.typed:
            before = pd.Series(work.typed[last]) < pd.Series(work.typed[first])
            what = f"ends before it begins: '{work.title(last)}' is earlier than '{work.title(first)}'"
            work.refuse(before.to_numpy(dtype=bool), last, what, "Correct one of the two dates.")


def within_rows(work: Work) -> None:
    """Everything that has to hold between the cells of one row."""
    for rule in (_units, _limits, _wholes, _funding, _targets, _vacancies):
        rule(work)


def _figures(work: Work, name: str) -> np.ndarray:
    if name not in work.typed:
        return np.full(len(work), np.nan)
    return pd.Series(work.typed[name]).astype("float64").to_numpy(na_value=np.nan)


def _texts(work: Work, name: str) -> np.ndarray:
    if name not in work.typed:
        return np.full(len(work), "", dtype=object)
    return pd.Series(work.typed[name]).fillna("").to_numpy(dtype=object)


def _units(work: Work) -> None:
    """Headcounts are whole; per cents are at most 100 and come with their base."""
    for field in work.layout.fields:
        if field.means != "measure" or field.name not in work.typed:
            continue
        unit = _texts(work, field.unit)
        figures = _figures(work, field.name)
        text = work.text[field.name]
        sign = text.str.endswith("%").to_numpy(dtype=bool)
        counted = (unit == "headcount") | (unit == "")
        remedy = "Write a whole number, or give the unit as per cent or full-time equivalent."
        for value in pd.unique(text[counted & sign]):
            which = counted & (text == value).to_numpy()
            work.refuse(
                which, field.name, f"'{value}' is a percentage where a whole number belongs", remedy, value, "%"
            )
        decimal = counted & ~sign & (figures != np.floor(figures)) & ~np.isnan(figures)
        for value in pd.unique(text[decimal]):
            which = decimal & (text == value).to_numpy()
            work.refuse(
                which, field.name, f"'{value}' is a decimal where a whole number belongs", remedy, value, "unit"
            )
        percent = unit == "percent"
        work.refuse(percent & (figures > 100), field.name, "is more than 100 per cent", "Correct the figure.")
        no_base = percent & np.isnan(_figures(work, "base")) & np.isin(_texts(work, "base_mark"), ["", "blank"])
        remedy = "Say how many people it was worked out of, or write x where that was not published."
        work.refuse(no_base, "base", "is missing for a per cent", remedy)
        # A row that waits for an answer has the same unit as those it will be added to.
        blank = (unit == "") & np.isin(work.state, (KEPT, WAITING))
        if blank.any() and field.unit in [one.name for one in work.layout.fields]:
            full = (
                pd.Series(work.typed[field.unit]) if field.unit in work.typed else pd.Series("", index=range(len(work)))
            )
            full = full.astype(text.dtype)
            full[blank] = "headcount"
            work.typed[field.unit] = full.array


def _limits(work: Work) -> None:
    """Survey figures lie between their limits, and per cents within 0 to 100."""
    value, lower, upper = (_figures(work, name) for name in ("value", "lower", "upper"))
    if work.layout.kind == "survey":
        percent = _texts(work, "unit") == "percent"
        work.refuse(percent & (value > 100), "value", "is more than 100 per cent", "Correct the figure or its unit.")
        for outside, name in ((value < lower, "lower"), (value > upper, "upper")):
            work.refuse(outside, name, "does not take in the value", "Correct the limit or the value.")
    if "lower" in work.typed and "upper" in work.typed:
        work.refuse(lower > upper, "lower", "is above the upper limit", "Correct the limits.")


def _wholes(work: Work) -> None:
    """A part is never more than its whole."""
    people = _figures(work, "people_high") if "people_high" in work.typed else _figures(work, "people")
    satisfied = _figures(work, "satisfied_low")
    work.refuse(satisfied > people, "satisfied", "is more than the people who took part", "Correct one of the two.")


def _funding(work: Work) -> None:
    if work.layout.kind != "funding":
        return
    status = _texts(work, "status")
    for state, name in (("awarded", "amount_awarded"), ("applied", "amount_applied")):
        if name in work.typed:
            blank = pd.Series(work.typed[f"{name}_mark"]).eq("blank").to_numpy(dtype=bool)
        else:
            blank = np.ones(len(work), dtype=bool)
        which = blank & (status == "applied" if state == "applied" else np.isin(status, ["awarded", ""]))
        work.refuse(which, name, "is empty", "Write the amount in pounds, 0 for none, or x where it is not known.")


def _targets(work: Work) -> None:
    if work.layout.kind != "targets":
        return
    nobody = (_texts(work, "body_code") == "") & (_texts(work, "area_code") == "") & (work.state == KEPT)
    work.refuse(nobody, "body_code", "is empty, and so is the area", "Say which body or which place the target is for.")
    group = np.isin(_texts(work, "ethnic_group"), ["", "blank"])
    neither = group & (_texts(work, "definition") == "") & (work.state == KEPT)
    work.refuse(neither, "definition", "is empty, and so is the ethnic group", "Say for whom the target is.")
    figure = np.isnan(_figures(work, "target_value")) & np.isin(_texts(work, "kind"), ["value", "share_of_gap"])
    work.refuse(figure, "target_value", "is empty", "Write the figure to reach, or choose parity.")


def _vacancies(work: Work) -> None:
    if "vacant" not in work.typed:
        return
    vacant = pd.Series(work.typed["vacant"]).fillna(False).to_numpy(dtype=bool)
    held = vacant & ~np.isin(_texts(work, "ethnic_group"), ["", "blank"])
    work.refuse(held, "vacant", "is yes, but the row gives the ethnic group of a member", "Correct one of the two.")


def duplicates(work: Work) -> None:
    """The same row twice is left out once; two rows about the same record that disagree are both refused."""
    kept = work.state == KEPT
    names = [name for name in work.layout.identity if name in work.typed]
    if not names or not kept.any():
        return
    place = np.flatnonzero(kept)
    everything = [field.name for field in work.layout.staged if field.name in work.typed]
    marks = [f"{name}_mark" for name in everything if f"{name}_mark" in work.typed]
    sent = [name for name in work.typed if name.endswith("_as_sent")]
    frame = pd.DataFrame({name: pd.Series(work.typed[name]).iloc[place] for name in [*everything, *marks, *sent]})
    same = frame.duplicated(subset=[*names, *sent], keep="first")
    if not same.any():
        return
    exact = frame.duplicated(keep="first").to_numpy()
    which = np.zeros(len(work), dtype=bool)
    which[place[exact]] = True
    if which.any():
        work.leave_out(
            which, "", "the row is the same as an earlier one and was left out", "the same as an earlier row"
        )
    rest = frame[~exact]
    twice = rest.duplicated(subset=[*names, *sent], keep=False).to_numpy()
    if not twice.any():
        return
    where = place[~exact][twice]
    groups = rest[twice].groupby([*names, *sent], dropna=False, sort=False).ngroup().to_numpy()
    titles = ", ".join(work.title(name).lower() for name in names)
    for number, members in enumerate(pd.Series(where).groupby(groups)):
        which = np.zeros(len(work), dtype=bool)
        which[members[1]] = True
        rows = ", ".join(str(work.row[index]) for index in members[1][:5])
        what = f"rows {rows} are about the same record and disagree (same {titles})"
        if number >= NAMED:
            which[where] = True
            which &= work.state == KEPT
            work.refuse(which, "", "more rows are about the same record and disagree", "Keep the right one of each.")
            break
        work.refuse(which, "", what, "Keep the right one, or make clear how they differ.")


def seats(work: Work) -> None:
    """No more people than seats: by dates where seats are listed, by number where they are counted."""
    if work.layout.kind == "seats":
        _one_holder(work)
    elif work.layout.kind == "seat_counts" and "seats" in work.typed:
        kept = (work.state == KEPT) & np.isin(_texts(work, "unit"), ["", "headcount"])
        names = [name for name in ("body_code", "tier", "as_at") if name in work.typed]
        keys = pd.DataFrame({name: pd.Series(work.typed[name]) for name in names})[kept]
        least = pd.Series(np.nan_to_num(_figures(work, "people_low")))[kept]
        places = pd.Series(_figures(work, "seats"))[kept]
        tables = [keys[name] for name in names]
        everyone = pd.Series(_texts(work, "ethnic_group") == "all")[kept]  # a total holds the groups beside it
        apart = least.mask(everyone, 0).groupby(tables, dropna=False).transform("sum")
        whole = least.where(everyone, 0).groupby(tables, dropna=False).transform("sum")
        people = np.maximum(apart, whole)
        limit = places.groupby(tables, dropna=False).transform("max")
        for total, size in (
            pd.DataFrame({"p": people, "s": limit})[people > limit].drop_duplicates().itertuples(index=False)
        ):
            which = np.zeros(len(work), dtype=bool)
            which[people.index[(people == total) & (limit == size)]] = True
            what = f"there are {total:,.0f} people but only {size:,.0f} seats"
            work.refuse(which, "people", what, "Correct the people or the seats.", rule="more people than seats")


def _one_holder(work: Work) -> None:
    """Refuses a seat that two members hold on the same day."""
    kept = np.flatnonzero(work.state == KEPT)
    if not len(kept):
        return
    frame = pd.DataFrame({name: _texts(work, name)[kept] for name in ("body_code", "tier", "sub_group", "seat_ref")})
    for name, blank in (("started", "1900-01-01"), ("ended", "2100-12-31")):
        days = pd.Series(work.typed[name]).iloc[kept] if name in work.typed else pd.Series(pd.NaT, index=kept)
        frame[name] = days.astype("datetime64[s]").fillna(pd.Timestamp(blank)).to_numpy()
    frame["index"] = kept
    keys = ["body_code", "tier", "sub_group", "seat_ref"]
    frame = frame.sort_values([*keys, "started", "ended"], kind="stable")
    before = frame.groupby(keys, sort=False)["ended"].cummax().groupby([frame[key] for key in keys], sort=False).shift()
    clash = (before > frame["started"]).to_numpy()
    previous = frame["index"].shift().to_numpy()
    for number, place in enumerate(np.flatnonzero(clash)):
        one, other = int(frame["index"].iloc[place]), int(previous[place])
        which = np.zeros(len(work), dtype=bool)
        which[[one, other]] = True
        seat = work.report.hide(str(frame["seat_ref"].iloc[place]))
        rows = " and ".join(str(row) for row in sorted((int(work.row[one]), int(work.row[other]))))
        what = f"more people than seats: seat '{seat}' is held by two members at once (rows {rows})"
        if number >= NAMED:
            rest = np.zeros(len(work), dtype=bool)
            rest[frame["index"].to_numpy()[clash]] = True
            work.refuse(rest & (work.state == KEPT), "seat_ref", "more seats are held by two members at once",
                        "Correct the dates, or give each seat a reference of its own.")  # fmt: skip
            return
        work.refuse(which, "seat_ref", what, "Correct the dates, or give each seat a reference of its own.")


def join_changed_areas(work: Work) -> None:
    """Adds up counts of old areas that are one area now; the first row keeps the sum, the others count as read."""
    if "area_code_as_sent" not in work.typed or not work.layout.adds_up:
        return
    kept = np.flatnonzero(work.state == KEPT)
    names = [name for name in work.layout.identity if name in work.typed]
    frame = pd.DataFrame({name: pd.Series(work.typed[name]).iloc[kept] for name in names})
    if not frame.duplicated().any():
        return
    group = frame.groupby(names, dropna=False, sort=False).ngroup()
    counts: list[Field] = [field for field in work.layout.staged if field.means == "count" and field.name in work.typed]
    first = ~frame.duplicated().to_numpy()
    for field in counts:
        for name in (field.name, f"{field.name}_low", f"{field.name}_high"):
            if name in work.typed:
                column = pd.Series(work.typed[name])
                parts = column.iloc[kept].groupby(group)
                unknown = column.iloc[kept].isna().groupby(group).transform("any")
                column.iloc[kept] = parts.transform("sum").astype(column.dtype).mask(unknown)
                work.typed[name] = column.array
    joined = np.zeros(len(work), dtype=bool)
    joined[kept[~first]] = True
    work.put_right(joined, "area_code", "areas that are one area now were added together")
    work.joined |= joined
