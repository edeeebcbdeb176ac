"""Reads the columns whose words need the reference tables: ethnic groups, places, bodies, and names beside codes."""

from __future__ import annotations

import difflib
import re

import numpy as np
import pandas as pd

from parity.intake.columns import LEAVE_BLANK, TEXT, ask_label, bad_answer
from parity.intake.context import UNKNOWN, Context, bare, fold
from parity.intake.layouts import Field
from parity.intake.problems import Choice
from parity.intake.work import Uniques, Work

GSS = re.compile(r"[EWSNKJ]\d{8}", re.IGNORECASE)
SMALL = re.compile(r"[EW]0[012]\d{6}", re.IGNORECASE)  # output areas and super output areas
MINORITY_CHOICES = (
    Choice("minorities_excluding", "Ethnic minorities, White minorities excluded"),
    Choice("minorities_including", "Ethnic minorities, White minorities included"),
)


def read_all(work: Work) -> None:
    """Reads groups, places and bodies into work.typed and checks names against codes."""
    for field in work.layout.fields:
        if not work.has(field.name):
            continue
        if field.means == "group":
            _groups(work, field)
        elif field.means == "groups":
            _group_lists(work, field)
        elif field.means in ("area", "areas"):
            _places(work, field)
        elif field.means == "body":
            _bodies(work, field)
    for field in work.layout.fields:
        if field.means == "name_of" and work.has(field.name):
            _names_agree(work, field)


def group_code(work: Work, text: str) -> str:
    """The group code, unknown state, 'all' or 'bme' a label means; '' where it is not known."""
    answer = work.answer(text, work.layout.field("ethnic_group") if work.has("ethnic_group") else None)
    return answer or work.context.read_group(text)


def group_choices(context: Context) -> tuple[Choice, ...]:
    """Every group and unknown state, as choices."""
    return tuple(Choice(code, label) for code, label in {**context.groups, **UNKNOWN}.items())


