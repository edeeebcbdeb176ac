"""What a server does before its first visitor."""

import gc

import pytest

from parity import ready, server


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_what_the_program_is_made_of_is_not_looked_through_for_garbage_again(at_home, thawed, monkeypatch):
    frozen = []
    monkeypatch.setattr(ready, "work_ahead", lambda store: frozen.append(gc.get_freeze_count()))
    monkeypatch.setattr(ready, "work_further_ahead", lambda store: frozen.append(gc.get_freeze_count()))
    server._get_ready()
    before, after = frozen
    assert before == 0 and after > 100_000
