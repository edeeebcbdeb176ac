"""Finds people's own details, by the heading of a column and by what stands in it, so that they are never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from parity.intake import people
from parity.intake.context import fold
from parity.intake.layouts import Field
from parity.intake.problems import HIDDEN

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
NAME = "a person's name"
ALONE = "a person's name and nothing else"
CITED = ("source",)  # who wrote what was published is no secret
# Headings above names of other things than people.
OTHER_NAMES = re.compile(
    r"\b(?:activity|area|board|body|borough|charity|company|council|country|district|event|forum|funder|group|location"
    r"|neighbourhood|organi[sz]ation|parish|partner|partnership|place|programme|project|recipient|region|scheme|school|site"
    r"|team|title|venue|ward)s?\b"
)
ORGANISATIONS = re.compile(r"\b(?:organisation|organization|recipient|funder|venue|office|company|charity|group)\b")
STREETS = (
    "street|st|road|rd|avenue|ave|lane|close|drive|crescent|terrace|grove|gardens|way|court|place|square|mews|walk"
)
# The letters that a postcode begins with.
AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL"
    "|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX"
    "|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR"
    "|WS|WV|YO|ZE"
)
PATTERNS = {
    "an e-mail address": r"[A-Za-z0-9._%+\-']+@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]+",
    "a telephone number": (
        r"(?:^|[^\w\-/.])\(?(?:(?:\+|00)44\)? ?(?:\(0\) ?)?|0)[1237](?:[ \-]?\d){1,4}\)?(?:[ \-]?\d){6,8}(?:$|[^\w\-/])"
    ),
    "a National Insurance number": (r"(?i:\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b)"),
    "a postcode": (
        rf"(?:^|[\s,(:;/])(?:(?:{AREAS})\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{{2}}|(?:{AREAS})\d{{1,2}}[A-Z]?\d[ABD-HJLNP-UW-Z]{{2}}"
        rf"|(?i:(?:{AREAS})\d[a-z\d]? \d(?!st\b|nd\b|rd\b|th\b)[abd-hjlnp-uw-z]{{2}}))(?:$|[\s,.;)/])"
    ),
    "a postal address": rf"(?i:^(?:flat \w+,? )?\d{{1,4}}[a-z]?,? [a-z' ]{{2,30}} (?:{STREETS})\b)",
    "a date of birth": r"(?i:\b(?:d\.?o\.?b\.?|date of birth|born)\b[^\n]{0,20}\d{2})",
}
EVERYTHING = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS.values()))
ALL_HAVE = re.compile(r"[\d@]")  # every one of them holds one of these
# What a text must hold to match any of them, for looking through a whole column at once. Arrow's expressions have no
# lookahead, and know the letters and digits of ASCII alone: without the one they find more, and texts that are not all of
# plain signs are left to be looked at one by one.
MAY_HOLD = "|".join(["[^ -~]", *(re.sub(r"\(\?![^)]*\)", "", pattern) for pattern in PATTERNS.values())])
GENERAL = re.compile(
    r"(?:info|information|enquir(?:y|ies)|inquiries|office|admin|contact|contactus|hello|help|support|mail|email|team"
    r"|reception|volunteer\w*|membership|general|training|events?|bookings?|advice|community|engagement|equalit\w+"
    r"|partnerships?|forum|grants|press|secretary|customer\w*)[\w.\-]*@",
    re.IGNORECASE,
)
# What an organisation's own column may hold that a person's may not.
ALLOWED = {
    "organisation": frozenset({NAME, "a postal address"}),
    "source": frozenset({NAME}),
    # A ward may be called William Morris; what is no place or body we know is asked about.
    **dict.fromkeys(("area", "areas", "body", "name_of"), frozenset({ALONE})),
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
    return _details_in(text, allowed) or _name_in(text, allowed)


def _details_in(text: str, allowed: frozenset[str]) -> str:
    if ALL_HAVE.search(text) and EVERYTHING.search(text):
        for what, pattern in PATTERNS.items():
            if what not in allowed and any(_is_a_persons(what, found) for found in re.finditer(pattern, text)):
                return what
    return ""


def _name_in(text: str, allowed: frozenset[str]) -> str:
    if NAME in allowed or not people.stands_in(text) or (ALONE in allowed and people.is_full_name(text)):
        return ""
    return NAME


def _is_a_persons(what: str, found: re.Match[str]) -> bool:
    return what != "an e-mail address" or not GENERAL.match(found[0])


def hide(text: str) -> str:
    """The text, or a mark in its place where it holds a person's details: messages must not repeat them."""
    return HIDDEN if in_text(text) or people.is_full_name(text) else text


def allowed_in(field: Field | None, heading: str) -> frozenset[str]:
    """Which details are an organisation's own in this column and therefore no person's."""
    if field is not None:
        return ALLOWED.get("source" if field.name in CITED else field.means, frozenset())
    if fold(heading).startswith(ORGANISATION_PREFIX):
        return ALLOWED["organisation"] | ALLOWED["contact"]
    return ALLOWED["name_of"] if _is_of_other_names(heading) else frozenset()


def _is_of_other_names(heading: str) -> bool:
    return bool(OTHER_NAMES.search(fold(heading.replace("_", " "))))


def cells(values: Iterable[str], allowed: frozenset[str]) -> Mapping[str, str]:
    """Each value that holds a person's details, and which."""
    long = [value for value in values if len(value) > 5]
    may = pc.match_substring_regex(pa.array(long, pa.string()), MAY_HOLD).to_pylist()
    return {
        value: what
        for value, one in zip(long, may, strict=True)
        if (what := in_text(value, allowed) if one else _name_in(value, allowed))
    }


def names(values: Iterable[str], field: Field | None = None, heading: str = "") -> list[str]:
    """The values of a column that look like people's names: how many it takes depends on what should stand there."""
    if field is None:
        if fold(heading).startswith(ORGANISATION_PREFIX):
            return people.among_organisations(values)
        return people.in_column(values, sure=_is_of_other_names(heading))
    if field.means == "key":
        return people.among_references(values)
    if field.means == "organisation":
        return people.among_organisations(values)
    return people.in_column(values, sure=True) if field.means == "text" and field.name not in CITED else []
