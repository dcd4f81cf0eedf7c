"""The difference between two weighings in sentences, for screen and sheet. Nothing is computed here.

Changes are called by their number, in the order in which they are listed. Where a case lies outside the scope only the advice is
said: its points are for nobody to read (REQ-18).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from triage.cases.case import Answer, Fact
from triage.framework.model import Framework, Item
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.aspects import About, Given, given_words, ways_words
from triage.weighing.case_changes import AnswerChanged, Change, DateMoved, FactChanged, FactsListed
from triage.weighing.difference import AspectMoved, CriterionMoved, Did, Difference, Effect, Moved
from triage.weighing.sentences import Line, answer_words, count_words, fact_words, item_name, points
from triage.wording import DUTCH, Message, _, n_

MOST_WAYS_SAID = 4
"""Sets of changes that are named when one does it as well as another; of the rest the number."""

NOTHING_CHANGED = _("Er is niets veranderd wat meetelt in de weging.")
TOO_MANY_CHANGES = _("Er is te veel veranderd om per verandering te zeggen wat die deed.")
UNDONE_THE_SAME = _("Dan was de uitkomst dezelfde.")
ALONE_NOTHING = _("Dit veranderde op zichzelf niets aan de uitkomst.")
ON_NEW_DATE = _("Dit is van na de vorige peildatum. Daarom is bekeken wat het op de nieuwe peildatum toevoegde.")


def said_date(day: date) -> object:
    """A reference date in full."""
    return day


@dataclass(frozen=True)
class DifferenceWords:
    """How one difference is said: by the names of `framework`, with what facts, answers and days are called where it is read."""

    difference: Difference
    framework: Framework
    kind: Callable[[str], object]
    answer: Callable[[Item, Answer], object] = answer_words
    day: Callable[[date], object] = said_date

    def change(self, change: Change) -> Message:
        """What changed: `“Verzuim”: van “gaat naar school” naar “verzuimt veel”`."""
        match change:
            case DateMoved():
                return self._from_to(
                    _("peildatum"), self.day(change.before), self.day(change.after), _("een andere dag in dezelfde periode")
                )
            case AnswerChanged():
                return self._answer_changed(change)
            case FactsListed():
                return _facts_listed(change)
            case FactChanged():
                return self._fact_changed(change)

    def alone(self, did: Did) -> list[Line]:
        """What a change did made alone in the old case, a line each: items that stand otherwise, points, levels, criteria, advice."""
        lines = [Line(1, said) for said in (*self._items(did), *self._results(did.alone))]
        lines += [Line(0, ALONE_NOTHING)] if did.alone.nothing else []
        return [*lines, *([Line(0, ON_NEW_DATE)] if did.on_new_date else [])]

    def undone(self, did: Did) -> list[Line]:
        """What the result would have been without a change, as far as it would have been other."""
        effect = did.undone
        if effect.nothing:
            return [Line(0, UNDONE_THE_SAME)]
        lines = [
            *(_("{about}: {given}", about=self._about(move), given=self._given(move, move.before)) for move in self._sayable(effect)),
            *(self._criterion(move.criterion, move.before) for move in self._criteria(effect)),
        ]
        return [Line(0, self._without(did)), *(Line(1, line) for line in lines)]

    def moves(self) -> list[Message]:
        """What moved overall and by which changes; that nothing did; and where points of changes do not add up."""
        if not self.difference.changes:
            return [NOTHING_CHANGED]
        moves = [self._move(move) for move in self.difference.moves if self._said(self.difference.whole, move)]
        return [*(moves or [_("Advies, niveaus en scores zijn gelijk gebleven.")]), *self._not_additive()]

    def _answer_changed(self, change: AnswerChanged) -> Message:
        item = self.framework.item_by_id[change.item]
        was, now = self._side(item, change.before, change.after), self._side(item, change.after, change.before)
        return self._from_to(item_name(item), was, now, _("anders, maar in dezelfde groep of hetzelfde kwartaal"))

    def _side(self, item: Item, answer: Answer, other: Answer) -> object:
        """An answer with its status and quarter, as far as these differ from the other."""
        if not _says_something(answer):
            return _("onbekend")
        said = _("“{answer}”", answer=self.answer(item, answer))
        about: list[object] = []
        if answer.value is not None and (answer.status is not other.status or not _says_something(other)):
            about.append(answer.status)
        if answer.as_of != other.as_of and (answer.as_of or _says_something(other)):
            about.append(answer.as_of.as_quarter if answer.as_of else _("zonder datum"))
        return _("{answer} ({about})", answer=said, about=about) if about else said

    def _fact_changed(self, change: FactChanged) -> Message:
        was, now = change.before, change.after
        if was is None or now is None:
            fact = was or now
            assert fact is not None
            said = fact_words(fact, self.kind(fact.kind))
            return _("nieuw feit: {fact}", fact=said) if was is None else _("feit staat er niet meer: {fact}", fact=said)
        name = _("feit ({kind}, {quarter})", kind=self.kind(now.kind), quarter=now.when.as_quarter)
        return self._from_to(name, _standing(was), _standing(now), _("een andere dag in hetzelfde kwartaal"))

    def _from_to(self, name: object, was: object, now: object, alike: Message) -> Message:
        """From one to the other; when both are said the same, in which way they differ."""
        if DUTCH.say(was) == DUTCH.say(now):
            return _("{name}: {now} ({alike})", name=name, now=now, alike=alike)
        return _("{name}: van {was} naar {now}", name=name, was=was, now=now)

    def _items(self, did: Did) -> Iterator[Message]:
        """Counts that are other, and answers that are used otherwise."""
        own = did.change.item if isinstance(did.change, AnswerChanged) else None
        for moved in did.alone.items:
            was, now = moved.before, moved.after
            name = _("dit antwoord") if moved.item == own else item_name(self.framework.item_by_id[moved.item])
            if was.facts and now.facts:
                if was.facts != now.facts:
                    yield _("{name}: van {was} naar {now}", name=name, was=count_words(*was.facts), now=count_words(*now.facts))
            elif now.facts:
                yield _("{name}: {now}", name=name, now=count_words(*now.facts))
            elif was.use is not now.use:
                yield _("{name}: {use}", name=name, use=now.use)

    def _results(self, effect: Effect) -> Iterator[Message]:
        for move in self._sayable(effect):
            was, now = move.before, move.after
            if move.aspect.about is About.SCORE and effect.points(move.aspect.scale)[0] == effect.points(move.aspect.scale)[1]:
                yield _("{points} op “{scale}”", points=signed(effect.points(move.aspect.scale)[0]), scale=self._scale(move))
            else:
                from_to = _("van {was} naar {now}", was=self._given(move, was), now=self._given(move, now))
                yield _("{about}: {how}", about=self._about(move), how=self._narrowed(move) or from_to)
        for part in self._criteria(effect):
            name = self.framework.criterion_by_id[part.criterion].name
            yield _("criterium “{name}”: van {was} naar {now}", name=name, was=part.before, now=part.after)

    def _sayable(self, effect: Effect) -> list[AspectMoved]:
        return [move for move in effect.moved if self._said(effect, move)]

    def _said(self, effect: Effect, move: AspectMoved | Moved) -> bool:
        """Whether a move may be said; outside the scope only that of the advice."""
        return move.aspect.about is About.ADVICE or not self._outside(effect)

    def _criteria(self, effect: Effect) -> tuple[CriterionMoved, ...]:
        return () if self._outside(effect) else effect.criteria

    def _outside(self, effect: Effect) -> bool:
        """Whether one of the two weighings, or a case in between, lies outside the scope."""
        return effect.out_of_scope or self.difference.whole.out_of_scope

    def _criterion(self, criterion: str, truth: object) -> Message:
        return _("criterium “{name}”: {truth}", name=self.framework.criterion_by_id[criterion].name, truth=truth)

    def _scale(self, move: AspectMoved | Moved) -> object:
        return self.framework.scale_by_id[move.aspect.scale].name

    def _about(self, move: AspectMoved | Moved) -> Message:
        """`advies`, `niveau van “Zorgen”`, `score op “Zorgen”`."""
        match move.aspect.about:
            case About.ADVICE:
                return About.ADVICE.message()
            case About.BAND:
                return _("niveau van “{scale}”", scale=self._scale(move))
        return _("score op “{scale}”", scale=self._scale(move))

    def _given(self, move: AspectMoved | Moved, given: Given) -> Message:
        return given_words(move.aspect, given, self.framework)

    def _without(self, did: Did) -> Message:
        if isinstance(did.change, DateMoved) and any(other.on_new_date for other in self.difference.changes):
            return _("Met de vorige peildatum, en zonder wat van daarna is, was dit anders:")
        return _("Dan was dit anders:")

    def _move(self, move: Moved) -> Message:
        shown = move.because[:MOST_WAYS_SAID]
        because = ways_words([numbered_changes(numbers) for numbers in shown], move.smallest)
        if more := len(move.because) - len(shown):
            because = n_(
                "{said}, of door nog {count} andere combinatie", "{said}, of door nog {count} andere combinaties", more, said=because
            )
        from_to = _("was {was}, is nu {now}", was=self._given(move, move.before), now=self._given(move, move.after))
        return _("{about}: {how}, {because}.", about=self._about(move), how=self._narrowed(move) or from_to, because=because)

    def _narrowed(self, move: AspectMoved | Moved) -> Message | None:
        """Of what was open and still is: only what is excluded now, or no longer; None where that does not say it all."""
        was, now = move.before.possible, move.after.possible
        if move.aspect.about is About.SCORE or min(len(was), len(now)) < 2:
            return None
        if set(now) < set(was):
            gone = self._names(move, [one for one in was if one not in now])
            return n_("{names} is niet meer mogelijk", "{names} zijn niet meer mogelijk", len(gone), names=gone)
        if set(was) < set(now):
            new = self._names(move, [one for one in now if one not in was])
            return n_("{names} is nu ook mogelijk", "{names} zijn nu ook mogelijk", len(new), names=new)
        return None

    def _names(self, move: AspectMoved | Moved, ids: Sequence[str]) -> list[Message]:
        return [given_words(move.aspect, Given((one,), True), self.framework) for one in ids]

    def _not_additive(self) -> Iterator[Message]:
        """Where a cap or a rule makes the whole other than the parts."""
        if self.difference.whole.out_of_scope or any(did.alone.out_of_scope for did in self.difference.changes):
            return
        for scale in self.difference.not_additive:
            apart, together = self.difference.apart(scale), self.difference.whole.points(scale)
            yield _(
                "De punten op “{scale}” tellen hier niet gewoon op: elk apart opgeteld is het {apart}, samen is het {together}. Dat "
                "komt door een grens, een regel of een telling waar meer veranderingen in meetellen.",
                scale=self.framework.scale_by_id[scale].name,
                apart=_signed_range(*apart),
                together=_signed_range(*together),
            )


def _facts_listed(change: FactsListed) -> Message:
    if change.after is None:
        return _("er is geen lijst van feiten meer")
    return _("er is nu een lijst van feiten, met {facts}", facts=count_words(len(change.after), len(change.after)))


def signed(thousandths: int) -> Message:
    """`+1 punt`, `−2 punten`, `0 punten`."""
    return _("+{points}", points=points(thousandths)) if thousandths > 0 else points(thousandths)


def numbered_changes(numbers: Sequence[int]) -> Message:
    """`verandering 2`, or `de veranderingen 1 en 3 samen`."""
    return n_("verandering {numbers}", "de veranderingen {numbers} samen", len(numbers), numbers=[str(number) for number in numbers])


def _signed_range(low: int, high: int) -> Message:
    if low == high:
        return signed(low)
    return _("{low} voor het laagste en {high} voor het hoogste aantal punten", low=signed(low), high=signed(high))


def _says_something(answer: Answer) -> bool:
    return answer.status is AnswerStatus.NOT_APPLICABLE or (answer.value is not None and answer.status is not AnswerStatus.UNKNOWN)


def _standing(fact: Fact) -> Message:
    """The status of a fact, and that it is disputed."""
    return _("“{status}, betwist”", status=fact.status) if fact.contested else _("“{status}”", status=fact.status)
