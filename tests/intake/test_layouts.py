"""The layouts are whole: each says what it needs to say, and no two columns of one kind share a heading."""

import json

import pytest

from parity.intake import layouts
from parity.intake.recognise import heading_key

MEANS = {
    *("text", "key", "organisation", "contact", "url", "code", "flag", "group", "groups", "classification"),
    *("area", "areas", "body", "name_of", "count", "measure", "number", "money", "date", "from", "to"),
}


def test_there_are_fourteen_kinds_in_the_order_of_the_model():
    assert layouts.kinds() == (
        *("bodies", "seats", "seat_counts", "recruitment", "participation", "organisations", "funding"),
        *("survey", "practice", "targets", "actions", "cases", "directory", "population"),
    )


@pytest.mark.parametrize("layout", layouts.all_layouts(), ids=lambda layout: layout.kind)
def test_a_layout_is_a_table_schema_with_everything_said(layout):
    described = json.loads((layouts.FOLDER / f"{layout.kind}.json").read_text(encoding="utf-8"))
    assert described["$schema"].endswith("tableschema.json")
    for field in described["fields"]:
        assert field["title"] and field["description"], field["name"]
        assert field["description"].endswith("."), field["name"]
        values = [one["value"] for one in field.get("categories", [])]
        assert values == field.get("constraints", {}).get("enum", []), field["name"]
    names = [field.name for field in layout.fields]
    assert len(names) == len(set(names))
    assert set(layout.identity) <= set(names)
    assert {name for name in (layout.body, layout.adds_up, *layout.period) if name} <= set(names)
    assert {field.means for field in layout.fields} <= MEANS
    assert layout.personal


@pytest.mark.parametrize("layout", layouts.all_layouts(), ids=lambda layout: layout.kind)
def test_no_two_columns_of_a_kind_share_a_name_or_title(layout):
    own = [heading_key(one) for field in layout.fields for one in {heading_key(field.name), heading_key(field.title)}]
    assert len(own) == len(set(own))


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(KeyError, match="'seat' is not a kind of return; the kinds are bodies, seats"):
        layouts.layout("seat")


def test_a_column_that_may_hold_a_marker_is_staged_with_its_bounds():
    columns = layouts.staging_columns(layouts.layout("participation"))
    assert [columns[name] for name in ("people", "people_mark", "people_low", "people_high")] == [
        *("integer", "text", "number", "number"),
    ]
    assert "area_name" not in columns, "a column that only checks another is not kept"
    assert list(columns)[-2:] == ["sheet", "row"]
