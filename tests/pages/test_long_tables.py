"""Tables of thousands of rows: made when they are unfolded, and then no more than a browser can take."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from parity import ui

BODIES = pd.DataFrame({"body_code": [f"B{n}" for n in range(5000)], "body": [f"Body {n}" for n in range(5000)]})
MADE: list[int] = []


def written(frame: pd.DataFrame) -> pd.DataFrame:
    MADE.append(len(frame))
    return pd.DataFrame({"Name": frame["body"].to_numpy()}, index=pd.Index(frame["body_code"], name="Body"))


def drawn(page) -> str:
    MADE.clear()
    app = AppTest.from_function(page).run()
    assert not app.exception
    return " ".join(each.proto.body for each in app.get("html"))


def test_a_table_that_nobody_unfolds_is_not_made():
    def page():
        from functools import partial

        from tests.pages.test_long_tables import BODIES, ui, written

        ui.table(partial(written, BODIES), "Bodies.")

    assert "Body 0" not in drawn(page) and MADE == []


def test_of_thousands_of_rows_the_first_are_shown_and_it_says_so():
    def page():
        from functools import partial

        import streamlit as st

        from tests.pages.test_long_tables import BODIES, ui, written

        st.session_state["table Bodies."] = True
        ui.table(partial(written, BODIES), "Bodies.")

    shown = drawn(page)
    assert MADE == [ui.SHOWN]
    assert "Body 999<" in shown and "Body 1000<" not in shown
    assert "The first 1,000 of 5,000 rows" in shown


def test_a_short_table_is_shown_whole():
    def page():
        from functools import partial

        from tests.pages.test_long_tables import BODIES, ui, written

        ui.table(partial(written, BODIES.head(40)), "Bodies.")

    assert "Body 39<" in drawn(page) and MADE == [40]


def test_a_matrix_of_thousands_of_bodies_shows_the_first_and_says_so():
    def page():
        from tests.pages.test_long_tables import BODIES, ui, written

        ui.matrix(written, BODIES, "Bodies.")

    shown = drawn(page)
    assert MADE == [ui.VERY_LONG] and "The first 250 of 5,000 bodies" in shown
