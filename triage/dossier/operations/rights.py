"""The rights of the youth and the parents: their views, being told, contesting and correcting, and seeing the file (REQ-31 to REQ-34).

Also of a case that left. What is contested stands in the list twice: the contest, and the answer or fact before and after.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date

from triage.cases.case import UNKNOWN, Answer, Case, Fact
from triage.casework import contest as rules
from triage.casework.access import Inspection, inspection_defects
from triage.casework.answers import question_of
from triage.casework.contest import OUTCOME, Contest, Settlement, SettlementOutcome, renumbered, settled_case
from triage.casework.facts import fact_defects
from triage.casework.notice import Notice, notice_defects
from triage.casework.questions import wording_of
from triage.casework.record import CaseRecord
from triage.casework.texts import refuse, tidied
from triage.casework.views import View, view_defects
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, FactsKnown, FrozenFramework
from triage.dossier.operations.answers import Asked, as_contested, rules_of_answer
from triage.dossier.operations.frameworks import opened_in
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier, Writing
from triage.errors import Defect, InputError
from triage.framework.vocabulary import AnswerStatus
from triage.wording import _


@dataclass(frozen=True)
class Correction:
    """What is right instead of what was contested. `kinds` are the kinds of fact of the registry, for a fact."""

    right: Answer | Fact
    kinds: Container[str] = ()


def record_view(dossier: Dossier, view: View, *, confirmed: Container[str] = ()) -> Change:
    """Write down what the youth or the parents think, in their own words, or why that is not there (REQ-31). Raises InputError."""
    today, kept = dossier.today(), tidied(view)
    with dossier.writing(Action.VIEW_RECORDED, case=view.case_code) as writing:
        must(writing, CaseRecord, view.case_code)
        refuse(view_defects(kept, today, confirmed=confirmed))
        writing.put(kept)
    return writing.change(_("De mening van {who} is opgeschreven.", who=view.of), undo=True)


def record_notice(dossier: Dossier, notice: Notice, *, confirmed: Container[str] = ()) -> Change:
    """Write down that somebody was told of this program, or why not (REQ-34). Its id and day are given here. Raises InputError.

    An earlier notice stays as it is: the latest one counts.
    """
    kept = tidied(replace(notice, id=new_id(dossier.random), recorded_on=dossier.today()))
    with dossier.writing(Action.NOTICE_RECORDED, case=notice.case_code) as writing:
        must(writing, CaseRecord, notice.case_code)
        refuse(notice_defects(kept, confirmed=confirmed))
        writing.put(kept)
    return writing.change(_("Het informeren is vastgelegd."), undo=True)


def record_inspection(dossier: Dossier, inspection: Inspection, *, confirmed: Container[str] = ()) -> Change:
    """Write down a request to see the file and what came of it (REQ-33). Its id is given here. Raises InputError."""
    today, kept = dossier.today(), tidied(replace(inspection, id=new_id(dossier.random)))
    with dossier.writing(Action.INSPECTION_RECORDED, case=inspection.case_code) as writing:
        record = must(writing, CaseRecord, inspection.case_code)
        refuse(inspection_defects(kept, today, record.age, confirmed=confirmed))
        writing.put(kept)
    return writing.change(_("Het verzoek om inzage is vastgelegd."), undo=True)


def contest(dossier: Dossier, new: Contest, *, confirmed: Container[str] = ()) -> Change:
    """Write down that the youth or the parents contest an answer or a fact. Its id is given here.

    The fact, or every answer to that question in the case, is contested from then on and carries no sure point until a role has checked it;
    that is a line of its own in the list. It lasts: whoever takes a contest back settles it.
    Raises InputError with everything that is wrong.
    """
    today, code = dossier.today(), new.case_code
    with dossier.writing(Action.CONTESTED, case=code) as writing:
        must(writing, CaseRecord, code)
        answers, known = _answers_to(writing, code, new.item), writing.get(FactsKnown, code)
        case = Case(code, today, _latest(answers), None if known is None else known.facts)
        others = writing.of_case(Contest, code)
        writing.put(rules.contest(replace(new, id=new_id(dossier.random)), case, others, today, confirmed=confirmed))
        for given in answers:
            writing.put(as_contested(given), told_as=Action.ANSWERED)
        if known is not None and new.fact is not None:
            writing.put(_with_fact(known, new.fact, replace(known.facts[new.fact - 1], contested=True)), told_as=Action.FACTS_CHANGED)
    return writing.change(_("De betwisting is vastgelegd. Wat is betwist, telt niet mee tot het is nagegaan."), undo=False)


def settle(
    dossier: Dossier, contest_id: str, settlement: Settlement, corrected: Correction | None = None, *, confirmed: Container[str] = ()
) -> Change:
    """Write down how a contest ended: which role checked it, and what came of it. What was contested changes in the same step.

    It counts again as before, is replaced by `corrected`, or is taken out. An answer in a framework that asks in other words becomes
    unknown where the correction does not fit it. An answer of a blind second look counts again as it was given, whatever came of it: it is
    what that assessor saw (REQ-26). Raises InputError with everything that is wrong.
    """
    today = dossier.today()
    with dossier.reading() as records:
        code = must(records, Contest, contest_id).case_code
    with dossier.writing(Action.CONTEST_SETTLED, case=code) as writing:
        open_one = must(writing, Contest, contest_id)
        refuse((*_over(open_one), *_correction_defects(settlement, corrected)))
        settled = rules.settle(open_one, settlement, today, confirmed=confirmed)
        writing.put(settled)
        if settled.item is not None:
            _settle_answers(dossier, writing, settled, corrected, today, confirmed)
        else:
            _settle_fact(writing, settled, corrected, today)
    return writing.change(_("De betwisting is afgehandeld."), undo=True)


def _answers_to(writing: Writing, code: str, item: str | None) -> tuple[AnswerGiven, ...]:
    return tuple(given for given in writing.of_case(AnswerGiven, code) if given.item == item)


def _latest(answers: tuple[AnswerGiven, ...]) -> dict[str, Answer]:
    """The answer that was given last, if it says anything."""
    said = [given for given in answers if given.answer.status is not AnswerStatus.UNKNOWN]
    return {given.item: given.answer for given in sorted(said, key=lambda given: given.given_on)}


def _with_fact(known: FactsKnown, number: int, fact: Fact) -> FactsKnown:
    return replace(known, facts=(*known.facts[: number - 1], fact, *known.facts[number:]))


def _over(one: Contest) -> Iterator[Defect]:
    if not one.open:
        yield Defect(OUTCOME, _("Deze betwisting is al afgehandeld."), _("Leg een nieuwe betwisting vast als dat nodig is."))


def _correction_defects(settlement: Settlement, corrected: Correction | None) -> Iterator[Defect]:
    if settlement.outcome is SettlementOutcome.CORRECTED and corrected is None:
        yield Defect(OUTCOME, _("Er staat niet wat het moet zijn."), _("Vul het goede antwoord of feit in."))
    if settlement.outcome is not SettlementOutcome.CORRECTED and corrected is not None:
        yield Defect(
            OUTCOME, _("Er staat een verbetering, maar de uitkomst is anders."), _("Kies “het is verbeterd”, of haal de verbetering weg.")
        )


def _settle_answers(
    dossier: Dossier, writing: Writing, settled: Contest, corrected: Correction | None, today: date, confirmed: Container[str]
) -> None:
    assert settled.settled is not None
    every = _answers_to(writing, settled.case_code, settled.item)
    answers, looks = tuple(one for one in every if not one.look), tuple(one for one in every if one.look)
    if settled.settled.outcome is SettlementOutcome.STANDS:
        new = {given.framework: _as_before(given) for given in answers}
    else:
        right = UNKNOWN if corrected is None else corrected.right
        if not isinstance(right, Answer):
            raise _other_sort()
        fitting = _fitting(dossier, writing, answers, tidied(right), today, confirmed)
        new = {given.framework: _replaced(given, fitting.get(given.framework, UNKNOWN), today) for given in answers}
    for after in (*new.values(), *map(_as_before, looks)):
        writing.put(after, told_as=Action.ANSWERED)


def _as_before(given: AnswerGiven) -> AnswerGiven:
    """An answer that stands; one that came in as contested already was checked now."""
    before = given.before_contest
    if before is None:
        return given
    status = AnswerStatus.ESTABLISHED if before is AnswerStatus.CONTESTED else before
    return replace(given, answer=replace(given.answer, status=status), before_contest=None)


def _replaced(given: AnswerGiven, answer: Answer, today: date) -> AnswerGiven:
    return replace(given, answer=answer, given_on=today, before_contest=None)


def _fitting(
    dossier: Dossier, writing: Writing, answers: tuple[AnswerGiven, ...], right: Answer, today: date, confirmed: Container[str]
) -> dict[str, Answer]:
    """Under which names of frameworks the right answer fits. Raises InputError when it fits none."""
    wrong = {given.framework: _misfit(dossier, writing, given, right, today, confirmed) for given in answers}
    fitting = {name: right for name, defects in wrong.items() if not defects}
    if not fitting:
        refuse(dict.fromkeys(defect for defects in wrong.values() for defect in defects))
    return fitting


def _misfit(
    dossier: Dossier, writing: Writing, given: AnswerGiven, right: Answer, today: date, confirmed: Container[str]
) -> tuple[Defect, ...]:
    asked = _asked(dossier, writing, given)
    if asked is not None:
        return tuple(rules_of_answer(writing, asked, right, today, confirmed))
    problem = _("Dit kader stelt de vraag nu anders.")
    return (Defect(OUTCOME, problem, _("Haal het antwoord eruit en beantwoord de vraag opnieuw.")),)


def _asked(dossier: Dossier, writing: Writing, given: AnswerGiven) -> Asked | None:
    """The question an answer was given to, in the words of that time; None when no framework of the dossier has it."""
    framework_id = given.framework.partition("#")[0]
    for frozen in writing.every(FrozenFramework):
        if frozen.id == framework_id:
            framework = opened_in(writing, dossier, frozen.sha256).framework
            found = question_of(framework, given.item)
            if found is not None and wording_of(found) == given.wording:
                return Asked(must(writing, CaseRecord, given.case_code), found, framework, given.framework)
    return None


def _settle_fact(writing: Writing, settled: Contest, corrected: Correction | None, today: date) -> None:
    assert settled.settled is not None
    assert settled.fact is not None
    code, number, outcome = settled.case_code, settled.fact, settled.settled.outcome
    record, known = must(writing, CaseRecord, code), must(writing, FactsKnown, code)
    right = known.facts[number - 1] if corrected is None else corrected.right
    if not isinstance(right, Fact):
        raise _other_sort()
    if corrected is not None:
        refuse(fact_defects(right, number, corrected.kinds, record.age, today))
    facts = settled_case(Case(code, today, {}, known.facts), settled, None if corrected is None else right).facts
    after = replace(known, facts=facts or ())
    if outcome is SettlementOutcome.STANDS:
        after = _with_fact(known, number, replace(right, contested=False))
    writing.put(after, told_as=Action.FACTS_CHANGED)
    if outcome is SettlementOutcome.WITHDRAWN:
        for one in renumbered(writing.of_case(Contest, code), number):
            writing.put(one)


def _other_sort() -> InputError:
    return InputError.at(OUTCOME, _("De verbetering is van een andere soort dan wat is betwist."), _("Vul het goede antwoord of feit in."))
