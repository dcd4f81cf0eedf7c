"""Why a row of a table is not taken in: what kind of thing is wrong, where, and how to mend it. Never what stood there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from triage.errors import Defect
from triage.guard.hits import HitKind
from triage.wording import Message, _


class Refusal(StrEnum):
    """The kinds of problem that keep a row out."""

    RAGGED = "ragged"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    ERROR_CELL = "error_cell"
    NO_STORED_VALUE = "no_stored_value"
    NO_SUCH_DAY = "no_such_day"
    NO_CODE = "no_code"
    NOT_A_CODE = "not_a_code"
    DOSSIER_CODE = "dossier_code"
    TWICE = "twice"
    IDENTIFIER = "identifier"
    QUESTIONED = "questioned"
    NOT_LISTED = "not_listed"
    NOT_A_NUMBER = "not_a_number"
    TWO_READINGS = "two_readings"
    TOO_MANY_DECIMALS = "too_many_decimals"
    OUT_OF_RANGE = "out_of_range"
    ALWAYS_APPLICABLE = "always_applicable"
    NOT_A_STATUS = "not_a_status"
    STATUS_WITHOUT_ANSWER = "status_without_answer"
    STATUS_AGAINST_ANSWER = "status_against_answer"
    NOT_A_PERIOD = "not_a_period"
    NOT_A_DAY = "not_a_day"
    NOT_A_PARTNER = "not_a_partner"
    NOT_YES_OR_NO = "not_yes_or_no"
    PLACE_AFTER_DATE = "place_after_date"
    MISSING = "missing"
    UNKNOWN_CASE = "unknown_case"
    BEFORE_TWELVE = "before_twelve"
    FACTS_AGAINST_ANSWER = "facts_against_answer"
    FACT_REFUSED = "fact_refused"
    CASE_REFUSED = "case_refused"
    FACTS_UNSURE = "facts_unsure"

    def message(self) -> Message:
        """The problem in a few words."""
        return _KINDS[self]


_KINDS: dict[Refusal, Message] = {
    Refusal.RAGGED: _("te veel of te weinig cellen in de rij"),
    Refusal.UNREADABLE: _("onleesbare tekens"),
    Refusal.TOO_LONG: _("te lange tekst"),
    Refusal.ERROR_CELL: _("foutmelding van het rekenblad"),
    Refusal.NO_STORED_VALUE: _("formule zonder uitkomst"),
    Refusal.NO_SUCH_DAY: _("datum die niet bestaat"),
    Refusal.NO_CODE: _("code ontbreekt"),
    Refusal.NOT_A_CODE: _("geen neutrale code"),
    Refusal.DOSSIER_CODE: _("code lijkt op een dossiernummer"),
    Refusal.TWICE: _("code staat er vaker in"),
    Refusal.IDENTIFIER: _("herkenbaar gegeven"),
    Refusal.QUESTIONED: _("mogelijk een herkenbaar gegeven"),
    Refusal.NOT_LISTED: _("antwoord staat niet in de lijst"),
    Refusal.NOT_A_NUMBER: _("geen getal"),
    Refusal.TWO_READINGS: _("getal kan twee dingen betekenen"),
    Refusal.TOO_MANY_DECIMALS: _("te veel decimalen"),
    Refusal.OUT_OF_RANGE: _("getal valt buiten de grenzen"),
    Refusal.ALWAYS_APPLICABLE: _("niet van toepassing kan hier niet"),
    Refusal.NOT_A_STATUS: _("onbekende status"),
    Refusal.STATUS_WITHOUT_ANSWER: _("status zonder antwoord"),
    Refusal.STATUS_AGAINST_ANSWER: _("status past niet bij het antwoord"),
    Refusal.NOT_A_PERIOD: _("geen kwartaal of datum"),
    Refusal.NOT_A_DAY: _("geen datum"),
    Refusal.NOT_A_PARTNER: _("onbekende bron"),
    Refusal.NOT_YES_OR_NO: _("geen ja of nee"),
    Refusal.PLACE_AFTER_DATE: _("plaats van na de peildatum"),
    Refusal.MISSING: _("lege cel"),
    Refusal.UNKNOWN_CASE: _("casus staat niet in de tabel"),
    Refusal.BEFORE_TWELVE: _("feit van vóór de twaalfde verjaardag"),
    Refusal.FACTS_AGAINST_ANSWER: _("feiten en antwoord spreken elkaar tegen"),
    Refusal.FACT_REFUSED: _("een feit van deze casus is geweigerd"),
    Refusal.CASE_REFUSED: _("de casus van dit feit is geweigerd"),
    Refusal.FACTS_UNSURE: _("van een ander feit is de casus niet bekend"),
}


class Part(StrEnum):
    """Which of the two tables a row is in."""

    CASES = "cases"
    FACTS = "facts"

    def message(self) -> Message:
        """What the table is called."""
        return {Part.CASES: _("casussen"), Part.FACTS: _("feiten")}[self]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell and how to mend it; `found` names the kind of identifying data, never the data."""

    kind: Refusal
    mend: Message
    found: HitKind | None = None

    def message(self) -> Message:
        """The problem in a few words, with what was found."""
        if self.found is None:
            return self.kind.message()
        return _("{problem}: {what}", problem=self.kind.message(), what=self.found.message())


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One problem of one row: the row as the spreadsheet numbers it, and the column by its own name or its place."""

    part: Part
    row: int
    column: str
    problem: Problem

    @property
    def kind(self) -> Refusal:
        """The kind of problem."""
        return self.problem.kind

    @property
    def mend(self) -> Message:
        """What the user can do."""
        return self.problem.mend

    def defect(self, file: str | Message) -> Defect:
        """The same as a message with a place, for a list of defects."""
        place = _("{file}, rij {row}", file=file, row=str(self.row))
        if self.column:
            place = _("{file}, rij {row}, kolom {column}", file=file, row=str(self.row), column=self.column)
        return Defect(place, _("{problem}.", problem=self.problem.message()), self.mend)
