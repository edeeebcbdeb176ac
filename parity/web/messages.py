"""What a browser says that no page of ours would: a choice that was not offered, a button that is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Messages:
    """Looks at every message for a page before the page is run with it. Streamlit itself drops a choice it did not offer.

    `runtime` is Streamlit's own (private names: it is pinned, and tests/browser forges messages). noted is called with the
    session and the name of the widget where a message was made up.
    """

    def __init__(self, runtime: Any, noted: Callable[[Any, str], None]) -> None:
        self._sessions, self._noted, self._handle = runtime._session_mgr, noted, runtime.handle_backmsg
        runtime.handle_backmsg = self.handle

    def handle(self, session_id: str, message: Any, **others: Any) -> None:
        """Passes the message on, once it has been looked at."""
        if message.WhichOneof("type") == "rerun_script":
            info = self._sessions.get_active_session_info(session_id)
            if info is not None:
                for name in made_up(info.session.session_state, message.rerun_script.widget_states.widgets):
                    self._noted(info, name)
        self._handle(session_id, message, **others)


def made_up(state: Any, widgets: Any) -> list[str]:
    """The names of widgets with a value that the page did not offer. Of a page that has not run yet, nothing is known."""
    known = state._new_widget_state.widget_metadata
    if not known:
        return []
    found = []
    for each in widgets:
        kind = each.WhichOneof("value")
        offered = getattr(getattr(known.get(each.id), "deserializer", None), "__self__", None)
        options = getattr(offered, "formatted_option_to_option_index", None)
        if (kind == "trigger_value" and each.id not in known) or (
            kind == "string_value" and options is not None and each.string_value not in options
        ):
            found.append(each.id.split("-", 2)[-1].removeprefix("None"))
    return found
