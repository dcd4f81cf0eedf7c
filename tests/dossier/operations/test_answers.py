"""Answers: given, offered from another framework and taken over on purpose, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.dossier.operations.making import CASE, CODE, SHA, TODAY, WHY, House, changed, entries, house, last, refused
from triage.cases.case import Answer, Fact
from triage.casework.contest import Contest
from triage.casework.questions import wording_of
from triage.casework.readiness import Readiness
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Involved
from triage.dossier import undo
from triage.dossier.holdings import AnswerGiven, FactsKnown
from triage.dossier.kinds import answer_id
from triage.dossier.operations import assessments, frameworks, rights, second_looks
from triage.dossier.operations.answers import Earlier, give_answer, offered, take_back_answer, take_over
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing.receipt import fingerprint
from triage.wording import DUTCH

NEXT = changed(("valid_months: 6", "valid_months: 3"))
"""The same questions, of which one answer is valid for a shorter time: the next version."""

OTHER = changed(("id: small", "id: other"), ("Is er een steunende volwassene?", "Is er een volwassene die steunt?"), version="1.0.0")
"""Another framework, which asks one question in other words."""


def kept(at: House, item: str, framework: str = "small") -> AnswerGiven | None:
    """An answer as it is kept."""
    with at.director.reading() as records:
        return records.get(AnswerGiven, answer_id(CODE, framework, item))


def test_an_answer_is_kept_with_the_wording_of_its_question(tmp_path: Path) -> None:
    answer = Answer("seldom", AnswerStatus.CONFIRMED, Period.quarter(2026, 3), Partner.SCHOOL, "  Verzuimt op maandag. ")
    with house(tmp_path) as at:
        change = give_answer(at.director, CODE, SHA, "structure", answer)
        question = frameworks.opened(at.director, SHA).framework.item_by_id["structure"]
        tidy = replace(answer, note="Verzuimt op maandag.")
        assert kept(at, "structure") == AnswerGiven(CODE, "small", "structure", wording_of(question), tidy, TODAY)
        assert (change.kinds, change.undo) == (frozenset({"answer"}), True)
        assert last(at.director) == ("answered", CODE, "answer", "done")
        give_answer(at.director, CODE, SHA, "structure", Answer("daily"))
        undo.undo(at.director)
        assert kept(at, "structure") is not None
        undo.undo(at.director)
        assert kept(at, "structure") is None


def test_a_number_comes_back_as_a_number_in_one_writing(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        give_answer(at.director, CODE, SHA, "age", Answer(Decimal("15.0")))
        found = kept(at, "age")
        assert found is not None
        assert (type(found.answer.value), str(found.answer.value)) == (Decimal, "15")


def test_everything_that_is_wrong_with_an_answer_is_said_at_once_and_nothing_is_kept(tmp_path: Path) -> None:
    wrong = Answer("soms", as_of=Period.quarter(2027, 2), note="Bel 06-12345678.")
    with house(tmp_path) as at:
        with refused(
            at.director, "Dit antwoord staat niet in de lijst.", "Dit kwartaal is nog niet begonnen.", "Hier staat een telefoonnummer."
        ):
            give_answer(at.director, CODE, SHA, "structure", wrong)
        with refused(at.director, "Dit kader stelt deze vraag niet."):
            give_answer(at.director, CODE, SHA, "school", Answer("yes"))
        with refused(at.director, "Dit kader staat niet in het dossier."):
            give_answer(at.director, CODE, "f" * 64, "hit", Answer("yes"))
        with refused(at.director, "Deze casus bestaat niet."):
            give_answer(at.director, "9X-9XX", SHA, "hit", Answer("yes"))
        with refused(at.director, "Wie het antwoord betwist en waarom, staat er niet bij."):
            give_answer(at.director, CODE, SHA, "hit", Answer("yes", AnswerStatus.CONTESTED))


def test_a_questioned_note_is_kept_once_somebody_looked(tmp_path: Path) -> None:
    answer = Answer("yes", note="Op de muur stond 123456789.")
    with house(tmp_path) as at:
        with pytest.raises(InputError, match="misschien"):
            give_answer(at.director, CODE, SHA, "hit", answer)
        give_answer(at.director, CODE, SHA, "hit", answer, confirmed=(answer.note,))


def test_a_case_that_left_and_a_framework_out_of_use_take_no_answers(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        frameworks.suspend_framework(at.keeper, SHA, "De vraag naar geweld is dubbelzinnig.")
        with refused(at.director, "Dit kader is buiten gebruik."):
            give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        at.put(replace(CASE, leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar elders.", TODAY, AccountRole.DIRECTOR)))
        with refused(at.director, "Deze casus is uitgestroomd."):
            give_answer(at.director, CODE, SHA, "hit", Answer("yes"))


def test_a_framework_that_nobody_adopted_takes_answers_in_a_case_for_practice_only(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        frameworks.propose(at.keeper, changed(version="1.0.0"), "small.yaml")
        with refused(at.director, "Dit kader is nog niet vastgesteld."):
            give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        at.put(replace(CASE, practice=True), Readiness())
        give_answer(at.director, CODE, SHA, "hit", Answer("yes"))


def test_an_age_fits_the_case_and_puts_no_fact_before_the_twelfth_birthday(tmp_path: Path) -> None:
    early = Fact("robbery", Period.quarter(2023, 1), FactStatus.CONVICTED, Partner.POLICE)
    before_twelve = "Dit is van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar."
    with house(tmp_path) as at:
        with refused(at.director, "Dit past niet bij de leeftijd die bij de casus staat."):
            give_answer(at.director, CODE, SHA, "age", Answer(Decimal(17)))
        at.put(replace(CASE, age=None), FactsKnown(CODE, (early,), Partner.POLICE, Period.quarter(2026, 4)))
        with refused(at.director, before_twelve):
            give_answer(at.director, CODE, SHA, "age", Answer(Decimal(14)))
        give_answer(at.director, CODE, SHA, "age", Answer(Decimal(14), AnswerStatus.SIGNAL))
        give_answer(at.director, CODE, SHA, "age", Answer(Decimal(16)))


def test_an_answer_is_taken_back(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        change = take_back_answer(at.director, CODE, SHA, "hit")
        assert kept(at, "hit") is None
        assert (change.kinds, change.undo) == (frozenset({"answer"}), True)
        with refused(at.director, "Dit antwoord is er niet."):
            take_back_answer(at.director, CODE, SHA, "hit")
        undo.undo(at.director)
        assert kept(at, "hit") is not None


def test_an_answer_in_the_same_words_is_offered_with_its_date_and_never_taken_over_by_itself(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        other = at.adopt(OTHER)
        for item in ("hit", "adult"):
            give_answer(at.director, CODE, SHA, item, Answer("yes", source=Partner.POLICE))
        at.clock.later(days=60)
        assert offered(at.director, CODE, other, "hit") == Earlier(Answer("yes", source=Partner.POLICE), "small", TODAY)
        assert offered(at.director, CODE, other, "adult") is None
        assert offered(at.director, CODE, SHA, "hit") is None
        assert kept(at, "hit", "other") is None
        take_over(at.director, CODE, other, "hit")
        found = kept(at, "hit", "other")
        assert found is not None
        assert found.answer == Answer("yes", as_of=Period.quarter(2026, 4), source=Partner.POLICE)
        assert found.given_on == date(2027, 1, 30)
        assert last(at.director) == ("answer_taken_over", CODE, "answer", "done")
        with refused(at.director, "Er is geen eerder antwoord op deze vraag."):
            take_over(at.director, CODE, other, "adult")
        undo.undo(at.director)
        assert kept(at, "hit", "other") is None


def test_the_next_version_of_a_framework_keeps_the_answers_and_offers_none_of_its_own(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        at.adopt(NEXT)
        assert offered(at.director, CODE, fingerprint(NEXT), "hit") is None
        give_answer(at.director, CODE, fingerprint(NEXT), "hit", Answer("no"))
        found = kept(at, "hit")
        assert found is not None
        assert found.answer == Answer("no")


def test_what_is_unknown_is_not_offered_and_what_is_contested_is_contested_when_taken_over(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        other = at.adopt(OTHER)
        give_answer(at.director, CODE, SHA, "hit", Answer(status=AnswerStatus.UNKNOWN))
        assert offered(at.director, CODE, other, "hit") is None
        give_answer(at.director, CODE, SHA, "hit", Answer("yes", AnswerStatus.SIGNAL))
        rights.contest(at.director, Contest("", CODE, Involved.YOUTH, "hit", None, "Dat klopt helemaal niet.", TODAY))
        take_over(at.director, CODE, other, "hit")
        found = kept(at, "hit", "other")
        assert found is not None
        assert (found.answer.status, found.before_contest) == (AnswerStatus.CONTESTED, AnswerStatus.SIGNAL)


def test_a_second_look_has_answers_of_its_own_and_is_offered_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        other = at.adopt(OTHER)
        first = at.sealed()
        look = second_looks.second_look(at.second, first.id).id
        give_answer(at.second, CODE, SHA, "hit", Answer("no"), look=look)
        mine, others = kept(at, "hit", f"small#{look}"), kept(at, "hit")
        assert mine is not None
        assert others is not None
        assert (mine.answer.value, others.answer.value, mine.look) == ("no", "yes", look)
        assert offered(at.second, CODE, other, "hit") is None
        with refused(at.second, "U geeft een blinde tweede blik."):
            give_answer(at.second, CODE, SHA, "hit", Answer("no"))
        with refused(at.second, "U geeft een blinde tweede blik."):
            take_over(at.second, CODE, other, "hit")
        for dossier, id_ in ((at.director, look), (at.second, first.id), (at.second, "nergens")):
            with refused(dossier, "Dit is niet uw tweede blik op deze casus."):
                give_answer(dossier, CODE, SHA, "hit", Answer("no"), look=id_)
        take_back_answer(at.second, CODE, SHA, "hit", look=look)
        assert kept(at, "hit", f"small#{look}") is None


def test_a_sealed_second_look_takes_no_more_answers(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        look = at.assessment(second_looks.second_look(at.second, at.sealed().id).id)
        at.answer(look, at.second)
        assessments.record_own(at.second, look.id, "light", WHY)
        at.seal(look, at.second)
        with refused(at.second, "Deze tweede blik is al vastgelegd."):
            give_answer(at.second, CODE, SHA, "hit", Answer("no"), look=look.id)


def test_an_overseer_answers_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
            give_answer(at.overseer, CODE, SHA, "hit", Answer("yes"))
        assert last(at.overseer) == ("answered", CODE, "", "refused")
        assert DUTCH.say(give_answer(at.chair, CODE, SHA, "hit", Answer("yes")).text) == "Het antwoord is opgeslagen."


def test_an_answer_that_is_offered_is_read_and_leaves_a_line(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        other = at.adopt(OTHER)
        before = len(entries(at.overseer))
        assert offered(at.overseer, CODE, other, "hit") is None
        assert len(entries(at.overseer)) == before
        give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        assert offered(at.overseer, CODE, other, "hit") is not None
        assert last(at.overseer) == ("case_opened", CODE, "", "done")
