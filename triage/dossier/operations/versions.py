"""Moving an open assessment to another version of its framework: first what that would mean, then the move (never of what is sealed)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from triage.casework import assessing
from triage.casework.assessing import OWN, SEAL
from triage.casework.assessment import Assessment
from triage.casework.record import CaseRecord
from triage.casework.suspension import FRAMEWORK
from triage.casework.texts import refuse
from triage.dossier.actions import Action
from triage.dossier.operations.as_weighed import Carried, carried, held_against, other_of, weighed
from triage.dossier.operations.assessments import case_code_of, readable, was_seen
from triage.dossier.operations.frameworks import opened_in, usable
from triage.dossier.operations.naming import must
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect
from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.review.compare import Comparison, compare
from triage.wording import _


@dataclass(frozen=True)
class Look:
    """What another version would mean for an open assessment.

    `carried` says which answers hold and what must be asked; `comparison` what differs between the versions. `keeps_own` is whether the own
    assessment stays: its outcome is one of the new version too. `before` and `after` are the outcomes that are possible by either version;
    None until the assessor saw the outcome, and `after` also while the new version has questions that must be answered first.
    """

    carried: Carried
    comparison: Comparison
    keeps_own: bool
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


def look_at_version(dossier: Dossier, assessment: str, sha256: str) -> Look:
    """What moving to another version would mean; nothing changes. Raises InputError as `move_to_version`."""
    today = dossier.today()
    with dossier.reading() as records:
        old = readable(records, dossier, assessment)
        record = must(records, CaseRecord, old.case_code)
        was = opened_in(records, dossier, old.framework_sha256)
        now = usable(records, dossier, sha256, practice_case=record.practice)
        new = _moved(old, now.framework, sha256)
        refuse((*_move_defects(old, now.framework, sha256), *_second_look_defects(records, old), *_dropped_defects(records, old, new)))
        come_over, before, after = carried(records, new, now), held_against(records, old, was), held_against(records, new, now)
    open_before = old.outcome_seen_at is not None and not assessing.outcome_defects(old, before, today)
    open_after = open_before and not assessing.outcome_defects(new, after, today)
    if open_before:
        dossier.must_have_role(Action.OUTCOME_SEEN)
        dossier.note(Action.OUTCOME_SEEN, case=old.case_code, about=f"assessment/{assessment}")
    return Look(
        come_over,
        compare(was.framework, now.framework),
        new.own is not None,
        weighed(was, before.case).possible if open_before else None,
        weighed(now, after.case).possible if open_after else None,
    )


def move_to_version(dossier: Dossier, assessment: str, sha256: str) -> Change:
    """Go on with an open assessment by another version of its framework. Answers to questions in the same words hold; nothing is guessed.

    The own assessment stays while its outcome exists in the new version, and cannot be changed once an outcome was seen. The outcome of the
    new version must be looked at anew. Raises InputError when it is sealed, when that is another framework or the same text, when the new
    version may not be used, and when it would drop an own assessment after an outcome was seen (REQ-20).
    """
    about, code = f"assessment/{assessment}", case_code_of(dossier, assessment)
    with dossier.writing(Action.MOVED_TO_VERSION, case=code, about=about) as writing:
        old, record = readable(writing, dossier, assessment), must(writing, CaseRecord, code)
        framework = usable(writing, dossier, sha256, practice_case=record.practice).framework
        new = _moved(old, framework, sha256)
        refuse((*_move_defects(old, framework, sha256), *_second_look_defects(writing, old), *_dropped_defects(writing, old, new)))
        writing.put(new)
    return writing.change(_("De beoordeling gaat verder met versie {version}.", version=framework.version), undo=True)


def _moved(old: Assessment, framework: Framework, sha256: str) -> Assessment:
    known = {*framework.outcome_by_id, OUT_OF_SCOPE}
    own = old.own if old.own is not None and old.own.outcome in known else None
    return replace(old, framework_version=framework.version, framework_sha256=sha256, own=own, outcome_seen_at=None)


def _move_defects(old: Assessment, framework: Framework, sha256: str) -> list[Defect]:
    found = []
    if old.sealed:
        problem = _("Deze beoordeling is al vastgelegd. Die blijft bij de versie waarmee de beoordeling is gemaakt.")
        found.append(Defect(SEAL, problem, _("Weeg opnieuw met de nieuwe versie.")))
    if framework.id != old.framework_id:
        found.append(Defect(FRAMEWORK, _("Dit is een ander kader."), _("Begin een nieuwe beoordeling met dat kader.")))
    if sha256 == old.framework_sha256:
        found.append(Defect(FRAMEWORK, _("De beoordeling gebruikt deze versie al."), _("Kies een andere versie.")))
    return found


def _dropped_defects(records: Records, old: Assessment, new: Assessment) -> list[Defect]:
    """Once an outcome was seen the own assessment stays: another one would be written with that outcome in mind."""
    if old.sealed or old.own is None or new.own is not None or not (old.outcome_seen_at is not None or was_seen(records, old.id)):
        return []
    problem = _("De uitkomst is al getoond, en de eigen inschatting bestaat niet in deze versie.")
    return [Defect(OWN, problem, _("Leg de beoordeling vast met de versie van nu, en weeg daarna opnieuw."))]


def _second_look_defects(records: Records, old: Assessment) -> list[Defect]:
    """Both of a blind pair keep one version, so that they stay comparable."""
    if other_of(old, records.of_case(Assessment, old.case_code)) is None:
        return []
    problem = _("Bij deze beoordeling hoort een tweede blik. Beide gebruiken dezelfde versie.")
    return [Defect(FRAMEWORK, problem, _("Maak de beoordeling af met deze versie."))]
