"""The subcommands: read what is given, call the core, write the result, and say in Dutch what was done.

Exit code 0 is done, 1 something wrong with the input (a message per defect on stderr), 2 wrong usage, 3 a fault of ours (in the log,
without case content). The clock is read here and nowhere below.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from triage import review
from triage.arguments import parse
from triage.errors import InputError
from triage.faults import write_down
from triage.files import read_bytes, replacing
from triage.framework.read import read_path
from triage.framework.registry import read_registry
from triage.review import OpenFramework
from triage.weighing.places import PlaceList, PlaceState, place_list
from triage.weighing.weigh import weigh, weigh_case
from triage.wording import LANGUAGES, Language, Message, _, language, n_

if TYPE_CHECKING:
    from triage.cases.intake import Intake
    from triage.cases.raw_table import Progress

HOUSE = Path(__file__).resolve().parent.parent
EVIDENCE = HOUSE / "frameworks" / "evidence"
OUR_FAULT = 3
STOPPED = 130

MOST_REFUSED_SAID = 20
"""Refused rows said on the screen; all of them stand in the file of refused rows."""


def run_command(arguments: Sequence[str]) -> int:
    """Run one subcommand and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a sign of ours shows a question mark; it must not stop the work.
            stream.reconfigure(errors="replace")
    choices = parse(arguments)
    said_in = language(choices.lang)
    try:
        _must_not_write_over(choices)
        return _COMMANDS[choices.command](choices, said_in)
    except InputError as error:
        _tell(error.in_words(said_in))
        return 1
    except KeyboardInterrupt:
        _tell(said_in.say(_("Gestopt. Er is niets half weggeschreven.")))
        return STOPPED
    except BrokenPipeError:
        return 1
    except Exception as fault:
        log = _fault_log()
        number = write_down(fault, log, datetime.now(UTC))
        _tell(
            said_in.say(
                _(
                    "Fout in het programma; dat ligt niet aan u. Meld dit nummer: {number}. Waar het misging, zonder iets van een casus, "
                    "staat in {log}.",
                    number=number,
                    log=str(log),
                )
            )
        )
        return OUR_FAULT


def demo(choices: Namespace, said_in: Language) -> int:
    """The main job without a screen: weigh the example cases and write everything the program can make."""
    from triage.demo import House, make_demo

    with progress(said_in.say(_("Bladen maken en narekenen"))) as told:
        for step in make_demo(House(HOUSE), choices.out, said_in, _today(), told):
            _say(said_in, step)
    _say(said_in, _("Alles staat in de map {folder}. Elke uitkomst is een proef, niet voor besluiten.", folder=str(choices.out)))
    return 0


def check(choices: Namespace, said_in: Language) -> int:
    """Check frameworks: shape and worked examples. Every file is looked at, whatever the first one says."""
    wrong = 0
    for path in choices.frameworks:
        try:
            opened = review.look(read_path(path))
        except InputError as error:
            _tell(error.in_words(said_in))
            wrong += 1
            continue
        wrong += not _report_check(opened, said_in)
    return 1 if wrong else 0


def weigh_table(choices: Namespace, said_in: Language) -> int:
    """Trial: weigh a table, one row per case."""
    from triage.exchange.tables import write_weighings

    opened = review.open(choices.framework)
    intake = _take_in(choices, opened, said_in)
    write_weighings(weigh(opened.tables, intake.cases), opened.sha256, choices.out, points=choices.points)
    _say(said_in, n_("{count} casus gewogen: {file}.", "{count} casussen gewogen: {file}.", len(intake.cases), file=choices.out.name))
    return _refused(intake, choices, said_in)


def list_places(choices: Namespace, said_in: Language) -> int:
    """Trial: who gets one of the limited places."""
    from triage.exchange.tables import write_places

    opened = review.open(choices.framework)
    rule = opened.framework.places
    if rule is None:
        raise InputError.at(
            opened.file.name,
            _("Dit kader kent geen lijst met beperkte plaatsen."),
            _("Kies een kader met een lijst, of gebruik de opdracht weigh."),
        )
    intake = _take_in(choices, opened, said_in)
    found = place_list(weigh(opened.tables, intake.cases), rule, choices.places)
    write_places(found, choices.out)
    _say(said_in, _place_summary(found))
    return _refused(intake, choices, said_in)


def print_sheet(choices: Namespace, said_in: Language) -> int:
    """Trial: make a justification sheet of one case."""
    from triage.documents.sheet import sheet

    opened = review.open(choices.framework)
    intake = _take_in(choices, opened, said_in)
    if choices.case not in intake.cases.codes:
        raise InputError.at(
            choices.table.name,
            _("De casus die u noemt staat niet in deze tabel, of is geweigerd."),
            _("Kijk in de kolom case welke codes er zijn."),
        )
    case = intake.cases.case(intake.cases.codes.index(choices.case))
    content = sheet(
        weigh_case(opened.tables, case), opened.file, read_registry(EVIDENCE), printed=choices.printed or _today(), language=said_in
    )
    with replacing(choices.out) as beside:
        beside.write_bytes(content)
    _say(said_in, _("Verantwoordingsblad gemaakt: {file}.", file=choices.out.name))
    return _refused(intake, choices, said_in)


def verify_sheet(choices: Namespace, said_in: Language) -> int:
    """Recompute a sheet from what it carries."""
    from triage.documents.archive import MOST_BYTES
    from triage.documents.verify import verify

    try:
        verdict = verify(read_bytes(choices.sheet, MOST_BYTES))
    except InputError as error:
        raise InputError(replace(defect, place=choices.sheet.name) for defect in error.defects) from None
    _say(said_in, verdict.message())
    for line in (*verdict.differences, *verdict.notes):
        _say(said_in, _("- {line}", line=line))
    return 0 if verdict.holds else 1


