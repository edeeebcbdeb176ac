"""Totals and subtotals: checked against the groups they sum, then left out; groups that do not add up are refused."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parity.intake import labels, values
from parity.intake.columns import CENSUS_DAYS
from parity.intake.context import UNKNOWN, Context
from parity.intake.problems import Choice, Report
from parity.intake.tables import Lifted
from parity.intake.work import KEPT, LEFT_OUT, WAITING, Uniques, Work

WHITE = frozenset({"white", "white_british", "white_irish", "gypsy_traveller", "roma", "white_other"})
TWO_WAY = ("minorities_including", "minorities_excluding", "bme")
BROAD = ("asian", "black", "mixed", "other", "white")
OUTSIDE = frozenset({*UNKNOWN, "blank"})
MINOR = 1e-6
EVERYONE, UNKNOWN_GROUP = "all", "unknown"  # the classifications of what is no group of a list
NAMED = 20  # totals that do not fit, named one by one


def group_totals(work: Work) -> None:
    """Checks stated totals within each table of groups; what remains never counts anyone twice."""
    name = work.layout.adds_up
    if not name or "ethnic_group" not in work.typed or name not in work.typed:
        return
    codes = np.asarray(pd.Series(work.typed["ethnic_group"]).fillna(""), dtype=object)
    present = set(pd.unique(codes))
    parents = [code for code in ("all", *TWO_WAY, *BROAD, "mixed_or_other") if code in present]
    finer = present - set(BROAD) - set(TWO_WAY) - {"all", ""}
    if not {"all", *TWO_WAY} & present and not (finer - OUTSIDE and set(parents) & set(BROAD)):
        return
    tables = _tables(work)
    low, high = _bounds(work, name)
    figures = pd.Series(work.typed[name]).isna().to_numpy() & (pd.Series(work.typed[f"{name}_mark"]) == "").to_numpy()
    unread = _per_table(tables, (codes == "") | figures) > 0
    summed = _nowhere(work)  # rows whose table is not known belong to none
    for code in [*BROAD, "mixed_or_other"]:
        if code in parents:
            alive = ~unread & ~summed
            parts = children(work.context, code, present)
            # Where Chinese is the only one of its groups, it stands beside Asian or Other as often as under it.
            apart = all(one == {"chinese"} for one in parts)
            if code == "other" and not present & {"asian", "black", "mixed", "white"}:
                _ask_other(work, codes, tables, alive, low, high, parts)
                alive = alive & (work.state != WAITING)
            summed |= _check(work, code, codes, tables, alive, low, high, parts, apart)
    for code in TWO_WAY:
        if code in parents:
            summed |= _two_way(work, code, codes, tables, ~unread & ~summed, low, high, present)
    if "all" in parents:
        # Rows whose label is still asked about are people too: they count towards the total.
        present = set(pd.unique(codes))  # a row headed BME may have been given its definition
        known = {code for code in present if code not in OUTSIDE and code != "all"}
        # Where a label is not read and subtotals may stand beside it, what the total should be cannot be told.
        doubtful = unread & (_per_table(tables, np.isin(codes, [*BROAD, *TWO_WAY, "mixed_or_other"])) > 0)
        part = _only_minorities(codes, tables)
        _at_most(work, codes, tables, part & ~unread, low, high)
        alive = ~summed & ~doubtful & ~part
        options = [known | (present & OUTSIDE) | {""}, known | {""}]
        summed |= _check(work, "all", codes, tables, alive, low, high, options)
    _say_checked(work, summed, codes)


def _only_minorities(codes: np.ndarray, tables: np.ndarray) -> np.ndarray:
    """Rows of tables that tell the ethnic minorities together and nobody else: their total is more than its parts."""
    told = np.isin(codes, TWO_WAY)
    others = ~told & ~np.isin(codes, [*OUTSIDE, "all", ""])
    return (_per_table(tables, told) > 0) & (_per_table(tables, others) == 0)


def _at_most(work: Work, codes, tables, which, low, high) -> None:
    """Refuses totals that are less than the people told apart; the total stays, as nothing else says how many."""
    count = int(tables.max()) + 1 if len(tables) else 0
    least = np.zeros(len(work))
    for code in TWO_WAY:
        part = which & (codes == code)
        least = np.maximum(least, np.bincount(tables[part], weights=low[part], minlength=count)[tables])
    outside = which & np.isin(codes, list(OUTSIDE))
    least += np.bincount(tables[outside], weights=low[outside], minlength=count)[tables]
    small = which & (codes == "all") & (high < least - _spare(work, np.ones(len(work))) - MINOR)
    for index in np.flatnonzero(small)[:NAMED]:
        what = f"the total says {_plain(high[index])}, but {_plain(least[index])} people are told apart in it"
        work.refuse(np.array([index]), "ethnic_group", what, "Correct the total or the groups.")
    more = "the total is less than the people told apart in it in more tables"
    work.refuse(np.flatnonzero(small)[NAMED:], "ethnic_group", more, "Correct the totals or the groups.")


def _nowhere(work: Work) -> np.ndarray:
    """Rows with something in a cell of their identity that could not be read."""
    lost = np.zeros(len(work), dtype=bool)
    for name in work.layout.identity:
        if name != "ethnic_group" and name in work.typed and work.has(name):
            typed = pd.Series(work.typed[name])
            lost |= (typed.isna() | (typed == "")).to_numpy(dtype=bool) & (work.text[name] != "").to_numpy(dtype=bool)
    return lost


def _say_checked(work: Work, summed: np.ndarray, codes: np.ndarray) -> None:
    """One line for all totals that were right."""
    good = summed & (work.state == LEFT_OUT)
    labels_of = [_label(work, code) if code != "all" else "the total" for code in pd.unique(codes[good])]
    if labels_of:
        said = labels_of[0] if len(labels_of) == 1 else ", ".join(labels_of[:-1]) + " and " + labels_of[-1]
        many = "is the sum of its groups; it was" if len(labels_of) == 1 else "are the sums of their groups; they were"
        work.put_right(good, "ethnic_group", f"{said} {many} checked and left out")


def children(context: Context, broad: str, present: set[str]) -> list[set[str]]:
    """The sets of groups, among those present, that a broad group may sum: one per classification that differs."""
    if broad == "mixed_or_other":
        return [{"mixed", "other"} & present]
    found: dict[str, set[str]] = {}
    for (name, code), over in context.broad.items():
        if over == broad and code not in BROAD and code in present:
            found.setdefault(name, set()).add(code)
    sets = sorted(found.values(), key=lambda one: -len(one))
    return [one for place, one in enumerate(sets) if one not in sets[:place]]


def _tables(work: Work) -> np.ndarray:
    """A number for each table of groups: rows alike in everything of the identity but the group."""
    names = [name for name in work.layout.identity if name not in ("ethnic_group", "classification")]
    keys = pd.DataFrame({name: pd.Series(work.typed[name]) for name in names if name in work.typed})
    sent = f"{'area_code'}_as_sent"
    if sent in work.typed:
        keys["sent"] = pd.Series(work.typed[sent])
    if keys.empty:
        return np.zeros(len(work), dtype=np.int64)
    return keys.groupby(list(keys.columns), dropna=False, sort=False).ngroup().to_numpy()


def _bounds(work: Work, name: str) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most each figure can be."""
    low = pd.Series(work.typed[f"{name}_low"]).astype("float64").fillna(0.0).to_numpy()
    high = pd.Series(work.typed[f"{name}_high"]).astype("float64").fillna(np.inf).to_numpy()
    return low, high


