"""What is due as an iCalendar file (RFC 5545): whole days, one event each, the same event under the same name every time."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd

WIDE = 75  # octets in a line, after which it goes on in the next
BEFORE = 14  # days before, on which a calendar reminds


def ics(frame: pd.DataFrame, now: datetime, name: str = "Parity: what is due") -> bytes:
    """`due.due` as a calendar: one event per return, target and action, on the day it is due, with a reminder before.

    `now` is when the file is made. An event keeps its name (UID) while its kind, code and body stay, so that a calendar
    that reads the file again moves it instead of adding another.
    """
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parity//What is due//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]  # fmt: skip
    stamp = now.astimezone(UTC)
    for row in frame.to_dict("records"):
        lines += _event(row, stamp)
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(row: dict, stamp: datetime) -> list[str]:
    invented = "The board is invented." if row["standing"] == "illustrative" else ""
    told = [f"{row['kind'].capitalize()} {row['code']}", f"Answers for it: {row['who'] or 'nobody'}", invented]
    summary = f"{row['place']}: {row['what']}"
    return [
        "BEGIN:VEVENT", f"UID:{_uid(row)}", f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}", f"DTSTART;VALUE=DATE:{row['on']:%Y%m%d}",
        f"DTEND;VALUE=DATE:{_next(row['on']):%Y%m%d}", f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(chr(10).join(filter(None, told)))}", f"CATEGORIES:{_text(row['kind'].capitalize())}",
        "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(summary)}",
        f"TRIGGER:-P{BEFORE}D", "END:VALARM", "END:VEVENT",
    ]  # fmt: skip


def _uid(row: dict) -> str:
    about = [row["kind"], row["code"], row["body_code"] or ""]
    return (
        "-".join("".join(each if each.isalnum() else "-" for each in str(part)) for part in about if part) + "@parity"
    )


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _text(words: str) -> str:
    r"""Text as a value of the calendar: what separates values there is escaped.

    >>> _text("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    plain = "".join(each for each in words if each == "\n" or each.isprintable() or each == "\N{NO-BREAK SPACE}")
    escaped = plain.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line of the file, gone on in the next after 75 octets and never inside a letter."""
    parts, held = [], b""
    for letter in line:
        octets = letter.encode()
        if len(held) + len(octets) > (WIDE if not parts else WIDE - 1):
            parts.append(held)
            held = b""
        held += octets
    parts.append(held)
    return b"\r\n ".join(parts) + b"\r\n"
