"""What stands first: which framework this is, what it is for and not for, on what ground, and for whom."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.booklet.edition import Edition
from triage.documents.booklet.markdown import heading, labelled, listed, notice, paragraph, table
from triage.documents.enclosure import grouped
from triage.documents.sheet.opening import status
from triage.documents.sheet.subject import NOT_FILLED_IN
from triage.framework.model import Framework
from triage.wording import Message, _

ABOUT = _(
    "Dit boekje zegt alles wat in het kaderbestand staat. Wie het leest, kan een casus met de hand wegen en een uitkomst narekenen, zonder "
    "computer. Hoe dat gaat, staat bij “Zo weegt u met de hand”. Het kader adviseert; mensen besluiten."
)
SAME_NUMBERS = _("Elk onderdeel heeft een nummer. Op een verantwoordingsblad van dit kader staat hetzelfde nummer.")


def opening(edition: Edition) -> Iterator[str]:
    """Title, status, what the booklet is, and the data of the framework."""
    framework, said = edition.framework, edition.say
    yield heading(said(_("Kaderboekje: {title}", title=framework.title)), 1)
    if (warning := _warning(framework)) is not None:
        yield notice(said(warning))
    yield paragraph(said(ABOUT))
    yield paragraph(said(SAME_NUMBERS))
    yield table(edition.row(_("Over dit kader"), ""), [edition.row(label, value) for label, value in _data(edition)])


def _warning(framework: Framework) -> Message | None:
    """What a reader must know of the standing of the framework."""
    if framework.use == "test":
        return _("TESTKADER – nooit voor een casus")
    return {
        "draft": _("CONCEPTKADER – nog niet vastgesteld"),
        "withdrawn": _("INGETROKKEN KADER – niet meer gebruiken"),
        "adopted": None,
    }[framework.status]


def _data(edition: Edition) -> Iterator[tuple[Message, object]]:
    framework, adoption = edition.framework, edition.framework.adoption
    yield _("Kader en versie"), _("{id}, versie {version}", id=framework.id, version=framework.version)
    yield _("Status"), status(framework)
    yield _("Vastgesteld door"), list(adoption.by) if adoption else NOT_FILLED_IN
    yield _("Vastgesteld op"), adoption.on if adoption else NOT_FILLED_IN
    yield _("Evalueren vóór"), adoption.evaluate_before if adoption else NOT_FILLED_IN
    yield _("SHA-256 van het kaderbestand"), grouped(edition.opened.sha256)


def purpose(edition: Edition) -> Iterator[str]:
    """Purpose, misuse, what is known against it, legal ground."""
    framework, said = edition.framework, edition.say
    given = (
        (_("Doel"), framework.purpose),
        (_("Niet bedoeld voor"), framework.misuse),
        (_("Wat tegen zulke kaders bekend is, en wat het bewijs niet draagt"), framework.limits),
        (_("Grondslag"), framework.legal_basis),
    )
    for label, text in given:
        yield labelled(said(label), said(text or NOT_FILLED_IN))


def for_whom(edition: Edition) -> Iterator[str]:
    """The scope in the words of the framework and as a condition, and what to do outside it."""
    scope, said = edition.framework.scope, edition.say
    if scope is None:
        yield paragraph(said(_("Dit kader zegt niet voor wie het is.")))
        return
    yield paragraph(said(scope.text))
    yield listed(edition.conditional(_("Een casus valt binnen het kader als {condition}"), scope.when))
    yield labelled(said(_("Wie erbuiten valt")), said(scope.outside or NOT_FILLED_IN))