def _groups(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    read: list[str] = []
    heard: dict[int, str] = {}
    people = not work.layout.adds_up and work.layout.kind == "seats"
    for place, text in enumerate(seen.texts):
        code = "blank" if text == "" else group_code(work, text)
        if code == "bme" and work.layout.adds_up == "" and work.layout.kind != "targets":
            code = ""
        if people and code == "all":
            what = f"'{text}' is a total, not the group of a person"
            work.refuse(seen.rows(place), field.name, what, "Write the person's own group.", text)
            code = ""
        elif code == "":
            _ask_group(work, field, seen.rows(place), text)
        elif code not in work.context.groups and code not in UNKNOWN and code not in ("blank", "all", "bme"):
            bad_answer(work, field, seen.rows(place), text, code)
            code = ""
        elif (
            fold(text) != fold(code) and text != work.context.group_label(code) and code not in ("blank", "all", "bme")
        ):
            heard[place] = f"'{text}' as {work.context.group_label(code)}"
        read.append(code)
    if heard:
        which = np.isin(seen.codes, list(heard))
        work.put_right(which, field.name, f"labels were read as our groups: {first_of(list(heard.values()))}")
    work.typed[field.name] = seen.take(read, TEXT)


def first_of(things: list[str], shown: int = 20) -> str:
    """The first of many things in one line, and how many more there are."""
    return "; ".join(things[:shown]) + (f"; and {len(things) - shown} more" if len(things) > shown else "")


def _ask_group(work: Work, field: Field, which: np.ndarray, text: str) -> None:
    if work.is_full(field, which):
        return
    context = work.context
    if reason := context.why_doubtful(text):
        what = f"'{text}' cannot be read as one group: {reason[:1].lower()}{reason[1:]}"
        near = MINORITY_CHOICES if context.read_group(text) == "bme" else ()
        work.ask(which, field, text, what.rstrip("."), "Choose the group it means.", near, group_choices(context))
    elif context.read_group(text) == "bme":
        ask_minorities(work, field, which, text)
    else:
        ask_label(
            work, field, which, text, context.group_spellings, {**context.groups, **UNKNOWN}, group_choices(context)
        )


def ask_minorities(work: Work, field: Field, which: np.ndarray, text: str) -> None:
    """Asks whether a label such as BME counts White minorities."""
    what = f"'{text}' does not say whether White minorities are counted"
    remedy = "Say whether White minorities are counted."
    work.ask(which, field, text, what, remedy, MINORITY_CHOICES, MINORITY_CHOICES)


def _group_lists(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    read: list[str] = []
    for place, text in enumerate(seen.texts):
        codes: list[str] = []
        for part in [part.strip() for part in re.split(r"[;|\n]", text) if part.strip()]:
            code = group_code(work, part)
            if code in ("", "bme"):
                _ask_group(work, field, seen.rows(place), part)
            elif code not in work.context.groups and code != "all":
                bad_answer(work, field, seen.rows(place), part, code)
            elif code not in codes:
                codes.append(code)
        read.append("; ".join(codes))
    work.typed[field.name] = seen.take(read, TEXT)


def _places(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    ward = "ward" in fold(work.titles.get(field.name, "")).split()
    borough = bool(
        {"borough", "authority", "district", "council", "lad"} & set(fold(work.titles.get(field.name, "")).split())
    )
    read: list[str] = []
    changed: dict[str, int] = {}
    _small_areas(work, field, seen)
    for place, text in enumerate(seen.texts):
        parts = _parts(text) if field.means == "areas" else ([text] if text else [])
        parts = [name for part in parts for name in _by_comma(work.context, part)]
        parts = [part for part in parts if not SMALL.fullmatch(part)]
        codes = [_place(work, field, seen.rows(place), part, ward, borough, changed, place) for part in parts]
        read.append("; ".join(dict.fromkeys(code for code in codes if code)))
    if changed:
        which = np.isin(seen.codes, list(changed.values()))
        work.put_right(which, field.name, f"old codes were brought up to date: {first_of(list(changed))}")
    work.typed[field.name] = seen.take(read, TEXT)
    sent = [
        text.upper() if text.upper() in work.context.area_changes else code
        for text, code in zip(seen.texts, read, strict=True)
    ]
    work.typed[f"{field.name}_as_sent"] = seen.take(sent, TEXT)


def _small_areas(work: Work, field: Field, seen: Uniques) -> None:
    """Refuses the census's small areas in one message: thousands of codes that are all of one kind."""
    small = [place for place, text in enumerate(seen.texts) if any(SMALL.fullmatch(part) for part in _parts(text))]
    if small:
        what = f"{len(small):,} codes such as '{seen.texts[small[0]]}' are small areas of the census"
        remedy = "Send the table for wards or authorities, or a table of population with the authority of each area beside it."
        work.refuse(np.isin(seen.codes, small), field.name, what, remedy, seen.texts[small[0]])


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[;|\n]", text) if part.strip()]
    if len(parts) == 1 and all(GSS.fullmatch(code) for code in re.split(r"[ ,]+", parts[0]) if code):
        return [code for code in re.split(r"[ ,]+", parts[0]) if code]
    return parts


def _by_comma(context: Context, text: str) -> list[str]:
    """'Hackney, Haringey' as two places where each is one and the whole is none ('Bristol, City of' stays whole)."""
    names = [name.strip() for name in text.split(",")]
    if len(names) > 1 and not context.find_places(text) and all(context.find_places(name) for name in names):
        return names
    return [text]


def _place(work: Work, field: Field, which, text: str, ward: bool, borough: bool, changed, place: int) -> str:
    """The code of a place; asks where it is not known or ambiguous."""
    context = work.context
    if GSS.fullmatch(text):
        code = text.upper()
        if code in context.area_changes:
            new = context.area_changes[code]
            changed[f"{code} is now {new} ({context.place_label(new)})"] = place
            return new
        if code in context.areas or not context.areas:
            if code != text:
                work.put_right(which, field.name, f"'{text}' was written in capitals", text, "capitals")
            return code
    if answer := work.answer(text, field):
        if answer.upper() in context.areas:
            return answer.upper()
        if answer == LEAVE_BLANK.code and not field.required:
            return ""
        if len(named := context.find_places(answer)) == 1:
            return named[0]
        bad_answer(work, field, which, text, answer)
        return ""
    codes = () if GSS.fullmatch(text) else context.find_places(text, ward)
    if borough:
        codes = tuple(code for code in codes if context.areas[code].level != "ward") or codes
    if len(codes) == 1:
        return codes[0]
    if codes:
        codes = tuple(sorted(codes, key=lambda code: (context.areas[code].level == "ward", context.place_label(code))))
        choices = tuple(Choice(code, f"{context.place_label(code)} ({context.areas[code].level})") for code in codes)
        what = f"'{text}' is the name of {len(codes)} places"
        work.ask(which, field, text, what, "Choose the place, or write its code.", choices[:5], choices)
        return ""
    if GSS.fullmatch(text):
        work.ask(
            which, field, text, f"'{text}' is not the code of a place we know", "Choose the place it means.", (), ()
        )
        return ""
    if not work.is_full(field, which):
        known = context.places_by_one_name
        larger = {} if ward else context.larger_places
        if difflib.get_close_matches(fold(text), list(larger), n=1, cutoff=0.75):
            known = larger
        ask_label(work, field, which, text, known, {code: context.place_label(code) for code in known.values()}, ())
    return ""


def _bodies(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    known = dict(work.context.bodies)
    if work.layout.kind == "bodies":
        own = work.text["body_code"] if work.has("body_code") else ()
        known |= {str(code): str(code) for code in dict.fromkeys(own) if code}
    if not known:
        work.typed[field.name] = seen.take(seen.texts, TEXT)
        return
    spelt: dict[str, str] = {}
    for code, name in known.items():
        spelt.setdefault(fold(code), code)
        spelt.setdefault(fold(name), code)
    choices = tuple(Choice(code, name) for code, name in known.items())
    read: list[str] = []
    for place, text in enumerate(seen.texts):
        code = "" if text == "" else (text if text in known else spelt.get(fold(text)) or work.answer(text, field))
        if text and not code:
            which = seen.rows(place)
            offered = (*choices, Choice(text, f"a new body, '{text}'"))
            ask_label(work, field, which, text, spelt, known, offered)
        elif code and code != text and code not in known:
            bad_answer(work, field, seen.rows(place), text, code)
        read.append(code)
    work.typed[field.name] = seen.take(read, TEXT)


def _names_agree(work: Work, field: Field) -> None:
    """Refuses rows whose code and name disagree; finds the code by the name where the code is blank."""
    if field.of not in work.typed or field.of not in work.text:
        return
    codes = pd.Series(work.typed[field.of])
    pairs = Uniques.of(codes.astype(TEXT).fillna("") + "\n" + work.text[field.name])
    sent = pd.Series(work.typed.get(f"{field.of}_as_sent", work.typed[field.of])).to_numpy()
    title = work.layout.field(field.of).title.lower()
    for place, pair in enumerate(pairs.texts):
        code, _, name = pair.partition("\n")
        which = pairs.rows(place)
        if not name or not code or ";" in code:
            continue
        accepted = _accepted_names(work.context, field.of, code) | _accepted_names(
            work.context, field.of, str(sent[which[0]]).upper()
        )
        key = fold(name)
        near = difflib.get_close_matches(key, list(accepted), n=1, cutoff=0.93)  # Taff and Taf, not Barnet and Barnes
        if accepted and not near and bare(key) not in accepted:
            label = work.context.bodies.get(code) or work.context.place_label(code)
            what = f"the {title} {code} is {label}, but the name beside it is '{name}'"
            work.refuse(which, field.name, what, "Correct the code or the name.", name, "names")


def _accepted_names(context: Context, of: str, code: str) -> set[str]:
    if of == "body_code":
        return {fold(context.bodies[code])} if code in context.bodies else set()
    return context.names_of(code)
