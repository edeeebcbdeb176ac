"""The dashboard of tests/browser, to be visited."""

from tests.browser.conftest import server

__all__ = ["server"]
