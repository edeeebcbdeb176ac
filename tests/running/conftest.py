"""A real browser, as in tests/browser."""

from tests.browser.conftest import browser, page

__all__ = ["browser", "page"]
