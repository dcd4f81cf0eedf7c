"""The subcommands: read what is given, call the core, write the result, and say in Dutch what was done.

Exit code 0 is done, 1 something wrong with the input (a message per defect on stderr), 2 wrong usage, 3 a fault of ours (in the log,
without case content). The clock is read here and nowhere below.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import TYPE_CHECKING

from triage import review
from triage.account import Account, Paths, account_for, refused_path, say_refused
from triage.arguments import parse
from triage.errors import Defect, InputError
from triage.faults import kept, report_number
from triage.files import place_of, read_bytes, replacing
from triage.framework.model import Framework
from triage.framework.read import read_path
from triage.framework.registry import Registry, read_registry
from triage.review import OpenFramework
from triage.terminal import Terminal, hold_streams
from triage.weighing.places import PlaceList, PlaceState, place_list
from triage.weighing.weigh import weigh, weigh_case
from triage.wording import TRIAL, Message, _, language, n_

if TYPE_CHECKING:
    from triage.cases.intake import Intake
    from triage.cases.refusals import RefusedRow
    from triage.review.compare import Comparison
    from triage.weighing.weigh import Weighed

HOUSE = Path(__file__).resolve().parent.parent
EVIDENCE = HOUSE / "frameworks" / "evidence"
OUR_FAULT = 3
STOPPED = 130

MOST_WARNINGS_SAID = 20
"""Warnings of one framework said on the screen; of the rest the number."""

TABLE_ENDINGS = (".csv", ".xlsx", ".json")
ENDINGS = {"weigh": TABLE_ENDINGS, "list": TABLE_ENDINGS, "compare": TABLE_ENDINGS[:2], "sheet": (".pdf",)}
"""What the name of an output may end in, by command; it says what kind of file is written."""

EXPORT_ENDINGS = {"booklet": (".md",), "form": (".xlsx",), "schema": (".json",)}
"""The same, by what a framework is exported to."""


def run_command(arguments: Sequence[str]) -> int:
    """Run one subcommand and return its exit code."""
    hold_streams()
    terminal = Terminal()
    try:
        choices = parse(arguments)
    except SystemExit as stop:
        return terminal.done(stop.code if isinstance(stop.code, int) else 2)
    terminal.said_in = language(choices.lang)
    try:
        _must_be_writable(choices)
        return terminal.done(_COMMANDS[choices.command](choices, terminal))
    except InputError as error:
        terminal.tell(error.in_words(terminal.said_in))
        return terminal.done(1)
    except MemoryError:
        terminal.tell(
            _("Er is te weinig werkgeheugen. Sluit andere programma's of kies een kleiner bestand. Er is niets half weggeschreven.")
        )
        return terminal.done(1)
    except KeyboardInterrupt:
        terminal.tell(_("Gestopt. Er is niets half weggeschreven."))
        return terminal.done(STOPPED)
    except Exception as fault:
        terminal.tell(_reported(fault, datetime.now(UTC)))
        return terminal.done(OUR_FAULT)


def demo(choices: Namespace, terminal: Terminal) -> int:
    """The main job without a screen: weigh the example cases and write everything the program can make."""
    from triage.demo import House, make_demo

    with terminal.progress(_("Bladen maken en narekenen")) as told:
        for step in make_demo(House(HOUSE), choices.out, terminal.said_in, _today(), told):
            terminal.say(step)
    terminal.say(_("Alles staat in de map {folder}. Elke uitkomst is een proef, niet voor besluiten.", folder=place_of(choices.out)))
    return 0


def check(choices: Namespace, terminal: Terminal) -> int:
    """Check frameworks: shape, rules of review, worked examples. Every file is looked at, whatever the first one says."""
    wrong, registry = 0, read_registry(EVIDENCE)
    for path in choices.frameworks:
        try:
            opened = review.look(read_path(path), registry)
        except InputError as error:
            terminal.tell(error.in_words(terminal.said_in))
            wrong += 1
            continue
        wrong += not _report_check(opened, registry, choices.cases, terminal)
    return 1 if wrong else 0


def weigh_table(choices: Namespace, terminal: Terminal) -> int:
    """Trial: weigh a table of any size, one row per case."""
    opened, account = review.open(choices.framework), Account()
    try:
        _weigh_in_blocks(opened, choices, terminal, account)
    except InputError:
        say_refused(account, _paths(choices), terminal)
        raise
    if account.taken:
        terminal.say(n_("{count} casus gewogen: {file}.", "{count} casussen gewogen: {file}.", account.taken, file=place_of(choices.out)))
    return account_for(account, _paths(choices), terminal)


def _weigh_in_blocks(opened: OpenFramework, choices: Namespace, terminal: Terminal, account: Account) -> None:
    """Both files are written beside their places as the blocks come, and put there when all of it went well."""
    from triage.cases.intake import Reading
    from triage.cases.read_table import opened_tables
    from triage.cases.stream import StreamedIntake
    from triage.exchange.refused import refused_to
    from triage.exchange.tables import must_fit_a_sheet, weighings_to

    reading = Reading(
        opened.framework, choices.date or _today(), choices.date is not None, choices.invented, registry=read_registry(EVIDENCE)
    )
    with (
        terminal.progress(_("Wegen")) as told,
        opened_tables(choices.table, choices.facts, progress=told) as tables,
        ExitStack() as files,
    ):
        intake = StreamedIntake(tables, reading, progress=told)
        must_fit_a_sheet(choices.out, intake.rows)
        results: Callable[[Weighed], None] | None = None
        refusals: Callable[[Iterable[RefusedRow]], None] | None = None
        for block in intake.blocks():
            account.add(block)
            if block.refused:
                refusals = refusals or files.enter_context(refused_to(refused_path(choices.out), terminal.said_in))
                refusals(block.refused)
            if len(block.cases):
                results = results or files.enter_context(weighings_to(choices.out, opened.file, points=choices.points))
                results(weigh(opened.tables, block.cases))
    account.refused_are_written = True
    for message in (*intake.recognised, *intake.warnings):
        terminal.tell(message)


def list_places(choices: Namespace, terminal: Terminal) -> int:
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
    intake = _take_in(choices, opened.framework, terminal)
    if len(intake.cases):
        found = place_list(weigh(opened.tables, intake.cases), rule, choices.places)
        write_places(found, choices.out)
        terminal.say(_place_summary(found))
    return account_for(Account.of(intake), _paths(choices), terminal, intake.refused)


def compare_versions(choices: Namespace, terminal: Terminal) -> int:
    """Two versions of a framework: what changed, the version number due and, on a table, who moves and by which change."""
    from triage.review.compare import compare, version_defect
    from triage.review.move_words import comparison_lines

    old, new = _both(choices.old, choices.new)
    found = compare(old.framework, new.framework)
    for line in comparison_lines(found):
        terminal.say(line)
    terminal.say(_("Oud: {file}, SHA-256 {sha256}", file=old.file.name, sha256=old.sha256))
    terminal.say(_("Nieuw: {file}, SHA-256 {sha256}", file=new.file.name, sha256=new.sha256))
    for opened in (old, new):
        if failing := sum(not run.holds for run in opened.examples):
            terminal.tell(
                n_(
                    "Let op: in {file} komt {count} voorbeeld niet uit. De opdracht check noemt het.",
                    "Let op: in {file} komen {count} voorbeelden niet uit. De opdracht check noemt ze.",
                    failing,
                    file=opened.file.name,
                )
            )
    code = 0 if choices.table is None else _say_who_moves(choices, found, terminal)
    if defect := version_defect(found, new.file):
        terminal.tell(defect.in_words(terminal.said_in))
        return 1
    return code


def print_sheet(choices: Namespace, terminal: Terminal) -> int:
    """Trial: make a justification sheet of one case."""
    from triage.documents.sheet import sheet

    registry = read_registry(EVIDENCE)
    opened = review.open(choices.framework, registry)
    intake = _take_in(choices, opened.framework, terminal)
    number = _number_of(choices.case, intake.cases.codes)
    if number is None:
        account_for(Account.of(intake), _paths(choices), terminal, intake.refused)
        raise InputError.at(
            place_of(choices.table),
            _("De casus die u noemt staat niet in deze tabel, of is geweigerd."),
            _("Kijk in de kolom case welke codes er zijn."),
        )
    weighing = weigh_case(opened.tables, intake.cases.case(number))
    content = sheet(weighing, opened.file, registry, printed=choices.printed or _today(), language=terminal.said_in)
    _write(choices.out, content)
    terminal.say(_("Verantwoordingsblad gemaakt: {file}.", file=place_of(choices.out)))
    return account_for(Account.of(intake), _paths(choices), terminal, intake.refused)


def verify_results(choices: Namespace, terminal: Terminal) -> int:
    """Recompute a sheet, or a JSON file of results, from what it carries."""
    from triage.documents import replay
    from triage.documents.verify import verify

    content = read_bytes(choices.sheet, replay.MOST_BYTES)
    try:
        if replay.is_results(content) or choices.sheet.suffix.lower() == ".json":
            with terminal.progress(_("Narekenen")) as told:
                verdict = replay.replay(content, told)
        else:
            verdict = verify(content)
    except InputError as error:
        raise InputError(replace(defect, place=place_of(choices.sheet)) for defect in error.defects) from None
    terminal.say(verdict.message())
    for line in (*verdict.differences, *verdict.notes):
        terminal.say(_("- {line}", line=line))
    return 0 if verdict.holds else 1


def export(choices: Namespace, terminal: Terminal) -> int:
    """Write a framework in another form."""
    opened = review.open(choices.framework)
    terminal.say(_EXPORTS[choices.to](opened, choices.out, terminal))
    return 0


def _export_form(opened: OpenFramework, out: Path, terminal: Terminal) -> Message:
    """An empty fill-in form, and what was made."""
    from triage.cases.form import write_form

    write_form(opened.framework, out, terminal.said_in, read_registry(EVIDENCE))
    return _("Leeg formulier gemaakt: {file}.", file=place_of(out))


def _export_booklet(opened: OpenFramework, out: Path, terminal: Terminal) -> Message:
    """The booklet of the framework."""
    from triage.documents.booklet import booklet

    _write(out, booklet(opened, read_registry(EVIDENCE), terminal.said_in).encode("utf-8"))
    return _("Kaderboekje gemaakt: {file}.", file=place_of(out))


def _export_schema(_opened: OpenFramework, out: Path, terminal: Terminal) -> Message:
    """The schema of format 1, the same for every framework."""
    from triage.exchange.schema import schema_bytes

    _write(out, schema_bytes(terminal.said_in))
    return _("Schema van formaat 1 gemaakt: {file}. Het is voor elk kader hetzelfde.", file=place_of(out))


def _write(out: Path, content: bytes) -> None:
    with replacing(out) as beside:
        beside.write_bytes(content)


def _both(*paths: Path) -> list[OpenFramework]:
    """Two frameworks, also when an example in them does not come out. Raises InputError with the defects of both."""
    opened: list[OpenFramework] = []
    defects: list[Defect] = []
    for path in paths:
        try:
            opened.append(review.look(read_path(path)))
        except InputError as error:
            defects += error.defects
    if defects:
        raise InputError(defects)
    return opened


def _say_who_moves(choices: Namespace, found: Comparison, terminal: Terminal) -> int:
    from triage.exchange.moves import write_moves
    from triage.review.fitting import not_understood, questions_of_both
    from triage.review.move_words import movement_lines
    from triage.review.moves import movement

    intake = _take_in(choices, questions_of_both(found.old, found.new), terminal)
    if len(intake.cases):
        for framework in (found.old, found.new):
            if unknown := not_understood(intake.cases, framework):
                terminal.tell(
                    n_(
                        "{count} antwoord past niet bij versie {version}; het telt daar als onbekend.",
                        "{count} antwoorden passen niet bij versie {version}; ze tellen daar als onbekend.",
                        unknown,
                        version=framework.version,
                    )
                )
        with terminal.progress(_("Vergelijken")) as told:
            moved = movement(found.old, found.new, intake.cases, told)
        for line in movement_lines(moved, found):
            terminal.say(line)
        terminal.say(TRIAL)
        if choices.out is not None:
            write_moves(moved, choices.out)
            terminal.say(_("Alle verschuivingen staan in {file}.", file=place_of(choices.out)))
    return account_for(Account.of(intake), _paths(choices), terminal, intake.refused)


def _report_check(opened: OpenFramework, registry: Registry, folder: Path | None, terminal: Terminal) -> bool:
    """Say how a framework came through; True when it may be used."""
    framework, seen = opened.framework, review.inspect(opened, _today())
    found = (*review.defects(opened), *seen.refused)
    terminal.say(_("{file}: {title}, versie {version}", file=opened.file.name, title=framework.title, version=framework.version))
    terminal.say(_("  vorm: geen gebreken; SHA-256 {sha256}", sha256=opened.sha256))
    terminal.say(_review_summary(opened, seen))
    holding = sum(run.holds for run in opened.examples)
    terminal.say(
        n_(
            "  voorbeelden: {holding} van {count} klopt",
            "  voorbeelden: {holding} van {count} kloppen",
            len(opened.examples),
            holding=holding,
        )
    )
    proven = _report_proofs(opened, registry, folder, terminal)
    for warning in seen.warnings[:MOST_WARNINGS_SAID]:
        terminal.say(_("  let op: {warning}", warning=warning.in_words(terminal.said_in)))
    if (more := len(seen.warnings) - MOST_WARNINGS_SAID) > 0:
        terminal.say(n_("  let op: nog {count} waarschuwing", "  let op: nog {count} waarschuwingen", more))
    for defect in found:
        terminal.tell(defect.in_words(terminal.said_in))
    return proven and not found


def _report_proofs(opened: OpenFramework, registry: Registry, folder: Path | None, terminal: Terminal) -> bool:
    """Say each proof as it is made; True when every claim is proven. The cases that proofs show are kept in `folder`."""
    from triage.exchange.cases import write_cases
    from triage.review.proofs import Prover
    from triage.review.report import ProofReport

    framework = opened.framework
    if framework.advice is None:
        terminal.say(_("  bewijzen: dit kader geeft geen advies, dus er is niets te bewijzen"))
        return True
    report = ProofReport(Prover(opened.tables, registry), registry, perf_counter)
    for line in report.lines():
        terminal.say(line)
    if folder is not None:
        path = folder / f"{framework.id}-bewijzen.xlsx"
        write_cases(report.cases(), framework, path)
        terminal.say(_("  de casussen bij de bewijzen staan in {file}; u kunt ze in het venster openen", file=place_of(path)))
    return report.holds


def _review_summary(opened: OpenFramework, seen: review.Inspection) -> Message:
    if opened.framework.use == "test":
        return _("  toetsing: niet gedaan, dit is een testkader")
    refused = len(opened.refused) + len(seen.refused)
    return n_(
        "  toetsing: {count} gebrek, {warnings}",
        "  toetsing: {count} gebreken, {warnings}",
        refused,
        warnings=n_("{count} waarschuwing", "{count} waarschuwingen", len(seen.warnings)),
    )


def _place_summary(found: PlaceList) -> Message:
    """How many cases stand in each state."""
    counted = [(state, sum(place.state is state for place in found.candidates)) for state in PlaceState]
    return n_(
        "{count} plaats. {states}. Niet in aanmerking: {others}. De lijst is een proef, niet voor besluiten.",
        "{count} plaatsen. {states}. Niet in aanmerking: {others}. De lijst is een proef, niet voor besluiten.",
        found.places,
        states=[_("{state}: {count}", state=state, count=count) for state, count in counted],
        others=found.not_eligible,
    )


def _take_in(choices: Namespace, framework: Framework, terminal: Terminal) -> Intake:
    """The cases and facts a command was given, with what was recognised said on stderr."""
    from triage.cases.intake import take_in
    from triage.cases.read_table import facts_in_both, read_facts, read_tables

    with terminal.progress(_("Inlezen")) as told:
        tables = read_tables(choices.table, progress=told)
        facts = read_facts(choices.facts) if choices.facts else tables.facts
        if choices.facts and tables.facts is not None and len(tables.facts):
            raise facts_in_both(choices.table)
        intake = take_in(
            tables.cases,
            framework,
            facts=facts,
            reference_date=choices.date or _today(),
            date_wins=choices.date is not None,
            invented=choices.invented,
            registry=read_registry(EVIDENCE),
            progress=told,
        )
    for message in (*intake.recognised, *intake.warnings):
        terminal.tell(message)
    return intake


def _number_of(code: str, codes: Iterable[str]) -> int | None:
    """The place of a case by its code, however it is written; codes that differ only in capitals are the same code."""
    from triage.cases.headings import folded

    return next((number for number, known in enumerate(codes) if folded(known) == folded(code)), None)


def _must_be_writable(choices: Namespace) -> None:
    """The name of the output says which kind of file it is, and nothing that was given or is somebody's own gets lost by it."""
    out = getattr(choices, "out", None)
    if out is None:
        return
    endings = EXPORT_ENDINGS[choices.to] if choices.command == "export" else ENDINGS.get(choices.command, ())
    if endings and out.suffix.lower() not in endings:
        raise InputError.at(
            place_of(out),
            _("Dit soort bestand kan ik niet schrijven."),
            n_(
                "Kies een naam die eindigt op {endings}.", "Kies een naam die eindigt op een van: {endings}.", len(endings), endings=endings
            ),
        )
    given = [path for name in ("table", "facts", "framework", "old", "new") if (path := getattr(choices, name, None)) is not None]
    refused = [refused_path(out)] if hasattr(choices, "table") else []
    for path in (out, *refused):
        if any(_same_file(path, other) for other in given):
            raise InputError.at(place_of(path), _("Dit bestand hebt u ook als invoer gegeven."), _("Kies een andere naam voor de uitvoer."))
    for path in refused:
        _must_be_free(path)


