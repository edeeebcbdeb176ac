"""Where do we stand?"""

import streamlit as st

from parity import findings, tables, ui, ui_places
from parity.measures import representation

store = ui.open_store()
told = representation.rounds(store)
ui.title("Where do we stand?")
choice = ui.choose(told, representation.latest_testable(told))
bodies = store.ask("bodies")
everyone = representation.across_bodies(store, list(bodies["body_code"]), choice)
ui.finding(findings.across_bodies(everyone, choice, len(bodies)))
ui.mark_illustrative(everyone["standing"])

st.header("The largest gaps we can be sure of", anchor=False)
certain = representation.largest_gaps(everyone)
ui.note(findings.largest_gaps(certain))
ui.table(tables.across_bodies(certain), "The bodies furthest below parity, largest gap first.")
ui_places.links("representation", {row.body: {"body": row.body_code, "part": row.part, "at": row.as_at.isoformat(),
                                       "definition": choice.definition} for row in certain.itertuples()})  # fmt: skip

st.header("What we do not know", anchor=False)
silent = representation.not_known(everyone, bodies)
ui.note(findings.not_known(silent))
ui.table(tables.not_known(silent), "What is not known, and what to ask for.")

st.header("What is in the store", anchor=False)
ui.table(tables.contents(store.ask("contents"), ui.kinds()), "Returns and records in the store, by kind.")
ui.how_worked_out("representation", store, everyone["source_code"])
