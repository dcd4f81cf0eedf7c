"""Sentences as data, said in a language only where a reader meets them.

The core builds a `Message`: a Dutch template and the values that go in it. Screen, paper and command line hold a `Language`
and call `say`. So no function of the core knows a language, and a message can be shown in two of them at once.

The Dutch templates are the source; `locale/` holds other languages as gettext catalogues, taken from the calls of `_` and `n_`.
Numbers, dates and lists are formatted by Babel after the same language.
"""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeGuard, runtime_checkable

LOCALE_FOLDER = Path(__file__).parent.parent / "locale"
LANGUAGES = ("nl", "en")


@runtime_checkable
class Translated(Protocol):
    """A value that brings its own texts, such as the label of an item in a framework file."""

    def in_language(self, language: str) -> str:
        """The text in that language, or the Dutch text where there is none."""
        ...


@runtime_checkable
class Sayable(Protocol):
    """A value that becomes a message first, such as a quarter."""

    def message(self) -> Message:
        """The message that says this value."""
        ...


def _is_translated(value: object) -> TypeGuard[Translated]:
    kind: Any = type(value)
    return _translated(kind)


def _is_sayable(value: object) -> TypeGuard[Sayable]:
    kind: Any = type(value)
    return _sayable(kind)


@cache
def _translated(kind: type) -> bool:
    """Asked once of a kind of value: looking through a protocol takes longer than saying the value."""
    return issubclass(kind, Translated)


@cache
def _sayable(kind: type) -> bool:
    return issubclass(kind, Sayable)


@dataclass(frozen=True)
class Message:
    """A sentence before it has a language: `template` with `{names}`, and the values for them.

    With `many`, the template is the singular, `many` the plural, and `count` (also usable as `{count}`) chooses.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str = ""
    count: int = 0

    def __hash__(self) -> int:
        return hash((self.template, self.count))


def _(template: str, /, **values: object) -> Message:
    """A message. Write the Dutch sentence as a literal, so that gettext finds it."""
    return Message(template, values)


def n_(one: str, many: str, count: int, /, **values: object) -> Message:
    """A message that depends on a number; both forms may use `{count}`."""
    return Message(one, {"count": count, **values}, many, count)


class Language:
    """A language to say messages in: `nl` (Dutch, complete) or `en` (falls back to Dutch where a text is missing)."""

    def __init__(self, code: str = "nl") -> None:
        if code not in LANGUAGES:
            raise ValueError(f"unknown language: {code}")
        self.code = code
        self._catalogue = gettext_module.translation("weegwijzer", LOCALE_FOLDER, [code], fallback=True)

    def say(self, value: object) -> str:
        """Any value as a reader sees it: message, framework text, number, date, quarter, list or plain text.

        A word of a fixed list (an enumeration with a `message`) is said as that message, also when it is a str or an int underneath.
        """
        if isinstance(value, Enum) and _is_sayable(value):
            return self._say_message(value.message())
        match value:
            case str():
                return value
            case Message():
                return self._say_message(value)
            case bool():
                return self._catalogue.gettext("ja") if value else self._catalogue.gettext("nee")
            case int() | Decimal():
                return self.number(value)
            case date():
                return self.date(value)
        if _is_translated(value):
            return value.in_language(self.code)
        if _is_sayable(value):
            return self.say(value.message())
        if isinstance(value, Sequence):
            return self.enumeration([self.say(part) for part in value])
        raise TypeError(f"cannot be said: {type(value).__name__}")

    def sentence(self, value: object) -> str:
        """The same, beginning with a capital."""
        said = self.say(value)
        return said[:1].upper() + said[1:]

    def number(self, value: int | Decimal) -> str:
        """`1234.5` as `1.234,5` in Dutch; at most three decimals, no trailing zeros; a true minus sign, but never on a zero."""
        return _number(Decimal(value), self.code)

    def date(self, day: date) -> str:
        """`23 november 2026`, without a leading zero."""
        from babel.dates import format_date

        return format_date(day, format="d MMMM y", locale=self.code)

    def enumeration(self, parts: Sequence[str]) -> str:
        """`a, b en c`; empty text for no parts."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self._catalogue.gettext('en')} {parts[-1]}"

    def _say_message(self, message: Message) -> str:
        if message.many:
            template = self._catalogue.ngettext(message.template, message.many, message.count)
        else:
            template = self._catalogue.gettext(message.template)
        return template.format_map({name: self.say(value) for name, value in message.values.items()})


@lru_cache(maxsize=4096)
def _number(value: Decimal, locale: str) -> str:
    """Kept, for a paper says the same few numbers hundreds of times and Babel takes its time over each."""
    from babel.numbers import format_decimal

    said = format_decimal(value, format="#,##0.###", locale=locale).replace("-", "−")
    return "0" if said == "−0" else said


@cache
def language(code: str) -> Language:
    """The one `Language` for a code; catalogues are read once."""
    return Language(code)


DUTCH = language("nl")

TRIAL = _("PROEF – niet voor besluiten")
"""What stands on everything that comes of trying a framework (design, *Two ways of working*). In tables it is always Dutch."""
