"""What a person's details look like, written apart from the product's own checks so that each can catch the other out."""

import re

HEADINGS = re.compile(
    r"first.?name|surname|last.?name|full.?name|e-?mail|phone|mobile|birth|address|postcode", re.IGNORECASE
)
PATTERNS = {
    "an e-mail address": re.compile(r"[\w.+'-]+@[\w-]+\.[\w.-]+"),
    "a telephone number": re.compile(r"(?<![\w/.-])(?:\+44|0)[\d ()-]{9,13}(?![\w/])"),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"),
    "a person's name": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Rev|Prof)\b\.? [A-Z]"),
    "a date of birth": re.compile(r"\b(?:born|d\.?o\.?b)\b", re.IGNORECASE),
}
GENERAL = re.compile(r"(?:info|office|enquiries|hello|contact)@")


def in_text(text: str) -> str:
    """What of a person's stands in a text, or ''. An organisation's general address is not a person's."""
    for what, pattern in PATTERNS.items():
        found = pattern.search(text)
        if found and not GENERAL.match(found[0]):
            return what
    return ""
