"""How every body stands at every round: weighed once for all, and the same as asked and judged each by itself."""

import numpy as np
import pandas as pd
import pytest

from parity.choice import Choice
from parity.measures import overview, representation, standings, whose
from parity.remembered import once
from parity.stats import verdicts
from parity.store import Store

JUDGED = {str(each) for each in verdicts.JUDGED}
COLUMNS = [*representation.COLUMNS, "p_adjusted"]


@pytest.fixture
def asked(monkeypatch):
    """The names of the questions that the store is asked from here on."""
    names = []
    ask = Store.ask
    monkeypatch.setattr(Store, "ask", lambda self, name, **more: names.append(name) or ask(self, name, **more))
    return names


def sets(store) -> list[list[str]]:
    told = once(store, whose.told)
    return [list(found.bodies) for code in (*whose.SETS, "example-southwark") if (found := whose.of(told, code))]


def some_rounds(store) -> list[tuple]:
    told = representation.rounds(store)
    return sorted(set(zip(told["part"], told["as_at"], strict=True)))[::3]


@pytest.mark.parametrize("definition", ["excluding", "including"])
def test_bodies_picked_from_all_stand_as_those_asked_for_alone(definition, the_store, monkeypatch):
    every = sets(the_store)
    assert len(every) > 2
    for bodies in every:
        picked = standings.told_at(the_store, bodies, some_rounds(the_store), definition).together()
        with monkeypatch.context() as large:
            large.setattr(standings, "MOST", 0)
            alone = standings.told_at(the_store, bodies, some_rounds(the_store), definition).together()
        assert len(picked) == len(alone)
        if len(picked):
            told = [each.reset_index(drop=True)[COLUMNS] for each in (picked, alone)]
            pd.testing.assert_frame_equal(*told, check_exact=True)
        assert len(picked) or len(bodies) == 1 or definition == "including"


def test_another_year_or_set_of_bodies_asks_the_store_nothing_more(the_store, asked):
    first, *others = sets(the_store)
    told = representation.rounds(the_store)
    overview.latest(the_store, first, told["as_at"].max(), "excluding")
    asked.clear()
    for bodies in others:
        for day in (told["as_at"].max(), sorted(told["as_at"])[len(told) // 2]):
            assert overview.latest(the_store, bodies, day, "excluding").bodies
    assert set(asked) <= {"size", "rounds"}  # which rounds there are is asked once for the store


def test_a_family_is_judged_as_by_the_rule_for_many_bodies(the_store):
    bodies = list(representation.rounds(the_store)["body_code"].unique())
    frame = standings.told_at(the_store, bodies, some_rounds(the_store), "excluding").together()
    families = 0
    for _, of in frame.groupby(["part", "as_at"]):
        if (
            of["reference_lower"].notna().any()
        ):  # an estimate has a rule of its own (tests/measures/test_representation.py)
            continue
        judged = of[of["p"].notna()].fillna({"unknown": 0})
        columns = ["count", "base", "unknown", "reference"]
        cases = [(*(int(each) for each in row[:3]), row[3]) for row in judged[columns].to_numpy(float).tolist()]
        expected = verdicts.judge_family(cases)
        assert judged["verdict"].tolist() == [str(each.verdict) for each in expected]
        assert judged["p"].tolist() == [each.p for each in expected]
        families += len(judged) > 5
    assert families > 5


def test_a_body_whose_residents_are_not_known_is_shown_and_not_judged(the_store):
    told = representation.rounds(the_store)
    last = told[told["has_base"]].iloc[-1]
    joined = standings.at_rounds(
        the_store,
        [last["body_code"]],
        [last["part"]],
        [("white-other", "minorities_excluding")],
        last["as_at"],
        last["as_at"],
    )
    (row,) = standings.compared(joined).to_dict("records")
    (bare,) = standings.compared(joined.assign(reference=np.nan)).to_dict("records")
    assert row["verdict"] in set(verdicts.JUDGED) and row["share"] == bare["share"]
    assert bare["verdict"] == "" and np.isnan([bare["p"], bare["gap"]]).all()


def test_the_overview_lists_the_largest_gaps_and_what_turned_as_told_by_plain_loops(the_store):
    told = representation.rounds(the_store)
    for bodies in sets(the_store):
        for until in sorted(told["as_at"].unique())[-4::2]:
            rows, turned = [], []
            for part, of in told[told["body_code"].isin(bodies) & told["has_base"] & told["as_at"].le(until)].groupby(
                "part"
            ):
                often = of["as_at"].value_counts()
                days = sorted((day for day in often.index if 2 * often[day] >= often.max()), reverse=True)[:2]
                now, *then = (
                    representation.across_bodies(the_store, bodies, Choice(part=part, as_at=day)).to_dict("records")
                    for day in days
                )
                rows += now
                before = {row["body_code"]: row for row in (then[0] if then else [])}
                for row in now:
                    was = before.get(row["body_code"])
                    if (
                        was
                        and JUDGED.issuperset({row["verdict"], was["verdict"]})
                        and "below" in {row["verdict"]} ^ {was["verdict"]}
                    ):
                        turned.append(
                            (abs(row["share"] - was["share"]), row["body_code"], part, was["as_at"], was["verdict"])
                        )
            found = overview.latest(the_store, bodies, until, "excluding")
            below = sorted((row["gap"], row["body_code"]) for row in rows if row["verdict"] == "below")
            assert found.below == len({body for _, body in below})
            assert found.bodies == len({row["body_code"] for row in rows if row["verdict"]})
            largest = list(dict.fromkeys(body for _, body in below))[: overview.MOST]
            assert found.gaps["body_code"].tolist() == largest
            moved = [(*row[1:4], row[4]) for row in sorted(turned, reverse=True)[: overview.MOST]]
            columns = ["body_code", "part", "as_at_then", "verdict_then"]
            assert sorted(found.turned[columns].itertuples(index=False, name=None)) == sorted(moved)
            assert set(found.sources) >= {row["source_code"] for row in rows if row["source_code"]}
