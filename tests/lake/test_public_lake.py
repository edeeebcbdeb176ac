"""The public store in a lake: there once it is released, gone once it is taken down."""

import pytest

from parity import build, current, lake, release
from parity.store import NoStore


def test_a_release_is_in_the_lake_of_the_public_until_it_is_taken_down(setting, home, tmp_path, monkeypatch):
    made = release.make(home, by="Ann")
    of = lake.lake(setting, "public")
    lake.fetch(of, tmp_path / "fetched.duckdb")
    assert build.differing_tables(home.public, tmp_path / "fetched.duckdb") == []
    assert current.store(home, "public").build_id == made.release_id
    release.take_down(home)
    monkeypatch.setattr(lake, "LOOK_AGAIN", 0.0)
    with pytest.raises(NoStore, match="released"):
        current.store(home, "public")
