"""Series over time: each figure is that of its day, lines stop at every break, and rises are said by the rule alone."""

from datetime import date

import pandas as pd
import pytest

from parity.choice import Choice
from parity.measures import representation, trend
from parity.store import Store
from tests.records import a_store_of, a_survey_figure
from tests.small import KENSINGTON, SOUTHWARK, a_body, a_count, everyone

PAIR = ("white-other", "minorities_excluding")


def counted(day: str, people: int, of: int, body: str = "B1") -> list[dict[str, object]]:
    return [a_count("minorities_excluding", people, as_at=day, body=body), everyone(of, as_at=day, body=body)]


def test_every_figure_is_that_of_the_representation_page_on_the_same_day(the_store):
    body = "example-southwark"
    frame = trend.of_bodies(the_store, [body], "core", [PAIR, ("broad-5", "black")])
    assert frame["as_at"].nunique() >= 4
    for day, part in frame.groupby("as_at"):
        shares = representation.by_group(the_store, Choice(body, "core", day, "excluding"))
        both = part.merge(shares, on=["classification", "group_code"], suffixes=("", "_page"))
        assert len(both) == len(part)
        for name in ("count", "base", "share", "lower", "upper", "reference"):
            pd.testing.assert_series_equal(both[name], both[f"{name}_page"], check_names=False, check_dtype=False)
        assert both["verdict"].eq(both["verdict_page"]).all()


def test_police_figures_of_1999_and_2015_are_never_one_series(the_store):
    frame = trend.of_bodies(the_store, ["E23000001"], "officers", [PAIR])
    shares = frame[frame["share"].notna()]
    assert [(row.as_at.year, row.piece) for row in shares.itertuples()] == [(1999, 1), (2015, 2)]
    assert shares.iloc[1]["break_before"] == "another source, counted otherwise"
    fitted = trend.fitted(frame)
    assert fitted["piece"].tolist() == [1, 2]
    assert set(fitted["direction"]) == {"too_few_points"}


@pytest.fixture(scope="module")
def a_moved_board(tmp_path_factory):
    """A board that rose for eight years, and came to serve another borough in 2020."""
    days = [f"{year}-03-31" for year in range(2016, 2024)]
    counts = [4, 8, 12, 16, 20, 24, 28, 32]
    rows = [row for day, people in zip(days, counts, strict=True) for row in counted(day, people, 40)]
    later = a_body(areas=[KENSINGTON]) | {"from": "2020-01-01"}
    records = {"bodies": [a_body() | {"from": ""}], "seat_counts": rows}
    return {
        "stayed": a_store_of(tmp_path_factory.mktemp("stayed"), records),
        "moved": a_store_of(tmp_path_factory.mktemp("moved"), records, {"bodies": [later]}),
    }


def test_a_rise_is_said_where_every_year_is_comparable(a_moved_board):
    frame = trend.of_bodies(a_moved_board["stayed"], ["B1"], "core", [PAIR])
    fitted = trend.fitted(frame)
    assert fitted["direction"].tolist() == ["rise"]
    assert fitted["points"].tolist() == [8]
    assert fitted.at[0, "slope"] == pytest.approx(0.1, abs=0.001)


def test_a_line_is_not_fitted_across_a_change_of_the_places_served(a_moved_board):
    frame = trend.of_bodies(a_moved_board["moved"], ["B1"], "core", [PAIR])
    cut = frame[frame["break_before"].ne("")]
    assert cut["as_at"].tolist() == [date(2020, 3, 31)]
    assert cut["break_before"].tolist() == ["other places served"]
    fitted = trend.fitted(frame)
    assert [(row.piece, row.points) for row in fitted.itertuples()] == [(1, 4), (2, 4)]
    assert fitted["last"].tolist()[0] < date(2020, 1, 1) <= fitted["first"].tolist()[1]