def _spare(work: Work, parts: np.ndarray) -> np.ndarray:
    """How far a total may be from the sum of its parts: rounding of per cents and part-time shares, nothing else."""
    if "unit" in work.typed:
        unit = pd.Series(work.typed["unit"]).fillna("").to_numpy()
        return np.where(unit == "percent", 0.5, np.where(unit == "fte", 0.05, 0.0)) * (parts + 1)
    return np.zeros(len(work))


def _check(work, code, codes, tables, alive, low, high, options: list[set[str]], apart=False) -> np.ndarray:
    """Compares the rows of one total with the sums of its parts; a fit with any of the options will do.

    With `apart`, rows that do not fit are no totals but groups beside the others. Returns which rows are totals.
    """
    is_total = alive & (codes == code)
    has_parts, fits, first_sum = _sums(work, code, codes, tables, alive, low, high, options)
    label = "the total" if code == "all" else f"'{_label(work, code)}'"
    good = is_total & has_parts & fits
    _keep_designated(work, good, tables, codes)
    work.mark(good, LEFT_OUT, "a checked total")
    bad = is_total & has_parts & ~fits
    if apart:
        is_total, bad = is_total & fits, bad & False
    for index in np.flatnonzero(bad)[:NAMED]:
        what = f"{label} says {_plain(low[index])}, but its groups add up to {_plain(first_sum[index])}"
        work.refuse(np.array([index]), "ethnic_group", what, "Correct the total or the groups.")
    more = f"{label} is not the sum of its groups in more tables"
    work.refuse(np.flatnonzero(bad)[NAMED:], "ethnic_group", more, "Correct the totals or the groups.")
    return is_total & has_parts


