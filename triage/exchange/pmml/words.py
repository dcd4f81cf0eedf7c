"""What a scorecard in PMML does not say of a framework, in words: in the file itself and after the command.

PMML is a language for sums. Nothing that it cannot say is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from triage.framework.model import Framework, NumericItem, Scale, TallyItem, decimals_of
from triage.wording import Message, _

UNKNOWN = _(
    "Open antwoorden: hier houdt een open vraag de score tussen laag en hoog. In PMML geeft een kaart geen score zolang een veld leeg is; "
    "een leeg veld telt nooit als nul."
)
STATUSES = _(
    "De status van een antwoord: vul alleen in wat is vastgesteld of bevestigd. Laat het veld leeg bij een signaal, een betwist antwoord "
    "of een verouderd antwoord."
)
TIES = _(
    "Redenen: even sterke redenen staan hier naast elkaar. In PMML staan ze achter elkaar; de volgorde van het kader geldt, maar een "
    "programma kan een andere kiezen. Een onderdeel dat niet voorbij zijn uitgangspunt komt, is geen reden, maar kan in PMML achteraan "
    "staan."
)


def unsaid(framework: Framework, fields: Set[str]) -> tuple[Message, ...]:
    """Everything in a framework that its scorecards, which ask for these fields, leave out or say in another way."""
    return tuple(_unsaid(framework, fields))


def refused(scale: Scale, why: Message) -> Message:
    """That a scale is not in the file, and why."""
    return _("Schaal '{scale}' staat er niet in: {why}.", scale=scale.id, why=why)


def _unsaid(framework: Framework, fields: Set[str]) -> Iterator[Message]:
    yield UNKNOWN
    yield STATUSES
    yield from _counting(framework, fields)
    yield TIES
    if any(scale.domain_caps for scale in framework.scales):
        yield _(
            "Bovengrens: PMML kent er geen. Wat een bovengrens afhaalt, staat als een eigen regel zonder reden in de kaart ('…@cap'); de "
            "som is dezelfde."
        )
    if any(scale.min_known for scale in framework.scales):
        yield _("Genoeg bekend: een niveau staat er alleen als alles is ingevuld, dus de grens daarvoor speelt geen rol.")
    yield from _not_weighed(framework)


def _counting(framework: Framework, fields: Set[str]) -> Iterator[Message]:
    if tallies := [item.id for item in framework.items if isinstance(item, TallyItem) and item.id in fields]:
        yield _(
            "Feiten tellen: welke feiten meetellen (soort, status, termijn) staat niet in PMML. Vul het aantal in bij: {items}.",
            items=tallies,
        )
    if any(isinstance(item, NumericItem) and item.id in fields and decimals_of(item) for item in framework.items):
        yield _("Het aantal decimalen van een antwoord wordt in PMML niet gecontroleerd.")


def _not_weighed(framework: Framework) -> Iterator[Message]:
    """What stands beside the scales."""
    advice = framework.advice
    parts: Sequence[tuple[bool, Message]] = (
        (framework.scope is not None, _("voor wie het kader geldt")),
        (bool(framework.criteria), _("de criteria")),
        (advice is not None and bool(advice.protection), _("de regels voor bescherming")),
        (advice is not None, _("de beslistabel en de adviezen")),
        (framework.places is not None, _("de lijst met beperkte plaatsen")),
        (bool(framework.needs), _("de doelen")),
        (bool(framework.responsivity), _("hoe hulp aansluit")),
        (bool(framework.robustness), _("hoeveel punten mogen schuiven")),
        (any(item.evidence for item in framework.items), _("het bewijs bij de punten")),
        (any(item.justification for item in framework.items), _("de motiveringen")),
        (bool(framework.not_used), _("wat met opzet niet is gebruikt")),
    )
    if left_out := [part for there, part in parts if there]:
        yield _("Niet in PMML: {parts}. Dat staat in het kaderbestand en in het kaderboekje.", parts=left_out)
