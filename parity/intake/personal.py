"""Finds people's own details, by the heading of a column and by what stands in it, so that they are never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from parity.intake.context import fold
from parity.intake.layouts import Field

HEADINGS = {
    "name": "names",
    "names": "names",
    "full name": "names",
    "first name": "names",
    "firstname": "names",
    "forename": "names",
    "forenames": "names",
    "given name": "names",
    "surname": "names",
    "last name": "names",
    "lastname": "names",
    "family name": "names",
    "middle name": "names",
    "initials": "names",
    "member name": "names",
    "name of member": "names",
    "members name": "names",
    "board member": "names",
    "applicant name": "names",
    "name of applicant": "names",
    "applicant": "names",
    "candidate": "names",
    "candidate name": "names",
    "participant name": "names",
    "attendee": "names",
    "attendees": "names",
    "attendee name": "names",
    "contact name": "names",
    "contact person": "names",
    "chair name": "names",
    "recipient ind name": "names",
    "email": "e-mail addresses",
    "e mail": "e-mail addresses",
    "email address": "e-mail addresses",
    "e mail address": "e-mail addresses",
    "phone": "telephone numbers",
    "phone number": "telephone numbers",
    "telephone": "telephone numbers",
    "telephone number": "telephone numbers",
    "tel": "telephone numbers",
    "tel no": "telephone numbers",
    "mobile": "telephone numbers",
    "mobile number": "telephone numbers",
    "dob": "dates of birth",
    "d o b": "dates of birth",
    "date of birth": "dates of birth",
    "birth date": "dates of birth",
    "birthdate": "dates of birth",
    "birthday": "dates of birth",
    "born": "dates of birth",
    "address": "addresses",
    "home address": "addresses",
    "postal address": "addresses",
    "street address": "addresses",
    "address line 1": "addresses",
    "address 1": "addresses",
    "street": "addresses",
    "house number": "addresses",
    "postcode": "postcodes",
    "post code": "postcodes",
    "postal code": "postcodes",
    "home postcode": "postcodes",
    "ni number": "National Insurance numbers",
    "nino": "National Insurance numbers",
    "national insurance number": "National Insurance numbers",
    "national insurance no": "National Insurance numbers",
    "nhs number": "NHS numbers",
    "passport number": "passport numbers",
}

PERSON = (
    "applicant|attendee|candidate|chair|chairman|chairperson|chairwoman|client|contact|councillor|customer|delegate"
    "|director|employee|individual|lead officer|member|officer|participant|person|representative|resident|respondent"
    "|secretary|service user|staff|trustee|volunteer"
)
HEADING_PATTERNS = (
    (rf"\b(?:{PERSON})s? (?:full |first |last )?names?$|^names? of (?:the )?(?:{PERSON})", "names"),
    (r"\b(?:fore|sur|first |last |family |maiden )names?\b", "names"),
    (r"\be ?mails?\b", "e-mail addresses"),
    (r"\b(?:telephone|phone|mobile)\b", "telephone numbers"),
    (r"\b(?:date|day) of birth\b|\bbirth ?(?:date|day)\b|\bdob\b", "dates of birth"),
    (r"\bpost ?codes?\b|\bpostal codes?\b", "postcodes"),
    (r"\baddress(?:es)?(?: line)? ?\d?$(?<!web address)(?<!ip address)", "addresses"),
    (r"\bnational insurance\b|\bnino\b", "National Insurance numbers"),
    (r"\bnhs (?:number|no)\b", "NHS numbers"),
)
ORGANISATIONS = re.compile(r"\b(?:organisation|organization|recipient|funder|venue|office|company|charity|group)\b")
STREETS = (
    "street|st|road|rd|avenue|ave|lane|close|drive|crescent|terrace|grove|gardens|way|court|place|square|mews|walk"
)
PATTERNS = {
    "an e-mail address": r"[A-Za-z0-9._%+\-']+@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]+",
    "a telephone number": (
        r"(?:^|[^\w\-/.])\(?(?:\+44\)? ?(?:\(0\) ?)?|0)[1237](?:[ \-]?\d){1,4}\)?(?:[ \-]?\d){6,8}(?:$|[^\w\-/])"
    ),
    "a National Insurance number": (r"(?i:\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b)"),
    "a postcode": (
        r"(?:^|[\s,])(?:[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}|[A-Z]{1,2}\d{1,2}[A-Z]?\d[ABD-HJLNP-UW-Z]{2})"
        r"(?:$|[\s,.;)])"
    ),
    "a postal address": rf"(?i:^(?:flat \w+,? )?\d{{1,4}}[a-z]?,? [a-z' ]{{2,30}} (?:{STREETS})\b)",
    "a date of birth": r"(?i:\b(?:d\.?o\.?b\.?|date of birth|born)\b[^\n]{0,20}\d{2})",
    "a person's name": r"(?:^|[^\w])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Revd?|Prof)\.? [A-Z][a-z'’\-]+",
}
EVERYTHING = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS.values()))
GENERAL = re.compile(
    r"(?:info|information|enquir(?:y|ies)|inquiries|office|admin|contact|contactus|hello|help|support|mail|email|team"
    r"|reception|volunteer\w*|membership|general|training|events?|bookings?|advice|community|engagement|equalit\w+"
    r"|partnerships?|forum|grants|press|secretary|customer\w*)[\w.\-]*@",
    re.IGNORECASE,
)
TWO_NAMES = re.compile(
    r"[A-Z][a-z'’\-]+(?: [A-Z]\.?| [A-Z][a-z'’\-]+)? [A-Z][A-Za-z'’\-]+|[A-Z][A-Za-z'’\-]+, [A-Z][a-z]+"
)
# First names common in England in the last century and this one, of people of many backgrounds.
FIRST_NAMES = frozenset((Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8").split())
# What an organisation's own column may hold that a person's may not.
ALLOWED = {
    "organisation": frozenset({"a person's name", "a postal address"}),
    "contact": frozenset({"a telephone number", "a postcode", "a postal address"}),
    "url": frozenset({"a telephone number", "a postcode"}),
}
ORGANISATION_PREFIX = ("recipient org", "funding org", "beneficiary location", "data source")


def heading_of_people(heading: str) -> str:
    """What a column so headed holds of people ('names', 'addresses' ...), or '' where it does not say.

    >>> heading_of_people("E-mail address"), heading_of_people("Recipient Org:Postal Code"), heading_of_people("Tier")
    ('e-mail addresses', '', '')
    """
    key = fold(heading.replace("_", " "))
    if key.startswith(ORGANISATION_PREFIX):
        return "names" if key.endswith("contact name") else ""
    if key in HEADINGS:
        return HEADINGS[key]
    for pattern, what in HEADING_PATTERNS:
        if re.search(pattern, key):
            return "" if what in ("addresses", "postcodes") and ORGANISATIONS.search(key) else what
    return ""


def in_text(text: str, allowed: frozenset[str] = frozenset()) -> str:
    """What of a person stands in a text ('an e-mail address' ...), or ''.

    >>> in_text("ring 07700 900123"), in_text("info@example.org", ALLOWED["contact"]), in_text("E09000028")
    ('a telephone number', '', '')
    """
    if not EVERYTHING.search(text):
        return ""
    for what, pattern in PATTERNS.items():
        if what in allowed or not (found := re.search(pattern, text)):
            continue
        if what == "an e-mail address" and "@" in text and GENERAL.match(found[0]):
            continue
        return what
    return ""


def hide(text: str) -> str:
    """The text, or a mark in its place where it holds a person's details: messages must not repeat them."""
    return "[hidden]" if in_text(text) or names([text], strict=True) else text


def allowed_in(field: Field | None, heading: str) -> frozenset[str]:
    """Which details are an organisation's own in this column and therefore no person's."""
    if field is not None:
        return ALLOWED.get(field.means, frozenset())
    return (
        ALLOWED["organisation"] | ALLOWED["contact"] if fold(heading).startswith(ORGANISATION_PREFIX) else frozenset()
    )


def cells(values: Iterable[str], allowed: frozenset[str]) -> Mapping[str, str]:
    """Each value that holds a person's details, and which."""
    return {value: what for value in values if len(value) > 5 and (what := in_text(value, allowed))}


def names(values: Iterable[str], strict: bool = False) -> list[str]:
    """The values that look like people's names, where enough of a column does; else none.

    strict is for columns that should hold references: there one name is enough.
    """
    short = list(dict.fromkeys(value for value in values if value and len(value) < 60))
    two = [value for value in short if TWO_NAMES.fullmatch(value)]
    known = [value for value in two if set(fold(value).split()) & FIRST_NAMES]
    if strict:
        return known
    return two if len(known) >= 2 and len(two) >= 0.5 * len(short) and len(known) >= 0.3 * len(two) else []