def _must_be_free(path: Path) -> None:
    from triage.exchange.refused import is_list_of_refused

    if os.path.lexists(path) and not is_list_of_refused(path):
        raise InputError.at(
            place_of(path),
            _("Onder deze naam komen geweigerde rijen te staan, maar er staat al een ander bestand."),
            _("Kies een andere naam voor de uitvoer, of geef dat bestand een andere naam."),
        )


def _same_file(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    with suppress(OSError):
        return os.path.realpath(one) == os.path.realpath(other)
    return False


def _reported(fault: Exception, now: datetime) -> Message:
    """Keep a fault of ours in the log, and the message about it."""
    number = report_number(now)
    log = next((log for log in _fault_logs() if kept(fault, log, number)), None)
    if log is None:
        return _(
            "Fout in het programma; dat ligt niet aan u. Meld dit nummer: {number}. Het logboek kon niet worden geschreven.", number=number
        )
    return _(
        "Fout in het programma; dat ligt niet aan u. Meld dit nummer: {number}. "
        "Waar het misging, zonder iets van een casus, staat in {log}.",
        number=number,
        log=str(log),
    )


def _fault_logs() -> Iterable[Path]:
    """Where the log may be: with the user, or else in a new folder that nobody else can get into."""
    with suppress(RuntimeError):
        yield Path.home() / ".weegwijzer" / "fouten.log"
    with suppress(OSError):
        yield Path(mkdtemp(prefix="weegwijzer-")) / "fouten.log"


def _paths(choices: Namespace) -> Paths:
    return Paths(choices.table, choices.facts, choices.out)


def _today() -> date:
    return datetime.now().astimezone().date()


_COMMANDS: dict[str, Callable[[Namespace, Terminal], int]] = {
    "demo": demo,
    "check": check,
    "weigh": weigh_table,
    "list": list_places,
    "compare": compare_versions,
    "sheet": print_sheet,
    "verify": verify_results,
    "export": export,
}

_EXPORTS: dict[str, Callable[[OpenFramework, Path, Terminal], Message]] = {
    "booklet": _export_booklet,
    "form": _export_form,
    "schema": _export_schema,
}
