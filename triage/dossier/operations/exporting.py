"""Rare combinations of what is coarse, and the table of answers that may leave: none of a case that stands out by them (REQ-03, REQ-56).

Four coarse fields could point at a youth to whoever knows the region: age group, referring partner, quarter of referral and legal ground.
Cases are alike when all four are the same; cases for practice and others are never counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import text

from triage.cases.age_bands import age_band, band_number
from triage.cases.case import Answer
from triage.casework.gate import LegalGround
from triage.casework.record import CaseRecord
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, FrozenFramework, Settings
from triage.dossier.kinds import THE_ONE
from triage.dossier.operations.frameworks import opened_in
from triage.dossier.operations.naming import must
from triage.dossier.store import Dossier, Records
from triage.framework.vocabulary import AnswerStatus, Partner
from triage.periods import Period
from triage.wording import Message, _, n_


@dataclass(frozen=True)
class Coarse:
    """What cases are alike by. `age` is the number of the age group at the time it was told; None where a field is not filled in."""

    practice: bool
    age: int | None
    partner: Partner | None
    quarter: Period | None
    ground: LegalGround | None

    @property
    def whole(self) -> bool:
        """Whether all four are there."""
        return None not in (self.age, self.partner, self.quarter, self.ground)


@dataclass(frozen=True)
class ExportRow:
    """One answer of one case, without its note. An age stands as its group; `as_of` is a quarter."""

    case: str
    practice: bool
    framework: str
    item: str
    value: str | Decimal | Message | None
    status: AnswerStatus
    as_of: Period | None
    source: Partner | None


@dataclass(frozen=True)
class Exported:
    """The rows that may leave, of how many cases they are, and how many cases were held back because fewer than `least` are alike."""

    rows: tuple[ExportRow, ...]
    cases: int
    held_back: int
    least: int


def alike(dossier: Dossier, code: str) -> Message | None:
    """A warning when few cases are like this one; None when there are enough, or while a coarse field is not filled in.

    Raises InputError for an unknown code and for a role that reads no cases.
    """
    dossier.must_have_role(Action.CASE_OPENED, case=code)
    with dossier.reading() as records:
        mine, least = coarse_of(must(records, CaseRecord, code)), _least(records)
        number = _number_alike(records, mine) if mine.whole else least
    if number >= least:
        return None
    if number == 1:
        return _(
            "Alleen deze casus heeft deze leeftijd, aanmelder, grondslag en dit kwartaal. Wie de regio kent, kan raden om wie het gaat. "
            "De casus gaat niet mee in een tabel."
        )
    return n_(
        "Maar {count} casus heeft deze leeftijd, aanmelder, grondslag en dit kwartaal. Wie de regio kent, kan raden om wie het gaat. "
        "De casus gaat niet mee in een tabel.",
        "Maar {count} casussen hebben deze leeftijd, aanmelder, grondslag en dit kwartaal. Wie de regio kent, kan raden om wie het gaat. "
        "De casussen gaan niet mee in een tabel.",
        number,
    )


def export_rows(dossier: Dossier) -> Exported:
    """The answers of every case that is like enough others: codes and answers, never a score, an advice, a fact or a text.

    A case without all four coarse fields, one that stands out, and one to which this account must stay blind are held back. Whoever writes
    the rows marks them as a trial (`wording.TRIAL`): they are for no decision. That they left is written down first. Raises InputError for
    a role that may not.
    """
    dossier.must_may(Action.EXPORTED)
    dossier.note(Action.EXPORTED)
    with dossier.reading() as records:
        cases, least = records.every(CaseRecord), _least(records)
        classes = Counter(map(coarse_of, cases))
        blind = _blind(records, dossier.actor.account)
        kept = {one.code: one for one in cases if _may_leave(coarse_of(one), classes, least) and one.code not in blind}
        rows = tuple(_rows(records, dossier, kept))
    return Exported(rows, len(kept), len(cases) - len(kept), least)


def coarse_of(record: CaseRecord) -> Coarse:
    """The coarse fields of a case."""
    age = None if record.age is None else band_number(record.age.years)
    return Coarse(record.practice, age, record.gate.partner, record.gate.quarter, record.gate.ground)


def _least(records: Records) -> int:
    return (records.get(Settings, THE_ONE) or Settings()).export_alike


_LIKE = """
    SELECT json_extract(body, '$.age.years') FROM "case"
    WHERE json_extract(body, '$.practice') = :practice AND json_extract(body, '$.gate.partner') = :partner
      AND json_extract(body, '$.gate.ground') = :ground AND json_extract(body, '$.gate.quarter.first') = :first
      AND json_extract(body, '$.age') IS NOT NULL
"""


def _number_alike(records: Records, mine: Coarse) -> int:
    """How many cases are like this one, itself among them."""
    assert mine.partner is not None
    assert mine.quarter is not None
    assert mine.ground is not None
    asked = {"practice": mine.practice, "partner": mine.partner.value, "ground": mine.ground.value, "first": mine.quarter.first.isoformat()}
    return sum(band_number(years) == mine.age for (years,) in records.connection.execute(text(_LIKE), asked))


def _may_leave(coarse: Coarse, classes: Counter[Coarse], least: int) -> bool:
    return coarse.whole and classes[coarse] >= least


_BLIND = """
    SELECT DISTINCT "case" FROM assessment WHERE json_extract(body, '$.kind') = 'second_look' AND json_extract(body, '$.own') IS NULL
      AND json_extract(body, '$.account') = :account
"""
"""What `assessing.is_blind` says, of every case at once: the results in sealed assessments are large and are not needed here."""


def _blind(records: Records, account: str) -> frozenset[str]:
    """The cases in which this account still has a second look to give."""
    return frozenset(code for (code,) in records.connection.execute(text(_BLIND), {"account": account}))


def _rows(records: Records, dossier: Dossier, kept: dict[str, CaseRecord]) -> Iterable[ExportRow]:
    ages = _age_questions(records, dossier)
    for given in records.every(AnswerGiven):
        record = kept.get(given.case_code)
        if record is None or given.look:
            continue
        answer = given.answer
        value = _age_group(answer) if (given.framework, given.item) in ages else answer.value
        as_of = None if answer.as_of is None else answer.as_of.as_quarter
        yield ExportRow(record.code, record.practice, given.framework, given.item, value, answer.status, as_of, answer.source)


def _age_questions(records: Records, dossier: Dossier) -> frozenset[tuple[str, str]]:
    """The questions that ask an age, by framework and item."""
    frameworks = (opened_in(records, dossier, frozen.sha256).framework for frozen in records.every(FrozenFramework))
    return frozenset((framework.id, item.id) for framework in frameworks for item in framework.questions if item.kind == "age")


def _age_group(answer: Answer) -> Message | None:
    return age_band(answer.value) if isinstance(answer.value, Decimal) else None
