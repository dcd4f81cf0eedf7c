"""What all parts of a sheet read: the weighing, the framework with its numbered items, and a language to say things in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache

from triage.cases.age_bands import age_band
from triage.cases.case import Fact
from triage.documents.blocks import Block, Cell, Lasting, Text
from triage.documents.casework import Casework
from triage.documents.enclosure import Names
from triage.documents.sheet.counting import Counted
from triage.documents.typeface import BODY, SMALL, Style
from triage.framework.conditions import Condition, ItemAnswer, ItemNumber, walk
from triage.framework.model import Framework, Item, NumericItem, TallyItem
from triage.framework.read import FrameworkFile
from triage.framework.values import as_points
from triage.weighing.difference import Difference
from triage.weighing.outlook import Outlooks
from triage.weighing.receipt import Receipt, canonical, fingerprint
from triage.weighing.result import ItemResult, Use, Weighing
from triage.weighing.sentences import Called, Line, item_answer, item_sentence
from triage.weighing.tables import Tables
from triage.wording import Language, Message, _, n_

NOT_FILLED_IN = _("niet ingevuld")


@dataclass(frozen=True, eq=False)
class Framed:
    """A framework on its way to paper, without any case: what is made of it alone may stay in memory for a next sheet."""

    file: FrameworkFile
    names: Names
    language: Language

    @cached_property
    def _key(self) -> tuple[str, str, str]:
        return self.file.sha256, self.language.code, fingerprint(canonical(self.names.data()))

    def __eq__(self, other: object) -> bool:
        """Whether the same words come out: the same framework as it was read, with the same names, in the same language."""
        return isinstance(other, Framed) and self.framework is other.framework and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

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

    @cached_property
    def outlooks(self) -> Outlooks:
        """What adds the outlook to a weighing; the same in every language."""
        return _outlooks(_Ruling(self.framework))

    def say(self, value: object) -> str:
        """A value in the language of the sheet."""
        return self.language.say(value)

    def lasting(self, *values: object, style: Style = BODY) -> tuple[Text, ...]:
        """A cell with these values, one under the other; of the framework only, such as a question: nothing of a case may stand in them."""
        return tuple(Text(self.say(value), style, lasting=True) for value in values)

    def listed(self, lines: Iterable[Line], *, style: Style = BODY, lasting: bool = True) -> tuple[Text, ...]:
        """A list in a list, one text per line; not `lasting` when something of a case stands in it."""
        return tuple(Text(self.say(line.said), style, lasting, line.depth) for line in lines)

    def items(self, items: Iterable[str]) -> Message:
        """The numbers of some items, in order: `onderdeel 3` or `de onderdelen 3, 7 en 9`."""
        found = sorted({self.numbers[item] for item in items})
        return n_("onderdeel {numbers}", "de onderdelen {numbers}", len(found), numbers=[str(number) for number in found])


@lru_cache(maxsize=8)
def kept(framed: Framed) -> Framed:
    """The same, or the one that was met first and equals it: what it worked out is still there."""
    return framed


@dataclass(frozen=True, eq=False)
class _Ruling:
    """A framework as it was read, for what comes of it whatever the language and the names."""

    framework: Framework

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ruling) and self.framework is other.framework

    def __hash__(self) -> int:
        return id(self.framework)


@lru_cache(maxsize=8)
def _outlooks(ruling: _Ruling) -> Outlooks:
    return Outlooks(Tables.of(ruling.framework))


FramedPart = Callable[[Framed], Iterator[Block]]


@lru_cache(maxsize=64)
def lasting(part: FramedPart, framed: Framed) -> tuple[Lasting, ...]:
    """The blocks of a part that depends on the framework only; they stay in memory, laid out, for a next sheet."""
    return tuple(map(Lasting, part(framed)))


@dataclass(frozen=True)
class Subject:
    """One weighing on its way to paper. `code` is the SHA-256 of the enclosed file, `difference` what changed since an earlier weighing.

    `casework` is what people did with it in a dossier; None on a trial sheet.
    """

    weighing: Weighing
    framed: Framed
    receipt: Receipt
    printed: date
    code: str
    difference: Difference | None = None
    casework: Casework | None = None

    @property
    def framework(self) -> Framework:
        """The framework as it stands in its file."""
        return self.framed.framework

    @property
    def names(self) -> Names:
        """What the registry calls things."""
        return self.framed.names

    @property
    def language(self) -> Language:
        """The language of the sheet."""
        return self.framed.language

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each item on the sheet."""
        return self.framed.numbers

    @property
    def numbered(self) -> Framework:
        """The framework with its items called by their number."""
        return self.framed.numbered

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts in the order of time; the first is called F1."""
        return tuple((self.weighing.case.facts or ())[place - 1] for place in self.place_of_fact)

    @cached_property
    def place_of_fact(self) -> dict[int, int]:
        """The number of each fact on the sheet by its number in the list of the case, both from 1; in the order of the sheet."""
        listed = sorted(enumerate(self.weighing.case.facts or (), 1), key=lambda one: (one[1].when, one[1].kind))
        return {number: place for place, (number, _fact) in enumerate(listed, 1)}

    @cached_property
    def counted(self) -> dict[str, Counted]:
        """Which facts each tally counts, by item."""
        day = self.weighing.case.reference_date
        return {item.id: Counted.of(item.of, self.facts, day) for item in self.framework.items if isinstance(item, TallyItem)}

    def say(self, value: object) -> str:
        """A value in the language of the sheet."""
        return self.framed.say(value)

    def cell(self, *values: object, style: Style = BODY) -> tuple[Text, ...]:
        """A cell with these values, one under the other, in one style."""
        return tuple(Text(self.say(value), style) for value in values)

    def lasting(self, *values: object, style: Style = BODY) -> tuple[Text, ...]:
        """The same for values of the framework only, such as a question; nothing of a case may stand in them."""
        return self.framed.lasting(*values, style=style)

    def or_not(self, value: object | None) -> tuple[Text, ...]:
        """The value, or `niet ingevuld`."""
        return self.cell(NOT_FILLED_IN if value is None else value)

    def items(self, items: Iterable[str]) -> Message:
        """The numbers of some items, in order: `onderdeel 3` or `de onderdelen 3, 7 en 9`."""
        return self.framed.items(items)

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


def numbered(framework: Framework) -> Framework:
    """A copy in which each item is called `onderdeel 8` after its place in the file."""
    items = tuple(
        item.model_copy(update={"question": Called(nl=f"onderdeel\u00a0{number}", en=f"item\u00a0{number}")})
        for number, item in enumerate(framework.items, 1)
    )
    return Framework.model_construct(**{name: getattr(framework, name) for name in Framework.model_fields} | {"items": items})


def triage_items(framework: Framework) -> tuple[Item, ...]:
    """The questions that hold the outcome of the triage: by agreement their id begins with `triage` (docs/decisions.md)."""
    return tuple(item for item in framework.questions if item.id.startswith("triage"))


def asked(condition: Condition) -> set[str]:
    """The items whose answer or number a condition asks about."""
    return {part.item for part in walk(condition) if isinstance(part, ItemAnswer | ItemNumber)}


def provenance(subject: Subject, result: ItemResult) -> list[object]:
    """Status or what became of the answer, kind of source and quarter; what is missing is said to be missing. Of a count, which facts."""
    answer = result.answer
    if result.use is Use.DERIVED:
        return []
    if result.use is Use.FROM_FACTS:
        return subject.counted[result.item.id].words()
    if result.use is Use.NO_FACTS_LIST:
        return [result.use]
    if answer.value is None and result.use is Use.NO_ANSWER:
        return [answer.source] if answer.source else []
    missing = [word for word, given in ((_("bron"), answer.source), (_("kwartaal"), answer.as_of)) if given is None]
    said: list[object] = [answer.status if result.use is Use.COUNTED else result.use]
    said += [given for given in (answer.source, answer.as_of and answer.as_of.as_quarter) if given is not None]
    return [*said, _("{parts} niet ingevuld", parts=missing)] if missing else said


def answer_cell(subject: Subject, result: ItemResult) -> Cell:
    """An answer with, on a small line under it, where it comes from."""
    return (*subject.cell(subject.answer(result)), *in_a_row(subject, provenance(subject, result)))


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
