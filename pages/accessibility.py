"""Can everybody use this?"""

from parity import ui, ui_texts

ui.open_store()
ui.title("Can everybody use this?")
ui.finding(
    "Partly. The standard aimed at is WCAG 2.2 AA. Machine checks of every page find nothing; areas on a map cannot be reached "
    "with the keyboard, and nobody has yet tested it with a screen reader."
)
ui_texts.whole("accessibility")
