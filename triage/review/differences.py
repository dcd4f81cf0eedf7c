"""Every difference between two versions of a framework, each with its weight for the version number and in words.

A part is compared field by field, whatever the part: texts are words, everything else is meaning, unless it only says who stands behind the
framework. Parts with an id are paired by it; the lines of the decision table by `alignment.py`. Nothing of either file is left out: two
frameworks without a difference are equal (but for the order of things whose order means nothing, which is a difference in words).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from triage.framework.conditions import Form
from triage.framework.model import (
    Evidence,
    Framework,
    Item,
    Need,
    Option,
    Outcome,
    ProtectionLine,
    ResponsivityLine,
    RuleLine,
    Scale,
)
from triage.framework.values import Text, as_points
from triage.review.alignment import Slot, align
from triage.review.change import Change, Weight, field_words, part_words
from triage.review.word_changes import changed_words
from triage.weighing.sentences import condition_words, leading_to, outcome_name, points, points_rule
from triage.wording import DUTCH, Message, _

_WEIGHTS = dict.fromkeys(("status", "adoption"), Weight.NONE) | dict.fromkeys(
    ("sources", "words_ok", "justification", "not_used", "examples", "rechecked", "exceptions"), Weight.PATCH
)
"""Fields whose change weighs less than meaning."""

_MAY_MEAN_MORE = frozenset({"question", "counts", "does_not_count", "label", "text"})
"""Texts that say what a question or statement means: other words there may be another meaning, which no program can tell."""

SCALE_FIELDS = ("role", "worse", "domain_caps", "min_known", "bands")
"""What of a scale can move a case; each of these is a part of its own."""

_ALIASES = {"from_": "from", "is_": "is", "in_": "in"}


@dataclass(frozen=True)
class _Both:
    """The two frameworks, for the names in their conditions."""

    old: Framework
    new: Framework


def differences(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Every difference, in the order of the file. Ids and versions of the frameworks themselves are for `compare.py`."""
    both = _Both(old, new)
    return (
        *_fields("framework", _("Het kader"), _only(old, _TOP), _only(new, _TOP), both),
        *_whole("scope", _("Het kader"), old.scope, new.scope, both),
        *_listed("domains", _("Leefgebied"), old.domains, new.domains, both),
        *_listed("scales", _("Schaal"), old.scales, new.scales, both),
        *_items(both),
        *_listed("criteria", _("Criterium"), old.criteria, new.criteria, both),
        *_advice(both),
        *_whole("list", _("De lijst"), old.places, new.places, both),
        *_lines("needs", old.needs, new.needs, both),
        *_lines("responsivity", old.responsivity, new.responsivity, both),
    )


_TOP = (
    "use",
    "title",
    "purpose",
    "misuse",
    "limits",
    "status",
    "adoption",
    "legal_basis",
    "sources",
    "not_used",
    "facts",
    "robustness",
    "examples",
)


