"""How every body stands at every round: weighed once for all, and the same as asked and judged each by itself."""

import numpy as np
import pandas as pd
import pytest

from parity.measures import overview, representation, standings, whose
from parity.remembered import once
from parity.stats import verdicts
from parity.store import Store


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
        picked = representation.across_rounds(the_store, bodies, some_rounds(the_store), definition)
        with monkeypatch.context() as large:
            large.setattr(standings, "MOST", 0)
            alone = representation.across_rounds(the_store, bodies, some_rounds(the_store), definition)
        pd.testing.assert_frame_equal(picked, alone, check_exact=True)
        assert len(picked) or len(bodies) == 1 or definition == "including"


def test_another_year_or_set_of_bodies_asks_the_store_nothing_more(the_store, asked):
    first, *others = sets(the_store)
    told = representation.rounds(the_store)
    overview.latest(the_store, first, told["as_at"].max(), "excluding")
    asked.clear()
    for bodies in others:
        for day in (told["as_at"].max(), sorted(told["as_at"])[len(told) // 2]):
            assert len(overview.latest(the_store, bodies, day, "excluding"))
    assert set(asked) <= {"rounds"}  # which rounds there are is asked once for the store


def test_a_family_is_judged_as_by_the_rule_for_many_bodies(the_store):
    bodies = list(representation.rounds(the_store)["body_code"].unique())
    frame = representation.across_rounds(the_store, bodies, some_rounds(the_store), "excluding")
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
