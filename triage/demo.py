"""The main job without a screen: the example cases weighed, and everything the program can write, in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from triage import review
from triage.cases.form import write_form
from triage.cases.intake import Intake, take_in
from triage.cases.notes import is_note
from triage.cases.read_table import read_table
from triage.documents.booklet import booklet
from triage.documents.sheet import file_name, sheet
from triage.documents.verify import verify
from triage.errors import InputError
from triage.exchange.live_workbook import write_live_workbook
from triage.exchange.place_tables import Listing, write_places
from triage.exchange.pmml import pmml
from triage.exchange.schema import schema_bytes
from triage.exchange.tables import write_weighings
from triage.files import cannot_write, place_of, write_bytes
from triage.framework.registry import Registry, read_registry
from triage.periods import Period
from triage.review import OpenFramework
from triage.weighing.weigh import Weighed, weigh
from triage.wording import Language, Message, _, n_

PLACES = (10, 14)
"""Two lists of the sixty examples, where two places are held: with 10 the line falls in a tie, with 14 it depends on open answers."""

FORM = "formulier.xlsx"

Told = Callable[[float], None]


@dataclass(frozen=True)
class House:
    """Where the parts of a checkout lie."""

    folder: Path

    @property
    def framework(self) -> Path:
        """The framework of the demonstration."""
        return self.folder / "frameworks" / "top60-ranking.yaml"

    @property
    def evidence(self) -> Path:
        """The registry of sources, fact kinds and attributes."""
        return self.folder / "frameworks" / "evidence"

    @property
    def cases(self) -> Path:
        """The invented example cases."""
        return self.folder / "examples" / "cases.csv"

    @property
    def facts(self) -> Path:
        """Their facts."""
        return self.folder / "examples" / "facts.csv"


def make_demo(house: House, out: Path, said_in: Language, today: date, told: Told) -> Iterator[Message]:
    """Write the demonstration in `out` and say step by step what was made. Raises InputError when a file cannot be written."""
    _keep_filled_form(out / FORM)
    _make_folder(out)
    _make_folder(out / "bladen", within=out)
    registry = read_registry(house.evidence)
    opened = review.open(house.framework, registry)
    yield _("Kader: {title}, versie {version}.", title=opened.framework.title, version=opened.framework.version)
    yield n_(
        "Voorbeelden in het kader: {count} van {count} klopt.",
        "Voorbeelden in het kader: {count} van {count} kloppen.",
        len(opened.examples),
    )
    intake = _take_in_examples(house, opened, registry, today)
    weighed = weigh(opened.tables, intake.cases)
    yield n_("Gewogen: {count} verzonnen casus.", "Gewogen: {count} verzonnen casussen.", len(weighed))
    for ending in ("csv", "xlsx", "json"):
        write_weighings(weighed, opened.file, out / f"weging.{ending}", points=ending != "json")
    yield _("Uitkomsten als tabel: weging.csv, weging.xlsx en weging.json.")
    yield from _write_lists(weighed, opened, intake.held, out)
    write_form(opened.framework, out / FORM, said_in, registry)
    yield _("Leeg invulformulier: formulier.xlsx.")
    cases = [weighed.cases.case(number) for number in range(len(weighed))]
    write_live_workbook(opened.tables, opened.sha256, cases, out / "rekenblad.xlsx", day=today, registry=registry)
    yield _("Rekenblad, dat zelf rekent: rekenblad.xlsx.")
    write_bytes(out / "kaderboekje.md", booklet(opened, registry, said_in).encode("utf-8"))
    write_bytes(out / "kader.schema.json", schema_bytes(said_in))
    write_bytes(out / "kader.pmml", pmml(opened, said_in).content)
    yield _("Kaderboekje: kaderboekje.md. De vorm van elk kaderbestand: kader.schema.json. Scorekaarten in PMML: kader.pmml.")
    holding = sum(_write_sheet(weighed, number, opened, registry, out, said_in, today, told) for number in range(len(weighed)))
    yield n_(
        "Verantwoordingsblad: {count} in de map bladen; {holding} klopt met zichzelf.",
        "Verantwoordingsbladen: {count} in de map bladen; {holding} kloppen met zichzelf.",
        len(weighed),
        holding=holding,
    )
    if holding < len(weighed):
        raise RuntimeError(f"{len(weighed) - holding} sheets do not hold")


def _keep_filled_form(form: Path) -> None:
    """Raises InputError when somebody filled in the form that an earlier demonstration left there: an empty one may not replace it."""
    try:
        filled = form.exists() and any(not is_note(row[0]) for row in read_table(form).rows)
    except InputError:
        filled = True
    if filled:
        raise InputError.at(
            place_of(form),
            _("Dit formulier is ingevuld of veranderd; de demonstratie zou er een leeg formulier voor in de plaats zetten."),
            _("Geef het een andere naam, of kies een andere map."),
        )


def _take_in_examples(house: House, opened: OpenFramework, registry: Registry, today: date) -> Intake:
    cases, facts = read_table(house.cases), read_table(house.facts)
    intake = take_in(cases, opened.framework, facts=facts, reference_date=today, registry=registry)
    if intake.refused:
        raise InputError(row.defect(house.cases.name) for row in intake.refused)
    return intake


def _write_lists(weighed: Weighed, opened: OpenFramework, held: Mapping[str, Period], out: Path) -> Iterator[Message]:
    if opened.framework.places is None:
        return
    for places in PLACES:
        listing = Listing.of(opened.file, weighed, places, held)
        for ending in ("csv", "xlsx", "json"):
            write_places(listing, out / f"lijst-{places}-plaatsen.{ending}")
        yield n_(
            "Lijst met {count} plaats: lijst-{count}-plaatsen.csv, ook als .xlsx en .json.",
            "Lijst met {count} plaatsen: lijst-{count}-plaatsen.csv, ook als .xlsx en .json.",
            places,
        )


def _write_sheet(
    weighed: Weighed, number: int, opened: OpenFramework, registry: Registry, out: Path, said_in: Language, today: date, told: Told
) -> bool:
    """Write the sheet of one case and say whether it holds when it is checked from its own bytes."""
    weighing = weighed.weighing(number)
    content = sheet(weighing, opened.file, registry, printed=today, language=said_in)
    write_bytes(out / "bladen" / file_name(weighing.case.code, today), content)
    told((number + 1) / len(weighed))
    return verify(content).holds


def _make_folder(folder: Path, within: Path | None = None) -> None:
    """Make a folder; when it cannot be made inside `within`, that is what the message is about."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise InputError.at(place_of(folder), _("Dit is een bestand, geen map."), _("Kies een andere map.")) from None
    except PermissionError:
        raise InputError.at(
            place_of(within or folder), _("In deze map mag u niet schrijven."), _("Kies een andere map of vraag om schrijfrechten.")
        ) from None
    except OSError as error:
        raise cannot_write(within or folder, error) from None
