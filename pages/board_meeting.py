"""What does the board need to see, and what does it decide?"""

from parity import ui, ui_meeting

store = ui.open_store()
number = ui_meeting.at()
if number == 0:
    ui.title("What does the board need to see, and what does it decide?")
    ui_meeting.begin(store)
else:
    ui_meeting.quiet()
    ui_meeting.show(store, number)
