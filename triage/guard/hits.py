"""What the identifier guard can find, as data that never holds the text itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from triage.wording import Message, _


class Severity(StrEnum):
    """`refuse`: the text cannot be taken in like this. `warn`: somebody must look at it and answer."""

    REFUSE = "refuse"
    WARN = "warn"


class HitKind(StrEnum):
    """What a piece of text looks like."""

    BSN = "bsn"
    NINE_DIGITS = "nine_digits"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    DOSSIER_NUMBER = "dossier_number"
    FULL_DATE = "full_date"
    ADDRESS = "address"
    POSTCODE = "postcode"
    LICENCE_PLATE = "licence_plate"
    NAME = "name"

    def message(self) -> Message:
        """What it is called, with its article."""
        return {
            HitKind.BSN: _("een burgerservicenummer (BSN)"),
            HitKind.NINE_DIGITS: _("een getal van negen cijfers"),
            HitKind.IBAN: _("een rekeningnummer (IBAN)"),
            HitKind.PHONE: _("een telefoonnummer"),
            HitKind.EMAIL: _("een e-mailadres"),
            HitKind.URL: _("een internetadres"),
            HitKind.DOSSIER_NUMBER: _("een dossiernummer"),
            HitKind.FULL_DATE: _("een volledige datum"),
            HitKind.ADDRESS: _("een adres"),
            HitKind.POSTCODE: _("een postcode"),
            HitKind.LICENCE_PLATE: _("een kenteken"),
            HitKind.NAME: _("een naam"),
        }[self]


@dataclass(frozen=True)
class Hit:
    """Something that could lead to a person, from `start` up to `end` in the text. Holds no text."""

    kind: HitKind
    start: int
    end: int
    severity: Severity = Severity.REFUSE
