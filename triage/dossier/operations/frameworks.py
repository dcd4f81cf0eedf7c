"""Frameworks in the dossier: proposed by one, adopted by another in another role, and from then on as they are (REQ-44).

A framework is kept as its exact text under the SHA-256 of it. The same framework with one letter changed is another one, and starts again.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date

from triage import review
from triage.casework.readiness import Readiness, practice
from triage.casework.suspension import FRAMEWORK, Suspension, framework_defects, suspended_items, suspension_defects
from triage.casework.texts import refuse, tidied
from triage.dossier.actions import Action
from triage.dossier.holdings import Approval, FrozenFramework
from triage.dossier.kinds import THE_ONE
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier, Records, Writing
from triage.errors import Defect, InputError
from triage.framework.model import Framework
from triage.framework.registry import Registry, read_registry
from triage.guard.names import numbers_of_persons
from triage.review import OpenFramework
from triage.weighing.receipt import fingerprint
from triage.wording import Message, _

MOST_SHOWN = 20
"""So many numbers of persons in a framework file are named at once."""

MOST_OPEN = 6
"""So many frameworks are kept ready at once; the first that was opened goes first."""


def propose(dossier: Dossier, content: bytes, name: str, registry: Registry | None = None) -> Change:
    """Take a framework file in, for somebody else to adopt. `name` is what messages about the file call it, and is not kept.

    Raises InputError with everything that reading, review and the worked examples have against it; for one that is no framework for
    casework or that its makers have not adopted, outside practice mode; for one in which the guard finds a number of a person, also in its
    comments, because its text is kept for ever; and for one that is here already.
    """
    dossier.must_may(Action.FRAMEWORK_PROPOSED)
    opened_one = review.open_bytes(content, name, registry or read_registry(review.EVIDENCE))
    text = content.decode()
    refuse(_guarded_defects(text))
    framework, approval = opened_one.framework, _approval(dossier)
    file_name = f"{framework.id}-{framework.version}.yaml"
    frozen = FrozenFramework(opened_one.sha256, framework.id, framework.version, file_name, text, approval)
    today = dossier.today()
    with dossier.writing(Action.FRAMEWORK_PROPOSED, about=f"framework/{frozen.sha256}") as writing:
        refuse((*_maturity_defects(framework, practising(writing, today)), *_already_there(writing, frozen)))
        writing.put(frozen)
    said = _(
        "Kader {id}, versie {version}, is voorgesteld. Nu moet iemand met een andere rol het vaststellen.",
        id=framework.id,
        version=framework.version,
    )
    return writing.change(said, undo=False)


def adopt(dossier: Dossier, sha256: str) -> Change:
    """Approve a proposed framework, so that cases are weighed by it. From then on nothing about it changes.

    Raises InputError when whoever adopts proposed it or has the same role, when it was adopted before, and for a draft outside practice
    mode.
    """
    approval, today = _approval(dossier), dossier.today()
    with dossier.writing(Action.FRAMEWORK_ADOPTED, about=f"framework/{sha256}") as writing:
        frozen = must(writing, FrozenFramework, sha256)
        framework = opened_in(writing, dossier, sha256).framework
        refuse((*_adoption_defects(frozen, approval), *_maturity_defects(framework, practising(writing, today))))
        writing.put(replace(frozen, adopted=approval))
    return writing.change(_("Kader {id}, versie {version}, is vastgesteld.", id=frozen.id, version=frozen.version), undo=False)


def in_use(dossier: Dossier) -> tuple[FrozenFramework, ...]:
    """The adopted frameworks that are not suspended, in the order in which they were taken in."""
    with dossier.reading() as records:
        suspensions = records.every(Suspension)
        every = records.every(FrozenFramework)
    return tuple(one for one in every if one.adopted is not None and not framework_defects(suspensions, one.sha256))


def opened(dossier: Dossier, sha256: str) -> OpenFramework:
    """A framework of the dossier, ready for use. Raises InputError when it is not there, or not what it was.

    The registry of the program is not asked: a framework was held to it when it was proposed, and must still open when that moved on.
    """
    with dossier.reading() as records:
        return opened_in(records, dossier, sha256)


def opened_in(records: Records, dossier: Dossier, sha256: str) -> OpenFramework:
    """The same inside a transaction."""
    kept = dossier.frameworks.get(sha256)
    if kept is not None:
        return kept
    frozen = must(records, FrozenFramework, sha256)
    content = frozen.text.encode()
    if fingerprint(content) != sha256:
        problem = _("De tekst van dit kader is veranderd.")
        raise InputError.at(frozen.name, problem, _("Laat het dossier nakijken met 'dossier check'."))
    ready = review.open_bytes(content, frozen.name)
    while len(dossier.frameworks) >= MOST_OPEN:
        dossier.frameworks.pop(next(iter(dossier.frameworks)))
    dossier.frameworks[sha256] = ready
    return ready


def usable(records: Records, dossier: Dossier, sha256: str, *, practice_case: bool) -> OpenFramework:
    """A framework by which a case may be weighed now. Raises InputError for one that was not adopted, unless the case is for practice, and
    for one that is out of use; and for a real case while the program is in practice mode (REQ-04).
    """
    frozen = must(records, FrozenFramework, sha256)
    ready = opened_in(records, dossier, sha256)
    found = list(framework_defects(records.every(Suspension), sha256))
    if not practice_case:
        found += _readiness_defects(records, dossier.now_in(records).date())
        found += _maturity_defects(ready.framework, practice_mode=False)
        if frozen.adopted is None:
            found.append(Defect(FRAMEWORK, _("Dit kader is nog niet vastgesteld."), _("Laat iemand met een andere rol het vaststellen.")))
    refuse(found)
    return ready


def practising(records: Records, today: date) -> bool:
    """Whether the program is in practice mode."""
    return practice(records.get(Readiness, THE_ONE), today)


def suspend_framework(dossier: Dossier, sha256: str, reason: str, *, confirmed: Container[str] = ()) -> Change:
    """Set a framework out of use: nothing is weighed or decided by it until somebody lifts that. Raises InputError."""
    return _suspend(dossier, Action.FRAMEWORK_SUSPENDED, sha256, None, reason, confirmed)


def suspend_item(dossier: Dossier, sha256: str, item: str, reason: str, *, confirmed: Container[str] = ()) -> Change:
    """Set one question of a framework out of use: its answers count as unknown until somebody lifts that. Raises InputError."""
    return _suspend(dossier, Action.ITEM_SUSPENDED, sha256, item, reason, confirmed)


def lift(dossier: Dossier, suspension: str) -> Change:
    """End a suspension. Raises InputError when there is none that lasts."""
    today = dossier.today()
    with dossier.writing(Action.SUSPENSION_LIFTED) as writing:
        found = must(writing, Suspension, suspension)
        if not found.lasts:
            raise InputError.at(FRAMEWORK, _("Dit is al weer in gebruik."), _("Kies iets dat nog buiten gebruik is."))
        writing.put(replace(found, lifted_on=today))
    return writing.change(_("Dit is weer in gebruik."), undo=False)


def _suspend(dossier: Dossier, action: Action, sha256: str, item: str | None, reason: str, confirmed: Container[str]) -> Change:
    today, id_ = dossier.today(), new_id(dossier.random)
    with dossier.writing(action) as writing:
        frozen = must(writing, FrozenFramework, sha256)
        suspension = Suspension(id_, frozen.id, sha256, item, reason, today, dossier.actor.role)
        framework = opened_in(writing, dossier, sha256).framework
        wrong = suspension_defects(suspension, framework, confirmed=confirmed)
        refuse((*wrong, *_suspended_already(writing, suspension)))
        writing.put(tidied(suspension))
    said = (
        _("Kader {id} is buiten gebruik.", id=frozen.id) if item is None else _("Een vraag van kader {id} is buiten gebruik.", id=frozen.id)
    )
    return writing.change(said, undo=False)


def _suspended_already(writing: Writing, new: Suspension) -> tuple[Defect, ...]:
    every = writing.every(Suspension)
    if new.item is None:
        return framework_defects(every, new.framework_sha256)
    if new.item not in suspended_items(every, new.framework_sha256):
        return ()
    return (Defect(FRAMEWORK, _("Deze vraag is al buiten gebruik."), _("Neem de vraag eerst weer in gebruik, of laat dit zo.")),)


def _approval(dossier: Dossier) -> Approval:
    return Approval(dossier.actor.account, dossier.actor.role.value, dossier.now())


def _maturity_defects(framework: Framework, practice_mode: bool) -> tuple[Defect, ...]:
    """What keeps a framework from real cases, and a withdrawn one from any."""
    found: list[tuple[Message, Message]] = []
    if framework.status == "withdrawn":
        found.append((_("Dit kader is ingetrokken."), _("Kies een nieuwere versie.")))
    elif not practice_mode and framework.use == "test":
        found.append((_("Dit is een proefkader, niet voor echte casussen."), _("Kies een kader voor casussen.")))
    elif not practice_mode and framework.status == "draft":
        mend = _("Laat de organisatie het kader vaststellen en zet dat in het bestand.")
        found.append((_("Dit kader is nog een concept. Dat kan alleen in de oefenstand."), mend))
    return tuple(Defect(FRAMEWORK, *words) for words in found)


def _guarded_defects(text: str) -> Iterator[Defect]:
    """Where the guard finds a number of a person, without the number."""
    for hit in numbers_of_persons(text)[:MOST_SHOWN]:
        line = text.count("\n", 0, hit.start) + 1
        yield Defect(FRAMEWORK, _("Op regel {line} staat {kind}.", line=line, kind=hit.kind), _("Haal het uit het bestand."))


def _readiness_defects(records: Records, today: date) -> tuple[Defect, ...]:
    if not practising(records, today):
        return ()
    problem = _("De oefenstand staat aan. Een echte casus wordt nu niet gewogen.")
    return (Defect(FRAMEWORK, problem, _("Leg vast wat nog ontbreekt, of oefen met een oefencasus.")),)


def _already_there(writing: Writing, new: FrozenFramework) -> tuple[Defect, ...]:
    if not writing.taken(new.sha256, FrozenFramework):
        return ()
    return (Defect(FRAMEWORK, _("Dit kader staat al in het dossier."), _("Kies het uit de lijst.")),)


def _adoption_defects(frozen: FrozenFramework, approval: Approval) -> tuple[Defect, ...]:
    if frozen.adopted is not None:
        return (Defect(FRAMEWORK, _("Dit kader is al vastgesteld."), _("Er is niets meer te doen.")),)
    if approval.account == frozen.proposed.account:
        return (Defect(FRAMEWORK, _("U hebt dit kader zelf voorgesteld."), _("Laat iemand met een andere rol het vaststellen.")),)
    if approval.role == frozen.proposed.role:
        problem = _("Wie dit kader voorstelde, heeft dezelfde rol als u.")
        return (Defect(FRAMEWORK, problem, _("Laat iemand met een andere rol het vaststellen.")),)
    return ()
