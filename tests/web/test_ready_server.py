"""What a server does before its first visitor."""

import gc

import pytest

from parity import ready, server


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_what_the_program_is_made_of_is_not_looked_through_for_garbage_again(at_home, thawed, monkeypatch):
    class Enough(BaseException):
        """It would go on for ever, whatever fails."""

    frozen = []

    def further(*_):
        frozen.append(gc.get_freeze_count())
        raise Enough

    monkeypatch.delenv("PARITY_AHEAD", raising=False)
    monkeypatch.setattr(ready, "work_ahead", lambda *_: frozen.append(gc.get_freeze_count()))
    monkeypatch.setattr(ready, "work_further_ahead", further)
    with pytest.raises(Enough):
        server._get_ready()
    before, after = frozen
    assert before == 0 and after > 100_000


def test_where_working_ahead_is_turned_off_nothing_is(monkeypatch):
    begun = []
    monkeypatch.setattr(ready, "keep_ahead", begun.append)
    monkeypatch.setenv("PARITY_AHEAD", "no")
    server._get_ready()
    assert begun == []
    monkeypatch.setenv("PARITY_AHEAD", "yes")
    server._get_ready()
    assert begun == [server._store_now]
