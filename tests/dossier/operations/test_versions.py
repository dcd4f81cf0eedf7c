"""Moving an open assessment to another version of its framework: what holds, what is asked, and no outcome before the own assessment."""

from __future__ import annotations

import pytest

from tests.dossier.operations.making import CODE, OTHER_WHY, SHA, WHY, House, changed, last, refused
from triage.casework.assessment import AssessmentKind
from triage.dossier import undo
from triage.dossier.operations import assessments, frameworks, second_looks, versions
from triage.errors import InputError
from triage.wording import DUTCH

NEW = changed(
    ("nl: Is er een steunende volwassene?", "nl: Is er een volwassene die steunt?"),
    (
        "{id: exploited, kind: yes_no, question: {nl: Is er een signaal van uitbuiting?, en: Is there a signal of exploitation?}}",
        "{id: used, kind: yes_no, question: {nl: Is er een signaal van uitbuiting?, en: Is there a signal of exploitation?}}",
    ),
    ("{item: exploited, is: yes}", "{item: used, is: yes}"),
    ("exploited: no", "used: no"),
    version="2.0.0",
)
RENAMED = changed(
    ("id: light, label: {nl: Lichte hulp", "id: ordinary, label: {nl: Lichte hulp"), ("then: light", "then: ordinary"), version="2.0.0"
)
OTHERWISE = changed(
    (
        "then: focused}\n    - {when: {band: need, is: much}, then: light}",
        "then: light}\n    - {when: {band: need, is: much}, then: focused}",
    ),
    ("expect: {advice: focused}", "expect: {advice: light}"),
    version="2.0.0",
)


def test_a_look_says_what_holds_what_is_asked_again_and_what_differs(at: House) -> None:
    begun = at.judged()
    new = at.adopt(NEW)
    look = versions.look_at_version(at.director, begun.id, new)
    assert (look.carried.kept, look.carried.asked_again, look.carried.new) == (("age", "hit", "structure"), ("adult",), ("used",))
    assert (look.before, look.after, look.keeps_own) == (None, None, True)
    assert look.comparison.same_framework
    assert len(look.comparison.changes) >= 2
    assert last(at.director)[0] == "framework_adopted"
    assert at.assessment(begun.id) == begun


def test_an_outcome_of_the_other_version_shows_only_after_the_outcome_was_seen(at: House) -> None:
    begun = at.judged()
    new = at.adopt(OTHERWISE)
    assert versions.look_at_version(at.director, begun.id, new).after is None
    assessments.outcome(at.director, begun.id)
    look = versions.look_at_version(at.director, begun.id, new)
    assert (look.before, look.after) == (("focused",), ("light",))
    assert last(at.director) == ("outcome_seen", CODE, f"assessment/{begun.id}", "done")


def test_moving_asks_what_changed_and_keeps_the_own_assessment(at: House) -> None:
    begun = at.judged()
    assessments.outcome(at.director, begun.id)
    new = at.adopt(NEW)
    change = versions.move_to_version(at.director, begun.id, new)
    assert (set(change.kinds), change.undo) == ({"assessment"}, True)
    assert last(at.director) == ("moved_to_version", CODE, f"assessment/{begun.id}", "done")
    moved = at.assessment(begun.id)
    assert (moved.framework_version, moved.framework_sha256, moved.outcome_seen_at) == ("2.0.0", new, None)
    assert moved.own == begun.own
    with refused(at.director, "Deze vraag over hulp of sterke kanten heeft nog geen antwoord."):
        assessments.outcome(at.director, begun.id)
    with refused(at.director, "De uitkomst is al getoond. De eigen inschatting verandert niet meer."):
        assessments.record_own(at.director, begun.id, "nothing", OTHER_WHY)


def test_an_own_assessment_that_the_version_does_not_know_is_given_again(at: House) -> None:
    begun = at.judged()
    new = at.adopt(RENAMED)
    assert not versions.look_at_version(at.director, begun.id, new).keeps_own
    versions.move_to_version(at.director, begun.id, new)
    with refused(at.director, "Uw eigen inschatting ontbreekt nog."):
        assessments.outcome(at.director, begun.id)
    assessments.record_own(at.director, begun.id, "ordinary", WHY)
    assert assessments.outcome(at.director, begun.id).framework.version == "2.0.0"


def test_once_an_outcome_was_seen_no_move_drops_the_own_assessment(at: House) -> None:
    begun = at.judged()
    assessments.outcome(at.director, begun.id)
    renamed, same = at.adopt(RENAMED), at.adopt(changed(version="1.0.1"))
    dropped = "De uitkomst is al getoond, en de eigen inschatting bestaat niet in deze versie."
    for move in (versions.look_at_version, versions.move_to_version):
        with refused(at.director, dropped):
            move(at.director, begun.id, renamed)
    versions.move_to_version(at.director, begun.id, same)
    with refused(at.director, dropped):
        versions.move_to_version(at.director, begun.id, renamed)
    assert at.assessment(begun.id).own == begun.own


def test_a_move_can_be_taken_back(at: House) -> None:
    begun = at.judged()
    versions.move_to_version(at.director, begun.id, at.adopt(NEW))
    undo.undo(at.director)
    assert at.assessment(begun.id) == begun


def test_what_is_sealed_or_looked_at_blind_keeps_its_version(at: House) -> None:
    begun = at.judged()
    new = at.adopt(NEW)
    with refused(at.director, "De beoordeling gebruikt deze versie al."):
        versions.move_to_version(at.director, begun.id, SHA)
    second = second_looks.second_look(at.chair, begun.id).id
    for account, id_ in ((at.director, begun.id), (at.chair, second)):
        with refused(account, "Bij deze beoordeling hoort een tweede blik. Beide gebruiken dezelfde versie."):
            versions.move_to_version(account, id_, new)


def test_a_sealed_assessment_is_weighed_again_instead(at: House) -> None:
    sealed = at.sealed()
    new = at.adopt(NEW)
    with refused(at.director, "Deze beoordeling is al vastgelegd. Die blijft bij de versie waarmee de beoordeling is gemaakt."):
        versions.move_to_version(at.director, sealed.id, new)
    again = at.assessment(assessments.reweigh(at.director, CODE, new, at.director.today()).id)
    assert (again.kind, again.framework_version) == (AssessmentKind.PROGRESS, "2.0.0")
    assert assessments.carried_over(at.director, again.id).asked_again == ("adult",)


def test_a_version_that_may_not_be_used_is_not_moved_to(at: House) -> None:
    begun = at.judged()
    new = at.adopt(NEW)
    frameworks.suspend_framework(at.keeper, new, "De nieuwe versie wordt nog nagekeken.")
    with refused(at.director, "Dit kader is buiten gebruik."):
        versions.move_to_version(at.director, begun.id, new)
    with pytest.raises(InputError) as caught:
        versions.look_at_version(at.director, begun.id, new)
    assert DUTCH.say(caught.value.defects[0].problem) == "Dit kader is buiten gebruik."
