"""What all parts of a sheet read: the weighing, the framework with its numbered items, and a language to say things in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from triage.cases.case import Answer
from triage.documents.blocks import Cell, Text
from triage.documents.enclosure import Names
from triage.documents.typeface import BODY, SMALL, Style
from triage.framework.model import Framework, Item, NumericItem
from triage.framework.read import FrameworkFile
from triage.framework.values import Text as FrameworkText
from triage.framework.values import as_points
from triage.weighing.receipt import Receipt
from triage.weighing.result import ItemResult, Use, Weighing
from triage.weighing.sentences import item_answer, item_sentence
from triage.wording import Language, Message, _, n_

AGE_BANDS = (12, 14, 16, 18, 21, 24)
"""Where one age group ends and the next begins: groups of two or three years, wide enough to hide a birthday (REQ-56). They break where
the rules for a young person change, so that an overseer can still judge: nobody under twelve is prosecuted, sixteen and eighteen change
who decides about help, and lists of this kind end at twenty-four."""

NOT_FILLED_IN = _("niet ingevuld")


@dataclass(frozen=True)
class Subject:
    """One weighing on its way to paper. `code` is the SHA-256 of the enclosed file."""

    weighing: Weighing
    file: FrameworkFile
    names: Names
    receipt: Receipt
    printed: date
    language: Language
    code: str

    @property
    def framework(self) -> Framework:
        """The framework as it stands in its file."""
        return self.file.framework

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each item on the sheet: its place in the file."""
        return {item.id: number for number, item in enumerate(self.framework.items, 1)}

    @cached_property
    def numbered(self) -> Framework:
        """The same framework with its items called by their number, for conditions that would otherwise repeat whole questions."""
        return numbered(self.framework)

    def say(self, value: object) -> str:
        """A value in the language of the sheet."""
        return self.language.say(value)

    def cell(self, *values: object, style: Style = BODY) -> tuple[Text, ...]:
        """A cell with these values, one under the other, in one style."""
        return tuple(Text(self.say(value), style) for value in values)

    def lasting(self, *values: object, style: Style = BODY) -> tuple[Text, ...]:
        """The same for values of the framework only, such as a question; nothing of a case may stand in them."""
        return tuple(Text(self.say(value), style, lasting=True) for value in values)

    def or_not(self, value: object | None) -> tuple[Text, ...]:
        """The value, or `niet ingevuld`."""
        return self.cell(NOT_FILLED_IN if value is None else value)

    def items(self, items: Iterable[str]) -> Message:
        """The numbers of some items, in order: `onderdeel 3` or `de onderdelen 3, 7 en 9`."""
        found = sorted({self.numbers[item] for item in items})
        return n_("onderdeel {numbers}", "de onderdelen {numbers}", len(found), numbers=[str(number) for number in found])

    def answer(self, result: ItemResult) -> object:
        """The answer as it is printed: an age as a band."""
        value = result.answer.value
        if result.use is Use.DERIVED:
            return item_sentence(result, self.numbered)
        if is_age(result.item) and isinstance(value, Decimal) and result.use is not Use.NO_ANSWER:
            return age_band(value)
        return item_answer(result)

    def figure(self, thousandths: int, decimals: int) -> str:
        """Points with a fixed number of decimals, so that a column lines up."""
        return _figure(thousandths, decimals, self.language.code)


def is_age(item: Item) -> bool:
    """Whether the answers of an item are ages."""
    return isinstance(item, NumericItem) and item.kind == "age"


def age_band(years: Decimal) -> Message:
    """`14–15 jaar`: the group an age in whole years lies in."""
    after = next((border for border in AGE_BANDS if years < border), None)
    if after is None:
        return _("{age} jaar of ouder", age=AGE_BANDS[-1])
    if after == AGE_BANDS[0]:
        return _("jonger dan {age} jaar", age=after)
    return _("{first}–{last} jaar", first=AGE_BANDS[AGE_BANDS.index(after) - 1], last=after - 1)


def numbered(framework: Framework) -> Framework:
    """A copy in which each item is called `onderdeel 8` after its place in the file."""
    items = tuple(
        item.model_copy(update={"question": FrameworkText(nl=f"onderdeel\u00a0{number}", en=f"item\u00a0{number}")})
        for number, item in enumerate(framework.items, 1)
    )
    return Framework.model_construct(**{name: getattr(framework, name) for name in Framework.model_fields} | {"items": items})


def provenance(result: ItemResult, answer: Answer) -> list[object]:
    """Status or what became of the answer, kind of source and quarter; what is missing is said to be missing."""
    if result.use is Use.DERIVED:
        return []
    if result.use in (Use.FROM_FACTS, Use.NO_FACTS_LIST):
        return [result.use]
    if answer.value is None and result.use is Use.NO_ANSWER:
        return [answer.source] if answer.source else []
    missing = [word for word, given in ((_("bron"), answer.source), (_("kwartaal"), answer.as_of)) if given is None]
    said: list[object] = [answer.status if result.use is Use.COUNTED else result.use]
    said += [given for given in (answer.source, answer.as_of and answer.as_of.as_quarter) if given is not None]
    return [*said, _("{parts} niet ingevuld", parts=missing)] if missing else said


def answer_cell(subject: Subject, result: ItemResult) -> Cell:
    """An answer with, on a small line under it, where it comes from."""
    return (*subject.cell(subject.answer(result)), *in_a_row(subject, provenance(result, result.answer)))


def in_a_row(subject: Subject, values: Iterable[object]) -> tuple[Text, ...]:
    """Short values on a small line, with dots between; nothing for no values."""
    said = " · ".join(subject.say(value) for value in values)
    return (Text(said, SMALL),) if said else ()


def decimals_needed(points: Iterable[int]) -> int:
    """How many decimals (0 to 3) a column of thousandths needs."""
    exponents = (as_points(value).as_tuple().exponent for value in points)
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


@cache
def _figure(thousandths: int, decimals: int, code: str) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(Decimal(thousandths).scaleb(-3), format=pattern, locale=code).replace("-", "−")
