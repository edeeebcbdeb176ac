"""What is held about people, and what for?"""

from parity import ui, ui_texts

ui.open_store()
ui.title("What is held about people, and what for?")
ui.finding(
    "Counts by ethnic group, and lists of seats without names, to show who takes part against who lives in a place. Nothing "
    "about you as a visitor, but for your sign-in where there is one."
)
ui_texts.whole("privacy")