def _sums(work, code, codes, tables, alive, low, high, options) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row: whether its table has parts of the total, whether they fit it, and what they add up to."""
    count = int(tables.max()) + 1 if len(tables) else 0
    fits = np.zeros(len(work), dtype=bool)
    has_parts = np.zeros(len(work), dtype=bool)
    first_sum = np.zeros(len(work))
    for option in options:
        part = alive & np.isin(codes, list(option - {code}))
        if not part.any():
            continue
        least = np.bincount(tables[part], weights=low[part], minlength=count)[tables]
        most = np.bincount(tables[part], weights=high[part], minlength=count)[tables]
        number = np.bincount(tables[part], minlength=count)[tables]
        spare = _spare(work, number) + MINOR
        first_sum = np.where(has_parts, first_sum, least)
        has_parts |= number > 0
        fits |= (high >= least - spare) & (low <= most + spare) & (number > 0)
    return has_parts, fits, first_sum


def _ask_other(work: Work, codes: np.ndarray, tables: np.ndarray, alive, low, high, parts) -> None:
    """Asks what 'Other' is where it stands beside Arab alone and is not their sum: a heading or the last group."""
    has_parts, fits, _ = _sums(work, "other", codes, tables, alive, low, high, parts)
    which = alive & (codes == "other") & has_parts & ~fits
    texts = work.text["ethnic_group"].to_numpy()
    field = work.layout.field("ethnic_group")
    choices = tuple(Choice(code, work.context.group_label(code)) for code in ("other_any", "other"))
    for text in pd.unique(texts[which]):
        if not work.answer(str(text)):
            what = f"'{text}' is not the sum of the other groups beside it, so it may be a group of its own"
            work.ask(which & (texts == text), field, str(text), what, "Say which group it is.", choices, choices)


def _keep_designated(work: Work, leaving: np.ndarray, tables: np.ndarray, codes: np.ndarray) -> None:
    """Moves designated seats that only stand on a total's row to the first row of its groups: they count per tier."""
    name = "designated_seats"
    if name not in work.typed:
        return
    given = pd.Series(work.typed[name]).notna().to_numpy()
    part = (work.state == KEPT) & ~leaving & ~np.isin(codes, ["all", *TWO_WAY])
    count = int(tables.max()) + 1
    first = np.full(count, -1)
    first[tables[part][::-1]] = np.flatnonzero(part)[::-1]
    blank = np.bincount(tables[part & given], minlength=count) == 0
    source = np.flatnonzero(leaving & given)
    source = source[(first[tables[source]] >= 0) & blank[tables[source]]]
    for one in (name, f"{name}_mark", f"{name}_low", f"{name}_high"):
        moved = pd.Series(work.typed[one])
        moved.iloc[first[tables[source]]] = moved.iloc[source].array
        work.typed[one] = moved.array


def _two_way(work, code, codes, tables, alive, low, high, present: set[str]) -> np.ndarray:
    """A row for all ethnic minorities: a subtotal beside other groups, one of two groups beside White alone."""
    is_it = alive & (codes == code)
    known = alive & ~np.isin(codes, [*OUTSIDE, *TWO_WAY, "all"])
    others = _per_table(tables, known & ~np.isin(codes, ["white", "white_british"]))
    beside_white = _per_table(tables, known & (codes == "white"))
    beside_british = _per_table(tables, known & (codes == "white_british"))
    alone = is_it & (others == 0)
    if code == "bme":
        _settle(work, codes, alone & (beside_white > 0), "minorities_excluding")
        _settle(work, codes, alone & (beside_white == 0) & (beside_british > 0), "minorities_including")
    including = {one for one in present if one not in {*OUTSIDE, *TWO_WAY, "all", "white_british", "white"}}
    excluding = including - WHITE
    options = {"minorities_including": [including], "minorities_excluding": [excluding]}.get(
        code, [including, excluding]
    )
    summed = is_it & (others > 0)
    found = _check(work, code, codes, tables, alive & (summed | ~is_it), low, high, options)
    if code == "bme":
        field = work.layout.field("ethnic_group")
        texts = work.text["ethnic_group"].to_numpy()
        unsettled = is_it & (codes == "bme") & (work.state == KEPT)
        for text in pd.unique(texts[unsettled]):
            labels.ask_minorities(work, field, unsettled & (texts == text), str(text))
    return found


def _settle(work: Work, codes: np.ndarray, which: np.ndarray, code: str) -> None:
    """Gives a row headed BME the definition that the row beside it leaves no doubt about."""
    if which.any():
        codes[which] = code
        typed = pd.Series(work.typed["ethnic_group"])
        typed[which] = code
        work.typed["ethnic_group"] = typed.array
        beside = "White" if code == "minorities_excluding" else "White British"
        work.put_right(which, "ethnic_group", f"stands beside {beside}, so it was read as '{_label(work, code)}'")


def _per_table(tables: np.ndarray, which: np.ndarray) -> np.ndarray:
    count = int(tables.max()) + 1 if len(tables) else 0
    return np.bincount(tables[which], minlength=count)[tables]


