"""Two assessors score one case blind, and then see where they differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.dossier.operations.making import ANSWERS, CODE, GATE, OTHER_WHY, SHA, WHY, House, changed, entries, last, refused, taken
from triage.cases.case import Answer
from triage.casework.assessment import Assessment, AssessmentKind, GivenUpReason
from triage.casework.record import CaseRecord
from triage.dossier import activity, undo
from triage.dossier.holdings import AnswerGiven
from triage.dossier.operations import answers, assessments, cases, decisions, second_looks
from triage.dossier.operations.as_weighed import answers_name
from triage.dossier.operations.exporting import export_rows
from triage.dossier.operations.searching import find
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.wording import DUTCH

BLIND = "Dit is nog niet voor u: u of een ander geeft een blinde tweede blik."
NOT_BOTH = "De twee beoordelaars hebben nog niet allebei hun eigen inschatting gegeven."


def second_of(at: House, first: Assessment) -> Assessment:
    """A second look by the chair, begun."""
    return at.assessment(second_looks.second_look(at.chair, first.id).id)


def test_a_second_look_is_another_accounts_with_answers_of_its_own(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    assert last(at.chair) == ("second_look_started", CODE, f"assessment/{second.id}", "done")
    assert (second.kind, second.second_of, second.framework_sha256) == (AssessmentKind.SECOND_LOOK, first.id, SHA)
    assert second.reference_date == first.reference_date
    assert answers_name(second) == f"small#{second.id}"
    assert assessments.carried_over(at.chair, second.id).new == tuple(ANSWERS)


def test_neither_sees_anything_of_the_other_before_both_gave_their_own(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    assert assessments.of_case(at.chair, CODE) == (second,)
    assert assessments.of_case(at.director, CODE) == (first,)
    with refused(at.chair, BLIND):
        assessments.outcome(at.chair, first.id)
    with refused(at.director, BLIND):
        assessments.outcome(at.director, second.id)
    at.answer(second, at.chair)
    with refused(at.chair, "Uw eigen inschatting ontbreekt nog.", NOT_BOTH):
        assessments.outcome(at.chair, second.id)
    assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)
    assert len(assessments.of_case(at.chair, CODE)) == 2
    assert len(assessments.of_case(at.director, CODE)) == 2


def test_a_second_look_holds_up_nothing_of_the_first(at: House) -> None:
    first = at.judged()
    second_of(at, first)
    assert assessments.outcome(at.director, first.id).possible == ("focused",)
    assessments.seal(at.director, first.id)


def test_once_both_gave_their_own_neither_changes(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    at.answer(second, at.chair)
    assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)
    with refused(at.director, "Beide beoordelaars zijn klaar. De eigen inschatting verandert niet meer."):
        assessments.record_own(at.director, first.id, "focused", OTHER_WHY)


def test_both_see_where_they_differ_when_both_are_sealed(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    at.answer(second, at.chair, **{**ANSWERS, "structure": Answer("daily")})
    assessments.record_own(at.chair, second.id, "nothing", OTHER_WHY)
    at.seal(first)
    with refused(at.director, "Deze beoordeling is nog niet vastgelegd."):
        second_looks.differences(at.director, first.id, second.id)
    at.seal(second, at.chair)
    for account in (at.director, at.chair, at.overseer):
        found = second_looks.differences(account, first.id, second.id)
        assert last(account) == ("outcome_seen", CODE, f"assessment/{second.id}", "done")
        assert [pair.item for pair in found.differing] == ["structure"]
        assert (found.own, found.advice) == (("light", "nothing"), (("focused",), ("nothing",)))


def test_a_second_look_at_what_was_sealed_shows_nothing_of_it(at: House) -> None:
    first = at.sealed()
    second_of(at, first)
    with refused(at.chair, BLIND):
        assessments.sealed_weighing(at.chair, first.id)
    assert assessments.sealed_weighing(at.overseer, first.id).possible == ("focused",)


def test_whoever_saw_an_outcome_or_assessed_it_does_not_look_blind(at: House) -> None:
    first = at.sealed()
    with refused(at.director, "U hebt deze casus zelf al beoordeeld.", "U zag al een uitkomst van deze casus. Dan is uw blik niet blind."):
        second_looks.second_look(at.director, first.id)
    assessments.outcome(at.second, first.id)
    with refused(at.second, "U zag al een uitkomst van deze casus. Dan is uw blik niet blind."):
        second_looks.second_look(at.second, first.id)
    second_of(at, first)
    with refused(at.second, "Er is al een tweede blik op deze beoordeling."):
        second_looks.second_look(at.second, first.id)


def test_only_cases_through_the_gate_are_looked_at_again(at: House) -> None:
    first = at.start()
    with at.director.reading() as records:
        record = records.get(CaseRecord, CODE)
    assert record is not None
    at.put(CaseRecord(CODE, record.opened_on, False, record.delete_on, age=record.age))
    with pytest.raises(InputError, match="grondslag"):
        second_looks.second_look(at.chair, first.id)
    assert record.gate == GATE


def test_a_second_look_is_put_right_only_by_whoever_gave_it_and_keeps_its_answers(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    at.answer(second, at.chair)
    assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)
    at.seal(second, at.chair)
    with refused(at.second, "Een blinde tweede blik verbetert alleen wie hem gaf."):
        assessments.correct(at.second, second.id)
    new = at.assessment(assessments.correct(at.chair, second.id).id)
    assert (new.second_of, new.corrects) == (first.id, second.id)
    assert assessments.carried_over(at.chair, new.id).kept == tuple(ANSWERS)


HIDDEN = "Wat er veranderde, hoort bij een blinde tweede blik en is nu niet voor u."
"""What the activity record says in the place of what an account must stay blind to."""


def test_the_activity_record_says_nothing_of_what_stays_blind(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    at.answer(second, at.chair, **{**ANSWERS, "structure": Answer("daily")})
    for case in (CODE, ""):
        of_chair, of_director = (told(account, case) for account in (at.chair, at.director))
        assert HIDDEN in of_chair
        assert HIDDEN in of_director
        assert not any(WHY in line for line in of_chair)
        assert any(WHY in line for line in of_director)
        assert told(at.overseer, case).count(HIDDEN) == 0
    assert sum(line == HIDDEN for line in told(at.director, CODE)) == 2
    at.answer(second, at.chair)
    assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)
    assert HIDDEN not in told(at.chair, CODE)
    assert any(OTHER_WHY in line for line in told(at.director, CODE))


def told(dossier: Dossier, case: str) -> list[str]:
    """Every change in the activity record, in Dutch."""
    return [DUTCH.say(change) for line in activity.read_activity(dossier, case=case) for change in line.changes]


def test_a_second_look_is_not_taken_back(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    assert undo.undoable(at.chair) is None
    at.answer(second, at.chair)
    assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)
    at.seal(second, at.chair)
    assert not assessments.correct(at.chair, second.id).undo
    assert undo.undoable(at.chair) is None


def test_reading_assessments_is_for_who_reads_cases_leaves_a_line_and_shows_no_result(at: House) -> None:
    at.sealed()
    (read,) = assessments.of_case(at.overseer, CODE)
    assert (read.result, read.sealed) == ("", True)
    assert last(at.overseer) == ("case_opened", CODE, "", "done")
    with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
        assessments.of_case(at.keeper, CODE)
    assert last(at.keeper) == ("case_opened", CODE, "", "refused")
    with refused(at.director, "Deze casus bestaat niet."):
        assessments.of_case(at.director, "7K-4Q3")


READ = "U bekeek deze casus toen er al een antwoord of oordeel in stond. Dan is uw blik niet blind."
WORKED = "U gaf in deze casus al een antwoord of oordeel. Dan is uw blik niet blind."
LOOKED_THROUGH = (
    "U zocht op woorden of maakte een tabel toen er al over deze casus was geoordeeld of geantwoord. Dan is uw blik niet blind."
)


def read_the_whole_list(dossier: Dossier, _code: str) -> None:
    """What everybody did."""
    activity.read_activity(dossier)


@pytest.mark.parametrize("judged", [False, True])
@pytest.mark.parametrize("reading", [cases.open_case, assessments.of_case, read_the_whole_list])
def test_whoever_read_the_case_once_there_was_an_answer_does_not_look_blind(
    at: House, reading: Callable[..., object], judged: bool
) -> None:
    for account in (at.chair, at.second):
        reading(account, CODE)
    first = at.judged() if judged else at.start()
    answers.give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
    reading(at.second, CODE)
    with refused(at.second, READ):
        second_looks.second_look(at.second, first.id)
    assert (second_looks.open_to(at.second, CODE), second_looks.open_to(at.chair, CODE)) == ((), (first.id,))
    second_of(at, first)
    assert second_looks.open_to(at.second, CODE) == ()


def test_whoever_answered_or_decided_in_the_case_does_not_look_blind(at: House) -> None:
    first = at.start()
    answers.give_answer(at.second, CODE, SHA, "hit", Answer("yes"))
    at.answer(first)
    assessments.record_own(at.director, first.id, "light", WHY)
    at.seal(first)
    decisions.decide(at.chair, first.id, taken())
    for account in (at.second, at.chair):
        with refused(account, WORKED):
            second_looks.second_look(account, first.id)


def test_whoever_took_out_a_table_or_searched_by_words_since_does_not_look_blind(at: House) -> None:
    find(at.chair, "garage")
    first = at.start()
    export_rows(at.chair)
    at.answer(first)
    find(at.second, "garage")
    assert second_looks.open_to(at.second, CODE) == (first.id,)
    assessments.record_own(at.director, first.id, "light", WHY)
    find(at.chair, f" {CODE.lower()} ")
    assert last(at.chair) == ("searched", "", "code", "done")
    assert second_looks.open_to(at.chair, CODE) == (first.id,)
    find(at.chair, "vrienden")
    export_rows(at.second)
    for account in (at.chair, at.second):
        with refused(account, LOOKED_THROUGH):
            second_looks.second_look(account, first.id)


def test_asking_where_a_second_look_may_be_begun_tells_nothing_else_and_is_for_casework(at: House) -> None:
    first = at.sealed()
    before = len(entries(at.chair))
    assert second_looks.open_to(at.chair, CODE) == (first.id,)
    assert second_looks.open_to(at.director, CODE) == ()
    assert len(entries(at.chair)) == before
    with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
        second_looks.open_to(at.overseer, CODE)
    with refused(at.chair, "Deze casus bestaat niet."):
        second_looks.open_to(at.chair, "7K-4Q3")


def test_words_that_stay_hidden_find_nothing(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    assert find(at.chair, "vrienden") == ()
    assert find(at.chair, CODE) == (CODE,)
    assert find(at.overseer, "vrienden") == (CODE,)
    assert find(at.director, "garage") == ()
    at.answer(second, at.chair)
    assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)
    assert find(at.chair, "vrienden") == (CODE,)
    assert find(at.director, "dagbesteding") == (CODE,)


def test_a_second_look_that_nobody_finishes_is_given_up_with_its_answers(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    at.answer(second, at.chair)
    assessments.give_up(at.director, second.id, GivenUpReason.ASSESSOR_AWAY)
    with at.director.reading() as records:
        assert records.get(Assessment, second.id) is None
        assert {one.framework for one in records.of_case(AnswerGiven, CODE)} == {"small"}
    assert assessments.outcome(at.director, first.id).possible == ("focused",)


def test_whoever_gave_up_a_second_look_and_then_read_the_case_cannot_begin_another(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    assessments.give_up(at.chair, second.id, GivenUpReason.BY_MISTAKE)
    cases.open_case(at.chair, CODE)
    with refused(at.chair, READ):
        second_looks.second_look(at.chair, first.id)


def test_neither_of_a_blind_pair_is_given_up_under_the_other(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    with refused(at.director, "Er is een tweede blik op deze beoordeling."):
        assessments.give_up(at.director, first.id, GivenUpReason.BY_MISTAKE)
    at.answer(second, at.chair)
    assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)
    with refused(at.chair, "De eigen inschatting is al gegeven."):
        assessments.give_up(at.chair, second.id, GivenUpReason.BY_MISTAKE)


def test_whoever_looks_blind_begins_no_other_assessment_of_the_case(at: House) -> None:
    first = at.sealed()
    second_of(at, first)
    other = at.adopt(changed(("id: small", "id: other"), version="1.0.0"))
    blind = "U geeft een blinde tweede blik op deze casus."
    with refused(at.chair, blind):
        assessments.reweigh(at.chair, CODE, SHA, at.chair.today())
    with refused(at.chair, blind):
        assessments.start(at.chair, CODE, other, AssessmentKind.FIRST, at.chair.today())
    assessments.reweigh(at.second, CODE, SHA, at.second.today())


def test_a_second_look_is_answered_before_the_own_assessment_and_stays_so(at: House) -> None:
    first = at.judged()
    second = second_of(at, first)
    with refused(at.chair, *["Deze vraag over hulp of sterke kanten heeft nog geen antwoord."] * 2):
        assessments.record_own(at.chair, second.id, "nothing", OTHER_WHY)
    at.answer(second, at.chair)
    own = assessments.record_own(at.chair, second.id, "nothing", OTHER_WHY)
    assert DUTCH.say(own.text) == "Uw eigen inschatting is opgeslagen. De antwoorden van deze tweede blik veranderen niet meer."
    given = "De eigen inschatting is al gegeven. De antwoorden van deze tweede blik veranderen niet meer."
    with refused(at.chair, given):
        answers.give_answer(at.chair, CODE, SHA, "structure", Answer("daily"), look=second.id)
    with refused(at.chair, given):
        answers.take_back_answer(at.chair, CODE, SHA, "structure", look=second.id)


def test_the_own_assessment_of_a_second_look_stays_also_while_the_first_has_none(at: House) -> None:
    first = at.start()
    second = second_of(at, first)
    at.answer(second, at.chair)
    assessments.record_own(at.chair, second.id, "nothing", OTHER_WHY)
    at.answer(first)
    assert len([one for one in cases.open_case(at.chair, CODE).answers if not one.look]) == len(ANSWERS)
    with refused(at.chair, "Een tweede blik is niet meer blind na de eigen inschatting. Zij verandert niet meer."):
        assessments.record_own(at.chair, second.id, "focused", OTHER_WHY)


def test_a_second_look_that_was_put_right_is_not_compared_and_the_blind_one_is(at: House) -> None:
    first = at.sealed()
    second = second_of(at, first)
    at.answer(second, at.chair, **{**ANSWERS, "structure": Answer("daily")})
    assessments.record_own(at.chair, second.id, "nothing", OTHER_WHY)
    at.seal(second, at.chair)
    right = at.assessment(assessments.correct(at.chair, second.id).id)
    answers.give_answer(at.chair, CODE, SHA, "structure", Answer("seldom"), look=right.id)
    assessments.record_own(at.chair, right.id, "light", OTHER_WHY)
    at.seal(right, at.chair)
    with refused(at.overseer, "Deze tweede blik is een verbetering en is niet meer blind."):
        second_looks.differences(at.overseer, first.id, right.id)
    assert [pair.item for pair in second_looks.differences(at.overseer, first.id, second.id).differing] == ["structure"]


@pytest.mark.parametrize("who_gives_up", ["director", "chair"])
def test_a_second_look_that_was_given_up_stays_hidden_until_the_own_assessment_of_the_first_is_fixed(at: House, who_gives_up: str) -> None:
    first = at.start()
    second = second_of(at, first)
    answers.give_answer(at.chair, CODE, SHA, "structure", Answer("daily"), look=second.id)
    at.answer(first)
    assessments.give_up(getattr(at, who_gives_up), second.id, GivenUpReason.BY_MISTAKE)
    for case in (CODE, ""):
        assert told(at.director, case).count(HIDDEN) == 3
        assert not any("Elke dag" in line for line in told(at.director, case))
        assert any("Elke dag" in line for line in told(at.overseer, case))
    assessments.record_own(at.director, first.id, "light", WHY)
    assert not any("Elke dag" in line for line in told(at.director, CODE))
    assessments.outcome(at.director, first.id)
    assert any("Elke dag" in line for line in told(at.director, CODE))


def test_a_second_look_at_what_was_given_up_too_stays_hidden_from_the_first(at: House) -> None:
    first = at.start()
    second = second_of(at, first)
    answers.give_answer(at.chair, CODE, SHA, "structure", Answer("daily"), look=second.id)
    for id_ in (second.id, first.id):
        assessments.give_up(at.director, id_, GivenUpReason.BY_MISTAKE)
    at.seal(at.judged())
    assert not any("Elke dag" in line for line in told(at.director, CODE))
    assert any("Elke dag" in line for line in told(at.chair, CODE))
