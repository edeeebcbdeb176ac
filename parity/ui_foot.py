"""The foot of every page: how its figures came about, from which sources, and whose data they are."""

from collections.abc import Iterable
from html import escape
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from parity.methods import METHODS
from parity.remembered import kept
from parity.store import Store
from parity.ui_keep import asked


def how_worked_out(method: str, store: Store, codes: Iterable[str]) -> None:
    """How the figures of this page came about: the method in docs/methods, and each source with its date and caveat.

    `codes` are source codes as the frames carry them: one or several in a cell, or nothing.
    """
    used = {code for cell in codes if isinstance(cell, str) for code in cell.split()}
    with st.expander("How this was worked out", key="how"):
        st.html(_worked_out(asked(store, "sources"), method, tuple(sorted(used))))


@kept
def _worked_out(sources: pd.DataFrame, method: str, used: tuple[str, ...]) -> str:
    told = [f"<p>{escape(paragraph)}</p>" for paragraph in METHODS[method]]
    told += [source(row) for row in sources[sources["source_code"].isin(used)].itertuples()]
    return "".join(told)


def source(row: Any) -> str:
    """One source: what it is, who published it, for when, on what terms and with what caveat."""
    told = [row.publisher, row.publisher_table, row.reference_date, row.geography, row.licence]
    lines = [f"<strong>{escape(row.title)}</strong>", escape(". ".join(part for part in told if part) + ".")]
    lines += [f"Checked: {escape(row.checked)}"] if row.checked else []
    lines += [f"Caveat: {escape(row.caveat)}"] if row.caveat else []
    return f'<p class="source">{"<br>".join(lines)}</p>'


def footer(store: Store) -> None:
    """What every page and printout carries: which build of the store it shows, and whose data it is."""
    st.html(
        f'<p class="footer">Parity, {escape(store.called)}. Source: Office for National Statistics, Home Office '
        "and Parliament, licensed under the Open Government Licence v3.0 and the Open Parliament Licence v3.0. "
        "Contains OS data © Crown copyright and database right.</p>"
    )


def stop(store: Store) -> NoReturn:
    """The end of a page that has nothing more to show: its foot, as every page has it, and no further."""
    footer(store)
    st.stop()
