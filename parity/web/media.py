"""Files made for a page: each goes to the browser it was made for, and a copy of full data leaves a line behind."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from parity.web import errors
from parity.web.guard import BROWSER


class NotMade(Exception):
    """A file could not be made; the message is a reference number."""


class Media:
    """Which session each file under /media was made for.

    Streamlit serves a file to anyone who has its address, and the address is a hash of its content: whoever guesses the
    content could ask whether they are right. `runtime` is Streamlit's own (private names: it is pinned, and
    tests/browser downloads and guesses). noted is called with a session and a file name before a file is given out.
    """

    def __init__(self, runtime: Any, noted: Callable[[Any, str], None]) -> None:
        self._sessions, self._manager, self._noted = runtime._session_mgr, runtime.media_file_mgr, noted
        self._made: dict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()
        self._execute = self._manager.execute_deferred
        self._manager.execute_deferred = self.made

    def made(self, asked: str) -> str:
        """The address of a file that is made when it is asked for, remembered for the session that was offered it."""
        entry = self._manager._deferred_callables.get(asked)
        try:
            if entry is not None:
                self._noted(self._sessions.get_active_session_info(entry["session_id"]), entry["filename"] or "")
            url = self._execute(asked)
        except Exception as error:
            raise NotMade(f"reference {errors.noted(error)}") from None
        with self._lock:
            for gone in [one for one in self._made if not self._sessions.is_active_session(one)]:
                del self._made[gone]
            if entry is not None:
                self._made[entry["session_id"]].add(name_of(url))
        return url

    def holds(self, browser: str, file: str) -> bool:
        """Was a file made for a page that this browser has open?"""
        shown = self._manager._files_by_session_and_coord
        return any(
            file in self._made.get(one.session.id, ()) or file in shown.get(one.session.id, {}).values()
            for one in self._pages(browser)
        )

    def page_of(self, browser: str, session: str) -> Any:
        """The page with this session, where it is this browser that has it open; None otherwise."""
        return next((one for one in self._pages(browser) if one.session.id == session), None)

    def _pages(self, browser: str) -> list[Any]:
        every = self._sessions.list_active_sessions() if browser else []
        return [one for one in every if one.client.client_context.cookies.get(BROWSER) == browser]


def name_of(url: str) -> str:
    """The name of a file in its address.

    >>> name_of("/media/0f3a.csv")
    '0f3a'
    """
    return url.rsplit("/", 1)[-1].split(".")[0]
