"""What the columns of a table are for: which question each answers. A title that fits no question refuses the whole table.

Titles are never repeated in a message: a table without a header has a person's data on its first row. Columns that ask for
identifying data, or for an attribute that no framework may weigh, are refused with the reason (REQ-08, REQ-17, REQ-54).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triage.cases.headings import CASE, FACT_COLUMNS, FACTS_KNOWN, PLACE_SINCE, REFERENCE_DATE, REQUIRED_FACT_COLUMNS, canonical
from triage.cases.raw_table import RawTable, header_further_down
from triage.errors import Defect, InputError
from triage.framework.model import DerivedItem, Framework, TallyItem
from triage.framework.registry import Registry
from triage.wording import Message, _

BESIDE = ("status", "as_of", "source")
"""What may stand beside an answer: `ITEM@status`, `ITEM@as_of`, `ITEM@source`."""

_LONGEST_TITLE = 80
_WORDS = re.compile(r"[^\W\d_]+")

_NUMBER = r"(?:nummers?|nrs?|no|id|code)?"
_IDENTIFYING = re.compile(
    r".*naam|(?:voor|achter|roep|familie|meisjes|bij|eigen|gebruikers)?namen|initial(?:en|s)|voorl(?:etters?)?|tussenvoegsels?|alias(?:sen)?"
    r"|(?:sur|first|last|full|family|given|nick|user|maiden)?names?"
    rf"|bsn{_NUMBER}|sofi.*|burgerservice.*|(?:a|v|vip|skn|kvk|pgn|brp|gba|pv|bvh|ovj|cjib){_NUMBER.removesuffix('?')}"
    r"|skn|pgn|brp|gba|bvh|cjib|pvnr|strafrechtsketen.*|vreemdelingen.*"
    r"|geboren|geboorte(?:dat|dag|jaar|moment).*|geb(?:dat(?:um)?|dag|jaar)?|verjaardag|birth.*|dateofbirth|dob"
    r"|.*adres(?:sen)?|adres.*|address.*|.*straat|straat.*|huisnummer.*|huisnr.*|postbus.*"
    r"|.*telefoon.*|tel|tel(?:nr|nummer).*|gsm.*|mobiel.*|mobile.*|phone.*|whatsapp.*|telegram.*|.*e?mail.*"
    r"|iban.*|.*rekening(?:nummer|nr)?|bankreke.*|.*kenteken.*|nummerbord.*|nummerplaat.*"
    r"|.*dossier.*|parket.*|zaak.*|mutatie.*|procesverbaal.*|registratie(?:nummer|nr)|aangifte(?:nummer|nr)|.*kenmerk(?:nummer)?"
    rf"|(?:(?:client|klant|patient|leerling|student)(?:en)?|onderwijs|personeels?|medewerkers?|zorg|polis|persoons?|gedetineerden|kinder)"
    r"(?:nummers?|nrs?|no|id|code)"
    r"|paspoort.*|rijbewijs.*|identiteits.*|idkaart.*|idbewijs.*|document(?:nummer|nr)|legitimatie.*"
    r"|instagram.*|snapchat.*|tiktok.*|facebook.*|discord.*|linkedin.*|youtube.*|twitter.*|gamertag|accountn.*"
    r"|ip|imei.*|imsi.*|serienummer|foto.*|pasfoto.*|photo.*|handtekening|vingerafdruk.*|dna|biometri.*"
    r"|(?:groot|stief|pleeg|half)?(?:vader|moeder|broer|zus|ouder|gezinslid|gezinsleden|huisgenoot|voogd)(?:s|en)?(?:naam|nummer|code|id)?"
    r"|gezinsvoogd|contactpersoon|contactpersonen|contactgegevens|vertegenwoordiger"
)
"""Words in a title, or the whole title written as one word, that ask for what leads to a person. Without accents."""

_FREE_TEXT = re.compile(r"opmerking.*|toelichting.*|notitie.*|omschrijving.*|beschrijving.*|commentaar|notes?|comments?|remarks?|tekst")
_BY_ATTRIBUTE: Mapping[str, re.Pattern[str]] = {
    "nationaliteit": re.compile(r"nationalit.*|verblijfs.*|nationality"),
    "geboorteland": re.compile(r"geboorteland|geboorteplaats|herkomst.*"),
    "etniciteit_migratie": re.compile(r"etnic.*|ethnic.*|migratie.*|afkomst|race|ras"),
    "huidskleur_uiterlijk": re.compile(r"huidskleur|uiterlijk"),
    "naam_taal": re.compile(r"moedertaal|taal|thuistaal"),
    "geloof": re.compile(r"geloof.*|religi.*|godsdienst|levensovertuiging"),
    "geslacht": re.compile(r"geslacht|gender|sex|sekse"),
    "seksuele_gerichtheid": re.compile(r"seksuele.*|geaardheid|gerichtheid"),
    "gezondheid_diagnose": re.compile(r"diagnos.*|stoornis.*|medicatie|dsm"),
    "postcode_buurt": re.compile(r"postcode.*|buurt.*|wijk|woonplaats.*|plaatsnaam|stadsdeel|zip.*"),
    "inkomen_uitkering": re.compile(r"inkomen.*|uitkering.*|toeslag.*|income"),
    "gezinsvorm_kinderen": re.compile(r"burgerlijke|gezinsvorm|eenoudergezin"),
}
"""Words in a title that point at an attribute of class W, by the id of its record in the registry."""


@dataclass(frozen=True)
class CaseColumns:
    """The columns of a table of cases, counted from 0. `beside` is by question and by one of `BESIDE`."""

    case: int
    reference_date: int | None
    facts_known: int | None
    place_since: int | None
    answers: Mapping[str, int]
    beside: Mapping[tuple[str, str], int]


def case_columns(table: RawTable, framework: Framework, registry: Registry | None = None) -> CaseColumns:
    """The columns of a table of cases. Raises InputError with every title that cannot be used."""
    questions = {item.id for item in framework.questions}
    beside = {f"{item}@{what}": (item, what) for item in questions for what in BESIDE}
    known = {CASE, REFERENCE_DATE, FACTS_KNOWN, PLACE_SINCE, *questions, *beside}
    places = _places(table, known)
    defects = [
        Defect(table.place(number), *_why_not(title, framework, known, registry))
        for number, title in enumerate(map(canonical, table.header))
        if title not in known
    ]
    defects += [
        _alone(table, number, beside[title][0]) for title, number in places.items() if title in beside and beside[title][0] not in places
    ]
    _raise(table, [*_missing(table, (CASE,), places), *_hidden(table, known), *defects])
    return CaseColumns(
        places[CASE],
        places.get(REFERENCE_DATE),
        places.get(FACTS_KNOWN),
        places.get(PLACE_SINCE),
        {item.id: places[item.id] for item in framework.questions if item.id in places},
        {beside[title]: number for title, number in places.items() if title in beside},
    )


def fact_columns(table: RawTable) -> Mapping[str, int]:
    """The columns of a table of facts by name, counted from 0. Raises InputError with every title that cannot be used."""
    known = set(FACT_COLUMNS)
    places = _places(table, known)
    defects = [
        Defect(table.place(number), *_unknown(title, known, _("Deze kolom hoort niet in een tabel met feiten.")))
        for number, title in enumerate(map(canonical, table.header))
        if title not in known
    ]
    _raise(table, [*_missing(table, REQUIRED_FACT_COLUMNS, places), *_hidden(table, known), *defects])
    return places


def _places(table: RawTable, known: set[str]) -> dict[str, int]:
    return {title: number for number, title in enumerate(map(canonical, table.header)) if title in known}


def _raise(table: RawTable, defects: list[Defect]) -> None:
    titles = [canonical(title) for title in table.header]
    for number, title in enumerate(titles):
        if title in titles[:number]:
            defects.append(Defect(table.place(number), _("Deze kolom staat er twee keer in."), _("Verwijder er één.")))
    if defects:
        raise InputError(defects)


def _missing(table: RawTable, required: Iterable[str], places: Mapping[str, int]) -> list[Defect]:
    absent = [title for title in required if title not in places]
    if not absent:
        return []
    lower = header_further_down(table.name, table.columns, table.row_numbers) if CASE in absent else None
    if lower is not None:
        return [lower]
    return [
        Defect(table.name, _("De kolom {title} ontbreekt.", title=title), _("Voeg deze kolom toe, met precies dit woord als kop."))
        for title in absent
    ]


def _hidden(table: RawTable, known: set[str]) -> list[Defect]:
    """A hidden column that would change what is weighed: a status that nobody sees must not go missing either."""
    return [
        Defect(table.name, _("De kolom {title} is verborgen.", title=canonical(title)), _("Maak de kolom zichtbaar of verwijder die."))
        for title in table.hidden_columns
        if canonical(title) in known
    ]


def _alone(table: RawTable, number: int, item: str) -> Defect:
    return Defect(
        table.place(number),
        _("Deze kolom hoort bij {item}, maar die kolom ontbreekt.", item=item),
        _("Voeg de kolom {item} toe of verwijder deze.", item=item),
    )


def _why_not(title: str, framework: Framework, known: set[str], registry: Registry | None) -> tuple[Message, Message]:
    item = framework.item_by_id.get(title.partition("@")[0])
    if isinstance(item, TallyItem):
        return (
            _("{item} wordt geteld uit de feiten en heeft geen eigen antwoord.", item=item.id),
            _("Verwijder deze kolom en geef de feiten in een eigen tabel."),
        )
    if isinstance(item, DerivedItem):
        return _("{item} volgt uit andere antwoorden en heeft geen eigen antwoord.", item=item.id), _("Verwijder deze kolom.")
    return _personal(title, registry) or _unknown(title, known, _("Deze kolom hoort bij geen vraag van het kader."))


def _personal(title: str, registry: Registry | None) -> tuple[Message, Message] | None:
    words = _words_of(title[:_LONGEST_TITLE])
    remove = _("Verwijder deze kolom uit de tabel.")
    for attribute, pattern in _BY_ATTRIBUTE.items():
        if any(pattern.fullmatch(word) for word in words):
            record = registry.attributes.get(attribute) if registry else None
            if record is None:
                return _("Dit kenmerk mag in geen enkel kader meewegen."), remove
            return _("Dit kenmerk mag in geen enkel kader meewegen: {label}. {why}", label=record.label, why=record.why), remove
    if any(_IDENTIFYING.fullmatch(word) for word in words):
        return _("Aan deze kolom is iemand te herkennen. Zulke gegevens gaan dit programma niet in."), remove
    if any(_FREE_TEXT.fullmatch(word) for word in words):
        return _("Vrije tekst wordt niet ingelezen: daarin kan staan wie iemand is."), remove
    return None


def _words_of(title: str) -> list[str]:
    """The words of a title in plain letters, and all of them as one: `BSN-nummer` and `cliëntnr.` have many spellings."""
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", title) if not unicodedata.combining(sign))
    words = _WORDS.findall(letters)
    return [*words, "".join(words)]


def _unknown(title: str, known: set[str], problem: Message) -> tuple[Message, Message]:
    near = difflib.get_close_matches(title, sorted(known), 1, 0.75) if len(title) <= _LONGEST_TITLE else []
    if near:
        return problem, _("Bedoelt u {title}? Verander dan de kop; verwijder anders de kolom.", title=near[0])
    return problem, _("Verwijder deze kolom, of gebruik als kop de naam van een vraag uit het kader.")