def export(choices: Namespace, said_in: Language) -> int:
    """Write a framework as an empty fill-in form."""
    from triage.cases.form import write_form

    opened = review.open(choices.framework)
    write_form(opened.framework, choices.out, said_in, read_registry(EVIDENCE))
    _say(said_in, _("Leeg formulier gemaakt: {file}.", file=choices.out.name))
    return 0


def _report_check(opened: OpenFramework, said_in: Language) -> bool:
    """Say how a framework came through; True when it may be used."""
    framework, found = opened.framework, review.defects(opened)
    _say(said_in, _("{file}: {title}, versie {version}", file=opened.file.name, title=framework.title, version=framework.version))
    _say(said_in, _("  vorm: geen gebreken; SHA-256 {sha256}", sha256=opened.sha256))
    holding = sum(run.holds for run in opened.examples)
    _say(said_in, _("  voorbeelden: {holding} van {all} kloppen", holding=holding, all=len(opened.examples)))
    _say(said_in, _("  bewijzen en inhoudelijke toetsing: niet gedaan, deze versie kan dat nog niet"))
    for defect in found:
        _tell(defect.in_words(said_in))
    return not found


def _place_summary(found: PlaceList) -> Message:
    """How many cases stand in each state."""
    counted = [(state, sum(place.state is state for place in found.candidates)) for state in PlaceState]
    return _(
        "{places} plaatsen. {states}. Niet in aanmerking: {others}. De lijst is een proef, niet voor besluiten.",
        places=found.places,
        states=[_("{state}: {count}", state=state, count=count) for state, count in counted],
        others=found.not_eligible,
    )


@contextmanager
def progress(text: str) -> Iterator[Progress]:
    """A bar on the terminal for work that may take long; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def _take_in(choices: Namespace, opened: OpenFramework, said_in: Language) -> Intake:
    """The cases and facts a command was given, with what was recognised said on stderr."""
    from triage.cases.intake import take_in
    from triage.cases.read_table import read_table, read_tables

    with progress(said_in.say(_("Inlezen"))) as told:
        tables = read_tables(choices.table, progress=told)
        facts = read_table(choices.facts) if choices.facts else tables.facts
        intake = take_in(
            tables.cases,
            opened.framework,
            facts=facts,
            reference_date=choices.date or _today(),
            date_wins=choices.date is not None,
            invented=choices.invented,
            registry=read_registry(EVIDENCE),
            progress=told,
        )
    for message in (*intake.recognised, *intake.warnings):
        _tell(said_in.sentence(message))
    return intake


def _must_not_write_over(choices: Namespace) -> None:
    """Neither the output nor the file of refused rows may take the place of something that was given, or of somebody's own file."""
    out = getattr(choices, "out", None)
    if out is None:
        return
    given = [path.resolve() for name in ("table", "facts", "framework") if (path := getattr(choices, name, None)) is not None]
    refused = [_refused_path(out)] if hasattr(choices, "table") else []
    for path in (out, *refused):
        if path.resolve() in given:
            raise InputError.at(path.name, _("Dit bestand hebt u ook als invoer gegeven."), _("Kies een andere naam voor de uitvoer."))
    for path in refused:
        if path.exists() and not _is_list_of_refused(path):
            raise InputError.at(
                path.name,
                _("Onder deze naam komen geweigerde rijen te staan, maar er staat al een ander bestand."),
                _("Kies een andere naam voor de uitvoer, of geef dat bestand een andere naam."),
            )


def _refused_path(out: Path) -> Path:
    return out.with_name(f"{out.stem}-geweigerd.csv")


def _is_list_of_refused(path: Path) -> bool:
    """Whether a file is a list of refused rows of ours, told by its first line."""
    from triage.cases.refusals import HEADING

    headings = {";".join(language(code).say(title) for title in HEADING) for code in LANGUAGES}
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.readline(200).strip() in headings
    except OSError:
        return False


def _fault_log() -> Path:
    try:
        return Path.home() / ".weegwijzer" / "fouten.log"
    except RuntimeError:
        return Path(gettempdir()) / "weegwijzer-fouten.log"


def _refused(intake: Intake, choices: Namespace, said_in: Language) -> int:
    """Exit code 1 and a file of refused rows beside the output when rows were refused, else 0.

    A file of refused rows that an earlier run left there is taken away when nothing is refused now.
    """
    path = _refused_path(choices.out)
    if not intake.refused:
        if path.exists() and _is_list_of_refused(path):
            with suppress(OSError):
                path.unlink()
        return 0
    from triage.cases.refusals import Part, write_refused

    write_refused(path, intake.refused, said_in)
    names = {Part.CASES: choices.table.name, Part.FACTS: (choices.facts or choices.table).name}
    for row in intake.refused[:MOST_REFUSED_SAID]:
        _tell(row.defect(names[row.part]).in_words(said_in))
    _tell(
        said_in.say(
            _(
                "Gelezen: {read} casussen en {facts} feiten. Geweigerd: {refused} casussen en {refused_facts} feiten. "
                "De rest is gewogen. Alle geweigerde rijen staan in {file}.",
                read=intake.rows_read,
                facts=intake.facts_read,
                refused=intake.rows_refused,
                refused_facts=intake.facts_refused,
                file=path.name,
            )
        )
    )
    return 1


def _today() -> date:
    return datetime.now().astimezone().date()


def _say(said_in: Language, message: Message) -> None:
    sys.stdout.write(said_in.say(message) + "\n")


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


_COMMANDS: dict[str, Callable[[Namespace, Language], int]] = {
    "demo": demo,
    "check": check,
    "weigh": weigh_table,
    "list": list_places,
    "sheet": print_sheet,
    "verify": verify_sheet,
    "export": export,
}
