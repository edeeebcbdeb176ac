"""What a visitor can keep of a page: its figures, its picture, and the page itself on paper or as PDF."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component

from parity import places, tables
from parity.remembered import kept, once
from parity.store import Store

INVENTED = "Illustrative: the boards are invented."
_keep = component(
    "parity_keep",
    html='<div class="keep"><button name="svg" type="button">Picture (SVG)</button>'
    '<button name="png" type="button">Picture (PNG)</button>'
    '<button name="print" type="button">Print, or save as PDF</button></div>',
    js=(places.PROJECT / "static" / "keep.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def downloads(
    figures: pd.DataFrame,
    name: str,
    described: Mapping[str, str],
    store: Store,
    *,
    title: str = "",
    finding: str = "",
    picture: str = "",
    alt: str = "",
) -> None:
    """A row of what can be kept: the figures as they were worked out, the picture above, and the page.

    `name` names the files. `title` and `finding` lead the workbook and the picture; `picture` is the key of the
    `ui.picture` it belongs to and `alt` its text alternative: without them, there is no picture to keep. Where there are
    no figures there is nothing to keep.
    """
    if figures.empty:
        return
    stem = f"parity-{name}"
    told = tables.Told(
        title or f"Parity: {name}", finding, [*about(figures, asked(store, "sources")), f"Parity, {store.called}."]
    )
    with st.container(horizontal=True, key=f"keep-{name}", gap="small"):
        st.download_button(
            "Figures (CSV)", lambda: tables.csv(figures), f"{stem}.csv", "text/csv",
            key=f"csv-{name}", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Its columns (CSVW)",
            lambda: tables.csvw(figures, f"{stem}.csv", described, store.build_id),
            f"{stem}.csv-metadata.json", "application/json", key=f"csvw-{name}", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Figures (XLSX)", lambda: tables.xlsx(figures, described, told), f"{stem}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key=f"xlsx-{name}", on_click="ignore",
        )  # fmt: skip
        shown = {
            "picture": picture,
            "name": stem,
            "said": finding,
            "alt": alt or finding,
            "source": " ".join(told.lines),
        }
        _keep(data=shown, key=f"keep-buttons-{name}", width="content")


def asked(store: Store, name: str, **parameters: object) -> pd.DataFrame:
    """The answer to queries/`name`.sql, which knows what it is: what is made of it is remembered with it."""
    return once(store, Store.ask, name, **parameters)


@kept
def about(figures: pd.DataFrame, sources: pd.DataFrame) -> list[str]:
    """What every copy must say of itself: whether it is invented, and where it is from."""
    held = set(figures["standing"].dropna()) if "standing" in figures else set()
    lines = []
    if "illustrative" in held:
        lines.append(
            INVENTED if held == {"illustrative"} else "Some of the boards are invented: see the column standing."
        )
    cells = [cell for name in ("source_code", "reference_source") if name in figures for cell in figures[name]]
    codes = {code for cell in cells if isinstance(cell, str) for code in cell.split()}
    titles = sources.loc[sources["source_code"].isin(codes), "title"]
    if len(titles):
        lines.append(f"{'Source' if len(titles) == 1 else 'Sources'}: {'; '.join(titles)}.")
    return lines