def _label(work: Work, code: str) -> str:
    return "all ethnic minorities" if code == "bme" else work.context.group_label(code)


def _plain(figure: float) -> str:
    return f"{figure:,.10g}"


def sum_rows(work: Work, lifted: list[Lifted], report: Report) -> list[tuple[str, int, str]]:
    """Checks rows headed 'Total' against all rows above them or since the last total; returns them as left out."""
    left_out: list[tuple[str, int, str]] = []
    wrong = 0
    numeric = [field for field in work.layout.fields if field.means in ("count", "money") and work.has(field.name)]
    for table in lifted:
        here = work.sheet == table.sheet
        since = 0
        for row, cells in table.totals.iterrows():
            left_out.append((table.sheet, int(row), "a total"))
            for field in numeric:
                stated = values.money(str(cells[field.name])).value
                if stated is None:
                    continue
                figures = pd.Series(work.typed[field.name]).astype("float64").fillna(0.0).to_numpy()
                above = here & (work.row < row)
                sums = (figures[above].sum(), figures[above & (work.row > since)].sum())
                if not any(abs(total - stated) < 0.005 for total in sums):
                    what = f"the total says {_plain(stated)}, but the rows above add up to {_plain(sums[0])}"
                    wrong += 1
                    report.say("refused", what, "Correct the total or the rows.", sheet=table.sheet, row=int(row),
                               column=field.title, rule="total row")  # fmt: skip
            since = int(row)
        if len(table.totals) and not wrong:
            what = "a row that only sums up others was checked and left out"
            report.say("put_right", what, sheet=table.sheet, row=int(table.totals.index[0]), count=len(table.totals))
    return left_out


def classify(work: Work) -> None:
    """Fills the classification where it is not said; see classification_of.

    Totals stand under `all` and people whose group is not known under `unknown`, whatever is said: neither is a group
    of a list, and adding up a list must never count them.
    """
    if "classification" not in [field.name for field in work.layout.fields] or "ethnic_group" not in work.typed:
        return
    if (work.state == WAITING).any():
        return
    kept = work.state == KEPT
    groups = pd.Series(work.typed["ethnic_group"]).fillna("").to_numpy()
    stated = pd.Series(work.typed["classification"]).fillna("").to_numpy() if "classification" in work.typed else None
    known = work.context.classifications
    out = np.full(len(work), "", dtype=object) if stated is None else stated.astype(object)
    if stated is not None:
        seen = Uniques.of(pd.Series(stated))
        for place, name in enumerate(seen.texts):
            which = kept & (seen.codes == place)
            if name in (EVERYONE, UNKNOWN_GROUP):
                strange = which & ~np.isin(groups, ["all"] if name == EVERYONE else list(OUTSIDE))
                what = f"is a group, and the classification {name} has none"
                work.refuse(strange, "ethnic_group", what, "Correct the group or the classification.", rule="no group")
            elif name and known and name not in known:
                what = f"'{name}' is not a classification we know"
                work.refuse(which, "classification", what, f"Use one of {', '.join(sorted(known))}.", name, "unknown")
            elif name and known:
                strange = which & ~np.isin(groups, [*known[name], *OUTSIDE, "all"])
                what = f"has a group that is not in the classification {name}"
                work.refuse(
                    strange, "ethnic_group", what, "Correct the group or the classification.", rule="not in list"
                )
    out[kept & (groups == "all")] = EVERYONE
    out[kept & np.isin(groups, list(OUTSIDE))] = UNKNOWN_GROUP
    blank = kept & (out == "")
    out[blank] = classification_of(work, set(groups[blank]) - {""})
    work.typed["classification"] = pd.array(out, dtype=work.text.dtypes.iloc[0])


def classification_of(work: Work, used: set[str]) -> str:
    """The classification of a return that does not say: the one it uses in full, else the census list of its date.

    '' where no list holds all its groups, as where White British stands beside Asian.
    """
    known = {name: set(codes) for name, codes in work.context.classifications.items()}
    fits = [name for name, codes in known.items() if used and used <= codes]
    whole = [name for name in fits if known[name] == used]
    for name in [*whole, "broad-5", *_lists_in_force(work)]:
        if name in fits:
            return name
    return max(fits, key=lambda name: (-len(known[name]), name), default="")


def _lists_in_force(work: Work) -> list[str]:
    """Census classifications, the one in force on the latest date of the return first."""
    start = work.layout.period[0]
    days = pd.Series(work.typed[start]).dropna() if start in work.typed else pd.Series(dtype="datetime64[s]")
    latest = str(days.max().date()) if len(days) else "9999"
    lists = [
        (CENSUS_DAYS[year], name) for year, name in (("2021", "2021-19"), ("2011", "2011-18"), ("2001", "2001-16"))
    ]
    return [name for day, name in lists if day <= latest] + [name for day, name in reversed(lists) if day > latest]