def test_a_share_without_the_number_behind_it_is_drawn_but_not_fitted(tmp_path):
    rows = [
        a_count("minorities_excluding", 10 + year, as_at=f"{2016 + year}-03-31", unit="percent", base="x")
        for year in range(5)
    ]
    frame = trend.of_bodies(a_store_of(tmp_path, {"bodies": [a_body()], "seat_counts": rows}), ["B1"], "core", [PAIR])
    fitted = trend.fitted(frame)
    assert fitted["observations"].tolist() == [5]
    assert fitted["points"].tolist() == [0]
    assert fitted["note"].tolist() == ["Figures without the number of people behind them show no trend."]


def test_estimates_of_london_keep_their_own_intervals_and_stand_apart_from_censuses(the_store):
    frame = trend.of_residents(the_store, SOUTHWARK)
    told = the_store.ask("area_estimates", area=SOUTHWARK)
    told = told[told["lower"].notna()]
    assert len(frame) == len(told) and frame["mark"].eq("[e]").all()
    one = frame[frame["label"].str.startswith("Black")].iloc[0]
    source = told[(told["group_code"] == "black") & (pd.to_datetime(told["date"]).dt.date == one["as_at"])].iloc[0]
    assert one["lower"] == pytest.approx(source["lower"] / source["base"])
    assert one["share"] == pytest.approx(source["residents"] / source["base"])
    assert frame["piece"].eq(1).all()


def test_a_survey_is_held_against_white_people(tmp_path):
    rows = [a_survey_figure(group, value, base=400) for group, value in (("black", 40), ("white", 30))]
    frame = trend.of_survey(
        a_store_of(tmp_path, {"bodies": [a_body()], "survey": rows}), SOUTHWARK, "Able to influence decisions"
    )
    black = frame[frame["group_code"] == "black"].iloc[0]
    assert (black["share"], black["reference"]) == (pytest.approx(0.4), pytest.approx(0.3))
    assert frame[frame["group_code"] == "white"]["reference"].isna().all()


def test_similar_bodies_are_of_the_same_kind_and_region(the_store):
    codes = trend.similar(the_store, "example-southwark")
    assert "example-southwark" in codes and "example-birmingham" not in codes
    assert trend.similar(the_store, "nobody") == []


def test_the_series_to_begin_with_is_what_was_sent_then_the_longest_that_can_show_a_rise():
    def told(part: str, body: str, days: int, standing: str = "published") -> pd.DataFrame:
        frame = pd.DataFrame({"as_at": [date(2020 + n, 3, 31) for n in range(days)]})
        return frame.assign(part=part, body_code=body, standing=standing, has_base=True)

    surveys = pd.DataFrame({"indicator": ["Short", "Long"], "periods": [3, 9]})
    police, board, sent = told("officers", "P", 2), told("core", "B", 6), told("core", "S", 1, "sent")
    assert trend.to_begin_with(police, surveys) == (f"{trend.SURVEY}Long", None)
    assert trend.to_begin_with(police, surveys.head(1)) == (trend.RESIDENTS, None)
    assert trend.to_begin_with(pd.concat([police, told("wider", "A", 5), board]), surveys) == ("core", "B")
    assert trend.to_begin_with(pd.concat([board, sent]), surveys) == ("core", "S")


def test_nothing_told_is_an_empty_frame(the_store):
    for frame in (trend.of_bodies(the_store, [], "core", [PAIR]), trend.of_residents(the_store, "E06000001"),
                  trend.of_survey(the_store, SOUTHWARK, "nothing")):  # fmt: skip
        assert frame.empty and list(frame) == trend.COLUMNS
        assert trend.fitted(frame).empty


def test_many_groups_and_parts_are_asked_for_together(the_store, monkeypatch):
    asked = []
    ask = Store.ask
    monkeypatch.setattr(Store, "ask", lambda self, name, **more: asked.append(name) or ask(self, name, **more))
    shown = trend.shown_groups(the_store)
    pairs = list(zip(shown["classification"], shown["group_code"], strict=True))
    frame = trend.of_bodies(the_store, ["example-southwark", "example-dudley"], "core", pairs)
    assert frame["group_code"].nunique() > 5
    told = pd.concat([frame, trend.of_bodies(the_store, ["example-dudley"], "core", pairs[:1])])
    assert told["as_at"].nunique() > 1
    for name in ("engaged_over_time", "estimates_of_catchments", "residents_of_catchments"):
        assert asked.count(name) == 2, name
