"""The main job without a screen: the example cases weighed, and everything the program can write, in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from triage import review
from triage.cases.form import write_form
from triage.cases.intake import take_in
from triage.cases.notes import is_note
from triage.cases.read_table import read_table
from triage.documents.booklet import booklet
from triage.documents.sheet import file_name, sheet
from triage.documents.verify import verify
from triage.errors import InputError
from triage.exchange.schema import schema_bytes
from triage.exchange.tables import write_places, write_weighings
from triage.files import cannot_write, place_of, replacing
from triage.framework.registry import Registry, read_registry
from triage.review import OpenFramework
from triage.weighing.places import place_list
from triage.weighing.weigh import Weighed, weigh
from triage.wording import Language, Message, _, n_

PLACES = (8, 12)
"""Two lists of the sixty examples: with 8 places the line falls in a tie, with 12 it depends on answers that are still open."""

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
    weighed = _weigh_examples(house, opened, registry, today)
    yield n_("Gewogen: {count} verzonnen casus.", "Gewogen: {count} verzonnen casussen.", len(weighed))
    for ending in ("csv", "xlsx", "json"):
        write_weighings(weighed, opened.file, out / f"weging.{ending}", points=ending != "json")
    yield _("Uitkomsten als tabel: weging.csv, weging.xlsx en weging.json.")
    yield from _write_lists(weighed, opened, out)
    write_form(opened.framework, out / FORM, said_in, registry)
    yield _("Leeg invulformulier: formulier.xlsx.")
    _write(out / "kaderboekje.md", booklet(opened, registry, said_in).encode("utf-8"))
    _write(out / "kader.schema.json", schema_bytes(said_in))
    yield _("Kaderboekje: kaderboekje.md. De vorm van elk kaderbestand: kader.schema.json.")
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


def _weigh_examples(house: House, opened: OpenFramework, registry: Registry, today: date) -> Weighed:
    cases, facts = read_table(house.cases), read_table(house.facts)
    intake = take_in(cases, opened.framework, facts=facts, reference_date=today, registry=registry)
    if intake.refused:
        raise InputError(row.defect(house.cases.name) for row in intake.refused)
    return weigh(opened.tables, intake.cases)


def _write_lists(weighed: Weighed, opened: OpenFramework, out: Path) -> Iterator[Message]:
    rule = opened.framework.places
    if rule is None:
        return
    for places in PLACES:
        found = place_list(weighed, rule, places)
        for ending in ("csv", "xlsx", "json"):
            write_places(found, out / f"lijst-{places}-plaatsen.{ending}")
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
    _write(out / "bladen" / file_name(weighing.case.code, today), content)
    told((number + 1) / len(weighed))
    return verify(content).holds


def _write(path: Path, content: bytes) -> None:
    with replacing(path) as beside:
        beside.write_bytes(content)


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
