"""What tests share: the store built from the committed data, and small stores built to order."""

import json
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import settings
from plotly.io.json import to_json_plotly
from streamlit.components.v2 import manifest_scanner

from parity import current
from parity.charts import look
from parity.places import Home
from parity.store import Store, open_store
from tests import once
from tests.browser.dashboard import _used, browser, context, page, server

__all__ = ["_used", "browser", "context", "page", "server"]

# The same examples in every run, so that a failure is one of the change at hand; `HYPOTHESIS_PROFILE=search` looks for
# new ones. Building a store takes longer than Hypothesis expects of an example.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session", autouse=True)
def _shared_by_the_run(tmp_path_factory) -> None:
    once.begin(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def _packages_are_looked_through_once() -> Iterator[None]:
    """What packages bring for pages: Streamlit's tests look through all that are installed for every page they open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """A home with the store built from the committed reference data and published returns, of this process alone."""
    built = once.made("home", lambda folder: current.rebuild(Home(folder)))
    return shutil.copytree(built, tmp_path_factory.mktemp("home"), dirs_exist_ok=True)


@pytest.fixture(scope="session")
def the_store(home: Path) -> Store:
    """The store that a newcomer has after `make run`."""
    return open_store(home / "store.duckdb")


@pytest.fixture
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PARITY_HOME pointing at the built store."""
    monkeypatch.setenv("PARITY_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def _pictures_are_checked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture that a test draws is checked whole by plotly, for which no visitor waits."""
    if request.node.get_closest_marker("soak"):  # the time is taken as visitors have it
        return
    drawn = look.Sheet.figure

    def checked(sheet: look.Sheet) -> go.Figure:
        figure = drawn(sheet)
        message = figure.to_dict()
        assert json.loads(go.Figure(message).to_json()) == json.loads(to_json_plotly(message))
        return figure

    monkeypatch.setattr(look.Sheet, "figure", checked)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in a real browser that fails is tried again, twice at most: it shares two cores with others, and a page can be slow."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))
