"""Weighing again what a sheet or a file of results carries, and naming every difference with what it states.

What is read comes from anybody, so it is held to the form and size of what this program writes before anything is done with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from triage import __version__, review
from triage.cases.case import Case
from triage.documents.result_words import field_words, place_words, value_words
from triage.framework.model import Framework
from triage.review import OpenFramework
from triage.weighing.receipt import Json, canonical, receipt, result_data
from triage.weighing.result import Weighing
from triage.weighing.weigh import weigh_case
from triage.wording import Message, _

MOST_LEVELS = 32
"""Of lists and objects in each other in a result or receipt; ours have fewer than ten."""

VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}(?:[a-z]{1,5}[0-9]{1,4})?")
"""How a program version is written, so that nothing else travels in its place."""


def must_be_reasonable(stated: Sequence[Json], program_version: str) -> None:
    """Raises ValueError or TypeError for what no weighing has and would keep the check busy for ever."""
    if not VERSION.fullmatch(program_version):
        raise ValueError("not a program version")
    if deeper_than(MOST_LEVELS, stated):
        raise ValueError("nested too deep")


def deeper_than(most: int, parts: Sequence[Json]) -> bool:
    """Whether lists and objects lie in each other more than `most` deep."""
    for _level in range(most + 1):
        parts = [inner for part in parts if isinstance(part, dict | list) for inner in (part.values() if isinstance(part, dict) else part)]
        if not parts:
            return False
    return True


@lru_cache(maxsize=2)
def framework_of(text: str, name: str) -> OpenFramework:
    """Kept, for sheets are often checked by the pile. Raises InputError."""
    return review.open_bytes(text.encode("utf-8"), name)


def weighed_again(framework: OpenFramework, case: Case, where: Message) -> Weighing | Message:
    """The case weighed by the framework, or why that cannot be done; `where` is what carried the case."""
    unknown = case.answers.keys() - {item.id for item in framework.framework.questions}
    if unknown:
        return _("{where} heeft antwoorden op vragen die het kader niet stelt: {ids}.", where=where, ids=sorted(unknown)[:10])
    try:
        return weigh_case(framework.tables, case)
    except (ValueError, OverflowError):
        return _("{where} heeft een antwoord of datum die niet past bij het kader.", where=where)


def result_differences(
    stated_receipt: Json, stated_result: Json, weighing: Weighing, framework: OpenFramework, where: Message
) -> Iterator[Message]:
    """The stated receipt and result against the ones worked out again; `where` is what carried them."""
    stated = {**stated_receipt, "program_version": __version__}
    yield from receipt_differences(stated, receipt(weighing, framework.sha256).data(), framework.framework, where)
    for path, found, expected in unlike(stated_result, result_data(weighing)):
        place = place_words(path, framework.framework)
        yield _stated_differently(place, found, expected, where) or _(
            "{place}: in {where} staat {found}, opnieuw gewogen is het {expected}.",
            place=place,
            where=where,
            found=value_words(path, found, framework.framework),
            expected=value_words(path, expected, framework.framework),
        )


RECEIPT = _("Weegbewijs")


def receipt_differences(
    stated: Json, expected_receipt: Json, framework: Framework, where: Message, name: Message = RECEIPT
) -> Iterator[Message]:
    """A stated receipt, called `name`, against the one it should be."""
    for path, found, expected in unlike(stated, expected_receipt):
        place = _("{name}, {field}", name=name, field=field_words(path))
        yield _stated_differently(place, found, expected, where) or _(
            "{place}: in {where} staat {found}, het moet zijn {expected}.",
            place=place,
            where=where,
            found=value_words(path, found, framework),
            expected=value_words(path, expected, framework),
        )


def unlike(found: Json, expected: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json, Json]]:
    """Where two pieces of JSON differ, as deep as both have the same keys."""
    if isinstance(found, dict) and isinstance(expected, dict) and found.keys() == expected.keys():
        for key in expected:
            yield from unlike(found[key], expected[key], (*path, key))
    elif canonical(found) != canonical(expected):
        yield path, found, expected


def _stated_differently(place: Message, found: Json, expected: Json, where: Message) -> Message | None:
    """Of a part that has parts of its own only that it is different; its JSON would tell a reader nothing."""
    if any(
        isinstance(side, dict) or (isinstance(side, list) and any(isinstance(part, dict | list) for part in side))
        for side in (found, expected)
    ):
        return _("{place}: wat in {where} staat, komt niet overeen met de weging.", place=place, where=where)
    return None
