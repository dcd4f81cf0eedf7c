"""The gate: on what ground, by whom, why and when a case was referred (REQ-01). Nothing is weighed before it is whole."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.casework.empty_reasons import reason_defects
from triage.casework.texts import LINE, SHORT_REASON, WORD, text_defects
from triage.casework.texts import REASON as LONGEST_REASON
from triage.errors import Defect
from triage.framework.vocabulary import Partner
from triage.periods import Period
from triage.wording import Message, _

GROUND, RECORDED_IN = _("grondslag"), _("vindplaats van de grondslag")
PARTNER, REASON, QUARTER = _("aanmelder"), _("aanleiding"), _("kwartaal van aanmelding")
CRITERIA, CRITERIA_MET = _("landelijke criteria"), _("triage")
"""The fields of the gate, as the place of a defect names them."""

ARTICLES_NOT_READ = _("De wetsartikelen zijn voor dit programma niet gelezen. Laat een jurist de grondslag nagaan.")
"""Said beside the list of grounds."""

REFERRERS = tuple(partner for partner in Partner if partner not in (Partner.FAMILY, Partner.YOUTH))
"""Who can refer: a partner. Somebody who asks for help is not a referrer (houses take referrals of professionals only)."""


class LegalGround(StrEnum):
    """On what law the case rests. Only what a source that was read names: WGS for the person-centred approach and for prioritised lists
    (VNG, 2024), and that a municipal approach needs a ground of its own (the articles themselves were not read).

    Consent is not in the list: no source that was read supports it as a ground here.
    """

    WGS_PERSON_CENTRED = "wgs_person_centred"
    WGS_PRIORITISED = "wgs_prioritised"
    OWN_GROUND = "own_ground"

    def message(self) -> Message:
        """What it is called."""
        return {
            LegalGround.WGS_PERSON_CENTRED: _(
                "Wet gegevensverwerking door samenwerkingsverbanden (WGS): persoonsgerichte aanpak van een complexe casus"
            ),
            LegalGround.WGS_PRIORITISED: _(
                "Wet gegevensverwerking door samenwerkingsverbanden (WGS): lijst van casussen die voorgaan (Top X)"
            ),
            LegalGround.OWN_GROUND: _("een eigen grondslag, die de organisatie heeft vastgelegd"),
        }[self]


class NationalCriterion(StrEnum):
    """The national criteria for complex cases, in our own words, as Care and Safety Houses print them (framework `zvh-triage`)."""

    K1 = "k1"
    K2 = "k2"
    K3 = "k3"
    K4 = "k4"

    def message(self) -> Message:
        """The criterion in a sentence."""
        return {
            NationalCriterion.K1: _(
                "K1: problemen op meer leefgebieden leiden tot criminaliteit of overlast, of dreigen daartoe te leiden"
            ),
            NationalCriterion.K2: _("K2: meer ketens zijn samen nodig, omdat het binnen één keten niet lukt"),
            NationalCriterion.K3: _("K3: de problemen raken het gezin of mensen dichtbij, of gaan dat doen"),
            NationalCriterion.K4: _("K4: er zijn ernstige problemen met de veiligheid in de omgeving"),
        }[self]


@dataclass(frozen=True)
class Gate:
    """What a referral says. Every field may be missing while it is a draft.

    `recorded_in` is where an own ground stands. `criteria` are the national criteria somebody ticked; `criteria_met` is that somebody's
    own word that together they are met.
    """

    ground: LegalGround | None = None
    partner: Partner | None = None
    reason: str = ""
    quarter: Period | None = None
    criteria: tuple[NationalCriterion, ...] = ()
    criteria_met: bool = False
    recorded_in: str = ""


NO_GATE = Gate()
"""A referral of which nothing was written down yet."""


def complex_joined(criteria: Collection[NationalCriterion]) -> bool:
    """The first, stricter reading of the national criteria: K1 and K2, and with them K3 or K4 (the regional mayors)."""
    k1, k2, k3, k4 = (criterion in criteria for criterion in NationalCriterion)
    return k1 and k2 and (k3 or k4)


def complex_separate(criteria: Collection[NationalCriterion]) -> bool:
    """The second reading: K1, K2 and K3 together, or K4 alone. Whatever meets the first meets this one too."""
    k1, k2, k3, k4 = (criterion in criteria for criterion in NationalCriterion)
    return (k1 and k2 and k3) or k4


def gate_defects(gate: Gate, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """Everything that keeps the gate closed, each at its own field; none when a case may be weighed (REQ-01)."""
    return (*_ground_defects(gate, confirmed), *_referral_defects(gate, today, confirmed), *_criteria_defects(gate))


def draft_defects(gate: Gate, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """What keeps a gate from being written down while it is not whole yet: what is there must be right; what is missing may come later."""
    texts = (
        *text_defects(RECORDED_IN, gate.recorded_in, most=LINE, confirmed=confirmed, about_papers=True),
        *text_defects(REASON, gate.reason, most=LONGEST_REASON, confirmed=confirmed),
    )
    partner = () if gate.partner is None else _partner_defects(gate.partner)
    return (*texts, *partner, *(() if gate.quarter is None else _quarter_defects(gate.quarter, today)))


def _ground_defects(gate: Gate, confirmed: Container[str]) -> Iterator[Defect]:
    if gate.ground is None:
        yield Defect(GROUND, _("De grondslag is nog niet gekozen."), _("Kies de grondslag uit de lijst."))
    least = WORD if gate.ground is LegalGround.OWN_GROUND else 0
    yield from text_defects(RECORDED_IN, gate.recorded_in, most=LINE, least=least, confirmed=confirmed, about_papers=True)


def _referral_defects(gate: Gate, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    if gate.partner is None:
        yield Defect(PARTNER, _("De aanmelder is nog niet gekozen."), _("Kies welke partner de casus aanmeldt."))
    else:
        yield from _partner_defects(gate.partner)
    yield from reason_defects(REASON, gate.reason, least=SHORT_REASON, confirmed=confirmed)
    if gate.quarter is None:
        yield Defect(QUARTER, _("Het kwartaal is nog niet gekozen."), _("Kies het kwartaal waarin de casus is aangemeld."))
    else:
        yield from _quarter_defects(gate.quarter, today)


def _partner_defects(partner: Partner) -> Iterator[Defect]:
    if partner not in REFERRERS:
        yield Defect(PARTNER, _("Een jongere of ouder meldt niet zelf aan."), _("Kies welke partner de casus aanmeldt."))


def _quarter_defects(quarter: Period, today: date) -> Iterator[Defect]:
    if quarter != quarter.as_quarter:
        yield Defect(QUARTER, _("Dit is geen heel kwartaal."), _("Kies een kwartaal en geen dag."))
    elif quarter.first > today:
        yield Defect(QUARTER, _("Dit kwartaal is nog niet begonnen."), _("Kies het kwartaal waarin de casus is aangemeld."))


def _criteria_defects(gate: Gate) -> Iterator[Defect]:
    if not gate.criteria:
        yield Defect(CRITERIA, _("Er is nog geen criterium gekozen."), _("Kies de criteria waaraan de casus voldoet."))
    elif not complex_separate(gate.criteria):
        problem = _("Met deze criteria is de casus niet complex: K1, K2 en K3 samen zijn nodig, of K4.")
        yield Defect(CRITERIA, problem, _("Verbeter de criteria, of bespreek de casus aan een andere tafel."))
    if not gate.criteria_met:
        problem = _("Nog niemand heeft bevestigd dat de casus aan de landelijke criteria voldoet.")
        yield Defect(CRITERIA_MET, problem, _("Ga het na en bevestig het."))
