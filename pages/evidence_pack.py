"""What can we show, and how sure is it?"""

import streamlit as st

from parity import ui, ui_packs

store = ui.open_store()
ui.title("What can we show, and how sure is it?")
asked = ui_packs.choose(store)
pack = ui_packs.gathered(store, asked)
if pack is None:
    ui.stop(store)
ui.finding(ui_packs.summary(pack))
ui.mark_illustrative(["illustrative"] if pack.illustrative else [])

st.header("Take it with you", anchor=False)
ui.note("The address of this page holds all that is chosen here: send it, and the same pack opens.")
ui_packs.own_words(ui_packs.WHOLE, "Words of your own at the start")
ui_packs.files(pack)

st.header("The claims, as they will read", anchor=False)
for place, each in enumerate(pack.claims):
    ui_packs.claim(each, place, asked.questions)
ui_packs.leave_in(asked)

st.header("The packs of a whole region", anchor=False)
ui_packs.whole_region(store, asked)