def _only(part: BaseModel, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def _values(part: BaseModel) -> dict[str, Any]:
    return {name: getattr(part, name) for name in type(part).model_fields if name != "id"}


def _fields(part: str, where: Message, old: Mapping[str, Any], new: Mapping[str, Any], both: _Both) -> Iterator[Change]:
    """The differences between two parts, field by field."""
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before != after:
            yield from _field(part, where, _ALIASES.get(name, name), before, after, both)


def _field(part: str, where: Message, name: str, before: Any, after: Any, both: _Both) -> Iterator[Change]:
    weight = _WEIGHTS.get(name, Weight.MINOR)
    if isinstance(before, Text) or isinstance(after, Text):
        yield from _text(part, where, name, before, after)
    elif isinstance(before, Form) or isinstance(after, Form):
        yield _condition(part, where, name, before, after, both)
    elif name == "evidence":
        yield from _evidence(part, where, before, after, both)
    elif name in ("options", "bands"):
        yield from _inside(part, where, name, before, after, both)
    elif name == "domain_caps":
        yield from _caps(part, where, before, after)
    elif isinstance(before, BaseModel) and isinstance(after, BaseModel):
        for change in _fields(part, where, _values(before), _values(after), both):
            yield Change(change.part, min(change.weight, weight), change.said, change.reads)
    elif name in ("examples", "words_ok", "not_used", "exceptions", "adoption", "justification", "robustness", "order"):
        yield Change(part, weight, _("{where}: verandering in {what}.", where=where, what=field_words(name)))
    else:
        said = _(
            "{where}: {what}: was {old}, is nu {new}.", where=where, what=field_words(name), old=_say(name, before), new=_say(name, after)
        )
        yield Change(part, weight, said)


def _text(part: str, where: Message, name: str, before: Text | None, after: Text | None) -> Iterator[Change]:
    """A text in Dutch and in English, each with the words that changed."""
    for language, said in (("nl", _("")), ("en", _(" (Engels)"))):
        old, new = getattr(before, language, None), getattr(after, language, None)
        if old == new:
            continue
        what = field_words(name)
        yield Change(
            part,
            Weight.PATCH,
            _("{where}: {what}{language}: {change}.", where=where, what=what, language=said, change=changed_words(old, new)),
            reads=name in _MAY_MEAN_MORE and language == "nl",
        )


def _condition(part: str, where: Message, name: str, before: Any, after: Any, both: _Both) -> Change:
    old, new = _condition_said(before, both.old), _condition_said(after, both.new)
    if name == "when":
        return Change(part, Weight.MINOR, _("{where} geldt nu als {new}; dat was als {old}.", where=where, old=old, new=new))
    what = field_words(name)
    return Change(part, Weight.MINOR, _("{where}: {what}: nu als {new}; dat was als {old}.", where=where, what=what, old=old, new=new))


def _condition_said(condition: Any, framework: Framework) -> Message:
    return _("niets anders geldt") if condition is None else condition_words(condition, framework)


def _evidence(part: str, where: Message, before: Sequence[Evidence], after: Sequence[Evidence], both: _Both) -> Iterator[Change]:
    """Sources by id with their strength; a new date or note is words."""
    old, new = _by_source(before), _by_source(after)
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            said = _("{where}: bewijs weg: {source}.", where=where, source=_support(was))
            if now is not None:
                said = _("{where}: bewijs erbij: {source}.", where=where, source=_support(now))
            yield Change(part, Weight.MINOR, said)
        elif was.strength != now.strength:
            said = _("{where}: bewijs {source}: was {old}, is nu {new}.", where=where, source=key, old=was.strength, new=now.strength)
            yield Change(part, Weight.MINOR, said)
        elif was != now:
            here, texts = _("{where}, bewijs {source}", where=where, source=_support(now)), ("rechecked", "note", "none")
            yield from _fields(part, here, _only(was, texts), _only(now, texts), both)


def _by_source(evidence: Sequence[Evidence]) -> dict[str, Evidence]:
    """Evidence by source; the second of a source by its number, so that none is lost."""
    found: dict[str, Evidence] = {}
    for one in evidence:
        key = one.source or "geen bron"
        found[key if key not in found else f"{key} ({len(found)})"] = one
    return found


def _support(evidence: Evidence | None) -> object:
    if evidence is None or evidence.source is None:
        return _("geen bron, met de reden")
    return _("{source} ({strength})", source=evidence.source, strength=evidence.strength)


def _inside(part: str, where: Message, name: str, before: Sequence[Any], after: Sequence[Any], both: _Both) -> Iterator[Change]:
    """Options of a question or bands of a scale: which are new, gone or other, and their order."""
    word = _("antwoord") if name == "options" else _("niveau")
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    for one in dict.fromkeys([*old, *new]):
        here = _("{where}, {word} {id}", where=where, word=word, id=one)
        if one not in old:
            yield Change(part, Weight.MINOR, _("{here} is nieuw: {what}.", here=here, what=_step(new[one])))
        elif one not in new:
            yield Change(part, Weight.MINOR, _("{here} is weg: {what}.", here=here, what=_step(old[one])))
        else:
            yield from _fields(part, here, _values(old[one]), _values(new[one]), both)
    if [one for one in old if one in new] != [one for one in new if one in old]:
        yield Change(part, Weight.MINOR, _("{where}: de volgorde is anders.", where=where))


def _step(one: Any) -> Message:
    """An option with its points, or a band with where it begins."""
    amount = one.points if isinstance(one, Option) else one.from_
    if amount is None:
        return _("“{name}”", name=one.name)
    if isinstance(one, Option):
        return _("“{name}”, {points}", name=one.name, points=points(amount))
    return _("“{name}”, vanaf {from_}", name=one.name, from_=as_points(amount))


def _caps(part: str, where: Message, before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[Change]:
    for domain in dict.fromkeys([*before, *after]):
        old, new = before.get(domain), after.get(domain)
        if old != new:
            said = _(
                "{where}: het meeste uit leefgebied {domain}: was {old}, is nu {new}.",
                where=where,
                domain=domain,
                old=_no_limit(old),
                new=_no_limit(new),
            )
            yield Change(part, Weight.MINOR, said)


def _no_limit(cap: int | None) -> Message:
    return _("zonder grens") if cap is None else points(cap)


def _whole(part: str, where: Message, before: BaseModel | None, after: BaseModel | None, both: _Both) -> Iterator[Change]:
    """A part of which there is at most one."""
    if before is None or after is None:
        if after is not None:
            yield Change(part, Weight.MINOR, _("{where}: dit is nieuw.", where=where))
        elif before is not None:
            yield Change(part, Weight.MINOR, _("{where}: dit is weg.", where=where))
        return
    yield from _fields(part, where, _values(before), _values(after), both)


def _listed(section: str, word: Message, before: Sequence[Any], after: Sequence[Any], both: _Both) -> Iterator[Change]:
    """Parts of a section, paired by id."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    for name in dict.fromkeys([*old, *new]):
        part, where = f"{section}.{name}", _("{word} {id}", word=word, id=name)
        if name not in old:
            yield Change(part, Weight.MINOR, _("{where} is nieuw: “{name}”.", where=where, name=new[name].name))
        elif name not in new:
            yield Change(part, Weight.MINOR, _("{where} is weg: “{name}”.", where=where, name=old[name].name))
        else:
            yield from _of_part(part, where, old[name], new[name], both)
    if [one for one in old if one in new] != [one for one in new if one in old]:
        weight = Weight.MINOR if after and isinstance(after[0], Outcome) else Weight.PATCH
        yield Change(section, weight, _("{word}: de volgorde in het bestand is anders.", word=word))


def _of_part(part: str, where: Message, before: BaseModel, after: BaseModel, both: _Both) -> Iterator[Change]:
    """The differences inside a part; of a scale each field is a part of its own, for each can move somebody by itself."""
    for name in _values(before):
        inside = f"{part}.{name}" if isinstance(before, Scale) and name in SCALE_FIELDS else part
        yield from _fields(inside, where, _only(before, [name]), _only(after, [name]), both)


def _items(both: _Both) -> Iterator[Change]:
    old, new = both.old.item_by_id, both.new.item_by_id
    for name in dict.fromkeys([*old, *new]):
        part, where = f"items.{name}", _("Vraag {id}", id=name)
        if name not in old:
            yield Change(part, Weight.MAJOR, _("{where} is nieuw: “{name}”.", where=where, name=new[name].name))
        elif name not in new:
            yield Change(part, Weight.MAJOR, _("{where} is weg: “{name}”.", where=where, name=old[name].name))
        elif old[name].kind != new[name].kind:
            yield Change(part, Weight.MAJOR, _("{where} is nu een andere soort vraag; oude antwoorden passen niet meer.", where=where))
        else:
            yield from _item(part, where, old[name], new[name], both)
    if [one for one in old if one in new] != [one for one in new if one in old]:
        yield Change("items", Weight.PATCH, _("Vragen: de volgorde in het bestand is anders."))


def _item(part: str, where: Message, before: Item, after: Item, both: _Both) -> Iterator[Change]:
    old, new = _values(before), _values(after)
    if "points" in old and old.pop("points") != new.pop("points"):
        yield _points(part, where, before, after, both)
    yield from _fields(part, where, old, new, both)


def _points(part: str, where: Message, before: Item, after: Item, both: _Both) -> Change:
    """The lines of points that are other now, each as the sheet says them."""
    old, new = points_rule(before, both.old), points_rule(after, both.new)
    gone, come = _without(old, new), _without(new, old)
    if not gone and not come:
        return Change(part, Weight.MINOR, _("{where}: de regels voor punten zijn anders.", where=where))
    if not gone:
        return Change(part, Weight.MINOR, _("{where}: punten erbij: {new}.", where=where, new=come))
    if not come:
        return Change(part, Weight.MINOR, _("{where}: punten weg: {old}.", where=where, old=gone))
    return Change(part, Weight.MINOR, _("{where}: punten waren {old}, en zijn nu {new}.", where=where, old=gone, new=come))


def _without(lines: Sequence[Message], others: Sequence[Message]) -> list[Message]:
    said = {DUTCH.say(other) for other in others}
    return [line for line in lines if DUTCH.say(line) not in said]


def _advice(both: _Both) -> Iterator[Change]:
    old, new = both.old.advice, both.new.advice
    if old is None or new is None:
        yield from _whole("advice", _("De beslistabel"), old, new, both)
        return
    yield from _listed("advice.outcomes", _("Advies"), old.outcomes, new.outcomes, both)
    for section, before, after in (("protection", old.protection, new.protection), ("rules", old.rules, new.rules)):
        slots = align(f"advice.{section}", before, after)
        came_from = {slot.name: slot.old for slot in slots if slot.moved and slot.old}
        for slot in slots:
            yield from _line(slot, came_from, before, after, both)
    yield from _fields("advice", _("De beslistabel"), {"exceptions": old.exceptions}, {"exceptions": new.exceptions}, both)


def _line(
    slot: Slot,
    came_from: Mapping[str, int],
    before: Sequence[ProtectionLine | RuleLine],
    after: Sequence[ProtectionLine | RuleLine],
    both: _Both,
) -> Iterator[Change]:
    old = before[slot.old - 1] if slot.old else None
    new = after[slot.new - 1] if slot.new else None
    where = part_words(slot.name)
    if slot.moved and slot.new and new is not None:
        was = came_from[slot.name]
        yield Change(slot.name, Weight.MINOR, _("{where} stond op plaats {old} en staat nu op {new}.", where=where, old=was, new=slot.new))
        old = before[was - 1]
    elif slot.moved:
        return
    if new is None or old is None:
        come = new is not None
        said = _row_words(new, both.new) if new else _row_words(old, both.old)  # type: ignore[arg-type]
        yield Change(
            slot.name,
            Weight.MINOR,
            _("{where} is nieuw: {line}.", where=where, line=said) if come else _("{where} is weg: {line}.", where=where, line=said),
        )
        return
    if old.then != new.then:
        then = outcome_name(both.old, old.then), outcome_name(both.new, new.then)
        yield Change(slot.name, Weight.MINOR, _("{where} leidde naar “{old}” en nu naar “{new}”.", where=where, old=then[0], new=then[1]))
    if old.when != new.when:
        yield _condition(slot.name, where, "when", old.when, new.when, both)
    if getattr(old, "id", None) != getattr(new, "id", None):
        yield Change(slot.name, Weight.PATCH, _("{where} heeft een andere naam.", where=where))


def _row_words(line: ProtectionLine | RuleLine, framework: Framework) -> Message:
    then = outcome_name(framework, line.then)
    if line.when is None:
        return _("anders “{then}”", then=then)
    return _("“{then}”, als {when}", then=then, when=condition_words(line.when, framework))


def _lines(
    section: str, before: Sequence[Need | ResponsivityLine], after: Sequence[Need | ResponsivityLine], both: _Both
) -> Iterator[Change]:
    """Lines about goals or about how help is given, paired by item and answer, then by item."""
    free = list(after)
    for old in before:
        new = next((one for one in free if _test(one) == _test(old)), None) or next((one for one in free if one.item == old.item), None)
        where = _("{what} bij vraag {item}", what=field_words(section), item=old.item)
        if new is None:
            yield Change(section, Weight.MINOR, _("{where}: weg is {line}.", where=where, line=_line_said(old, both.old)))
            continue
        free.remove(new)
        if _test(old) != _test(new):
            was, now = _leads(old, both.old), _leads(new, both.new)
            yield Change(section, Weight.MINOR, _("{where}: bij {old} werd bij {new}.", where=where, old=was, new=now))
        kept = [name for name in type(old).model_fields if name not in ("item", "from_points", "is_", "in_")]
        yield from _fields(section, where, _only(old, kept), _only(new, kept), both)
    for new in free:
        where = _("{what} bij vraag {item}", what=field_words(section), item=new.item)
        yield Change(section, Weight.MINOR, _("{where}: nieuw is {line}.", where=where, line=_line_said(new, both.new)))


def _test(line: Need | ResponsivityLine) -> tuple[Any, ...]:
    return line.item, getattr(line, "from_points", None), line.values


def _leads(line: Need | ResponsivityLine, framework: Framework) -> Message:
    return leading_to(framework.item_by_id[line.item], line)


def _line_said(line: Need | ResponsivityLine, framework: Framework) -> Message:
    words = line.goal if isinstance(line, Need) else line.advice
    return _("“{words}” bij {test}", words=words, test=_leads(line, framework))


def _say(name: str, value: Any) -> object:
    """A value of a field in words."""
    if value is None or value in ((), {}):
        return _("niet ingevuld")
    if name in ("from", "to", "margin", "points", "baseline"):
        return as_points(value)
    if name == "min_known":
        return _("{share} %", share=Decimal(value) * 100)
    return value
