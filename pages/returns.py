"""What have we been told, and by whom?"""

import streamlit as st

from parity import ui, ui_release, ui_returns

ui.open_store()
ui.title("What have we been told, and by whom?")
ui.finding(
    "Everything people know about engagement comes in as a return: a file, checked while you watch, kept as it was sent."
)
ui_returns.last_said()
ui_release.overdue()

st.header("Send returns", anchor=False)
if told := ui_returns.who():
    files = st.file_uploader(
        "Files: CSV, XLSX or ODS, up to 10 MB each",
        type=["csv", "tsv", "txt", "xlsx", "ods"],
        accept_multiple_files=True,
    )
    ui_returns.look_at_each(files, *told)

st.header("Templates", anchor=False)
ui_returns.offer_templates()

st.header("Every return so far", anchor=False)
ui_returns.all_returns()
ui_returns.held()
ui_returns.withdraw()
ui_release.to_the_public()
