"""Parts 1 and 2: which case and which framework, and on what ground."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.blocks import Block, Facts, Heading, Paragraph, Text
from triage.documents.enclosure import grouped
from triage.documents.sheet.subject import NOT_FILLED_IN, Subject, is_age
from triage.documents.typeface import SMALL
from triage.framework.model import Framework
from triage.periods import Period
from triage.wording import Message, _


def head(subject: Subject) -> Iterator[Block]:
    """Case, framework, program, date; nothing that says who it is."""
    framework, adoption = subject.framework, subject.framework.adoption
    said, of = subject.say, subject.cell
    yield Facts(
        (
            (said(_("Casus")), of(subject.weighing.case.code)),
            (said(_("Leeftijdsgroep")), of(_age(subject))),
            (said(_("Soort aanmelder")), of(NOT_FILLED_IN)),
            (said(_("Peildatum")), of(Period.quarter_of(subject.weighing.case.reference_date))),
            (said(_("Datum van dit blad")), of(subject.printed)),
            (said(_("Programma")), of(_("Weegwijzer, versie {version}", version=subject.receipt.program_version))),
        )
    )
    yield Facts(
        (
            (said(_("Wegingskader")), of(framework.title)),
            (said(_("Kader en versie")), of(_("{id}, versie {version}", id=framework.id, version=framework.version))),
            (said(_("Status van het kader")), of(status(framework))),
            (said(_("Vastgesteld door")), of(list(adoption.by)) if adoption else of(NOT_FILLED_IN)),
            (said(_("Vastgesteld op")), subject.or_not(adoption and adoption.on)),
            (said(_("Evalueren vóór")), subject.or_not(adoption and adoption.evaluate_before)),
        )
    )
    yield Heading(said(_("Weegbewijs")), 3)
    yield Facts(
        (
            (said(_("SHA-256 van het kader")), of(grouped(subject.file.sha256), style=SMALL)),
            (said(_("SHA-256 van de casus")), of(grouped(subject.receipt.case_sha256), style=SMALL)),
            (said(_("SHA-256 van de bijlage")), of(grouped(subject.code), style=SMALL)),
        )
    )
    yield Paragraph(
        Text(
            said(
                _(
                    "Een SHA-256 is een vingerafdruk van een bestand: verandert er één teken, dan verandert de hele code. Met deze drie "
                    "codes, de programmaversie en de peildatum is de weging te herhalen."
                )
            ),
            SMALL,
        )
    )


def ground(subject: Subject) -> Iterator[Block]:
    """Purpose, legal ground and scope as the framework gives them; what belongs to the case file is not filled in."""
    framework, said, given = subject.framework, subject.say, subject.or_not
    yield Facts(
        (
            (said(_("Doel van het kader")), given(framework.purpose)),
            (said(_("Niet bedoeld voor")), given(framework.misuse)),
            (said(_("Grondslag")), given(framework.legal_basis)),
            (said(_("Voor wie")), given(framework.scope and framework.scope.text)),
            (said(_("Wie er buiten valt")), given(framework.scope and framework.scope.outside)),
        )
    )
    yield Facts(
        tuple(
            (said(label), given(None))
            for label in (
                _("Aanleiding"),
                _("Uitkomst van de triage"),
                _("Effecttoets gegevens (DPIA)"),
                _("Mensenrechtentoets (IAMA)"),
                _("Advies privacyfunctionaris (FG)"),
            )
        )
    )


def status(framework: Framework) -> Message:
    """The status of a framework in words."""
    if framework.use == "test":
        return _("testkader, nooit voor een casus")
    return {"draft": _("concept"), "adopted": _("vastgesteld"), "withdrawn": _("ingetrokken")}[framework.status]


def _age(subject: Subject) -> object:
    """The age group, from the first question about an age."""
    first = next((result for result in subject.weighing.items if is_age(result.item)), None)
    return NOT_FILLED_IN if first is None else subject.answer(first)
