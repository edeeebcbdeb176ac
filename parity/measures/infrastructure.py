"""Who uses infrastructure support, generalist and BME: organisations led by ethnic minorities beside others."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from parity.measures import led
from parity.stats import intervals
from parity.store import Store

SUPPORT = {
    "generalist": ("Generalist support", ("generalist", "both")),
    "bme": ("BME support", ("bme", "both")),
    "any": ("Either", ("generalist", "bme", "both")),
}
INVOLVEMENTS = {
    "supported": "Supported",
    "delivering": "Delivering services",
    "funded": "Funded",
    "consulted": "Consulted",
}
COLUMNS = ["involvement", "involvement_label", "support", "support_label", "count", "base", "unknown", "share", "lower", "upper",
           "others", "others_base", "others_unknown", "others_share", "difference", "difference_lower", "difference_upper",
           "said", "bodies", "mark", "note", "source_code", "standing"]  # fmt: skip
DESCRIBED = {
    "involvement": "Code of what the organisations did",
    "involvement_label": "What the organisations did",
    "support": "generalist, bme or any: organisations that used both count under each",
    "support_label": "The support, in words",
    "count": "Organisations led by ethnic minorities that used it",
    "base": "Organisations led by ethnic minorities of which it is known what they used",
    "unknown": "Organisations led by ethnic minorities of which it is not known",
    "share": "count / base, 0 to 1",
    "lower": "Lower 95 % limit of the share (Wilson score)",
    "upper": "Upper 95 % limit of the share (Wilson score)",
    "others": "Organisations led by others that used it, in the same bodies",
    "others_base": "Organisations led by others of which it is known what they used",
    "others_unknown": "Organisations led by others of which it is not known",
    "others_share": "Their share, 0 to 1; of several bodies, put together as organisations led by ethnic minorities are spread",
    "difference": "share less others_share, -1 to 1",
    "difference_lower": "Lower 95 % limit of the difference (Newcombe's method 10)",
    "difference_upper": "Upper 95 % limit of the difference",
    "said": "higher, lower, could_be_chance, or blank",
    "bodies": "Bodies that the figure counts",
    "mark": "[x] not told",
    "note": "What to know about this row",
    "source_code": "Codes of the sources of the returns",
    "standing": "published, sent or illustrative",
}


def by_leader(store: Store, bodies: Sequence[str], since: date | None, until: date) -> pd.DataFrame:
    """One row per involvement and kind of support: organisations led by ethnic minorities beside others; see COLUMNS.

    Organisations of unknown leaders, or of which it is not known what they used, are in no share. Of several bodies, others
    are put together as the organisations led by ethnic minorities are spread over the bodies, so that a body whose
    organisations all use support does not pass for a difference between them. Hidden figures are left out. A difference is
    no verdict: it may say that support does not reach, or that it is not wanted. Method: docs/methods.md, "Infrastructure".
    """
    told = store.ask("organisations_supported", bodies=list(bodies), since=since, until=until)
    rows = []
    for involvement, label in INVOLVEMENTS.items():
        of = told[told["involvement"] == involvement]
        if not of["told"].any():
            continue
        about = {"involvement": involvement, "involvement_label": label} | led.about(of)
        for support, (name, used) in SUPPORT.items():
            rows.append(about | {"support": support, "support_label": name} | _beside(of, used))
    return pd.DataFrame(rows, columns=COLUMNS)


def _beside(of: pd.DataFrame, used: Sequence[str]) -> dict[str, object]:
    """Those led by ethnic minorities that used it, beside others of the same bodies: `of` has a row for each."""
    each = {name: of[name].to_numpy(float) for name in ("ours", "ours_silent", "theirs", "theirs_silent")}
    for side in ("ours", "theirs"):
        each[f"{side}_used"] = of[[f"{side}_{support}" for support in used]].to_numpy(float).sum(axis=1)
    mine = each["ours"] > 0
    told = {name: figures[mine] for name, figures in each.items()}
    row = {
        "unknown": each["ours_silent"].sum(),
        "others_unknown": each["theirs_silent"].sum(),
        "bodies": int(mine.sum()),
        "said": "",
    }
    if not mine.any():
        return row | {"mark": "[x]", "note": "Of no organisation led by ethnic minorities is it known."}
    count, base = told["ours_used"].sum(), told["ours"].sum()
    share, limits = count / base, intervals.wilson(count, base)
    row |= {
        "count": count,
        "base": base,
        "share": share,
        "lower": limits.lower,
        "upper": limits.upper,
        "mark": "",
        "note": "",
    }
    row |= {"others": told["theirs_used"].sum(), "others_base": told["theirs"].sum()}
    if not (told["theirs"] > 0).all():
        return row | {
            "note": "Some bodies tell it of no organisation led by others: the two cannot be set side by side."
        }
    theirs = intervals.wilson(told["theirs_used"], told["theirs"])
    weights = told["ours"] / base
    rest, likely = intervals.weighted(told["theirs_used"] / told["theirs"], theirs.lower, theirs.upper, weights)
    apart = intervals.square_and_add(share, limits, rest, likely)
    said = "higher" if apart.lower > 0 else "lower" if apart.upper < 0 else "could_be_chance"
    named = dict(zip(("difference", "difference_lower", "difference_upper"), apart, strict=True))
    return row | {"others_share": rest, "said": said} | named
