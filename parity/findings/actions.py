"""Actions in sentences: how many are done, late, without a lead, or in each other's way."""

import pandas as pd

from parity.findings.wording import listed, several, together, was
from parity.remembered import kept
from parity.rows import rows_of


@kept
def actions(frame: pd.DataFrame) -> str:
    """`actions.listed`: how many there are, done, overdue and without anybody to lead them."""
    if frame.empty:
        return "No action has been drafted here. Draft one below, or send a return of actions."
    done, late = int(frame["status"].eq("done").sum()), int(frame["overdue"].sum())
    alone = int((frame["is_open"] & frame["lead_partner"].isna()).sum())
    draft = int(frame["stage"].eq("draft").sum())
    parts = [
        f"{done} {was(done)} done" if done else "none was done",
        f"{late} {'is' if late == 1 else 'are'} overdue" if late else "none is overdue",
        f"{alone} {'has' if alone == 1 else 'have'} nobody to lead" if alone else "",
    ]
    agreed = f"{several(draft, 'is still a draft', 'are still drafts')}." if draft else ""
    return together(f"Of {several(len(frame), 'action')}, {listed(parts)}.", agreed)


@kept
def in_the_way(frame: pd.DataFrame) -> str:
    """What waits for what, and what waits for itself."""
    waiting = frame[frame["is_open"] & frame["waits_for"].ne("")]
    round_ = frame[frame["circle"].ne("")]
    said = [f"{row['action_code']} waits for {row['blocked_by']}: {row['waits_for']}" for row in rows_of(waiting)]
    circles = sorted({row["note"] for row in rows_of(round_) if row["note"]})
    return together(*(each if each.endswith(".") else f"{each}." for each in said), *circles)
