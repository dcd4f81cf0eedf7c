"""The subcommands: read what is given, call the core, write the result, and say in Dutch what was done.

Exit code 0 is done, 1 something wrong with the input (a message per defect on stderr), 2 wrong usage, 3 a fault of ours (in the log,
without case content). The clock is read here and nowhere below.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import TYPE_CHECKING

from triage import review
from triage.account import Account, Paths, account_for, refused_path, say_refused
from triage.arguments import WITH_CASES, parse
from triage.errors import Defect, InputError
from triage.exports import export_to
from triage.faults import kept, report_number
from triage.files import place_of, read_bytes, write_bytes
from triage.framework.model import Framework
from triage.framework.read import read_path
from triage.framework.registry import Registry, read_registry
from triage.review import OpenFramework
from triage.terminal import Terminal, hold_streams
from triage.weighing.firmness_words import WHAT_IT_IS, matters_lines
from triage.weighing.place_firmness import ALONE, most_draws
from triage.weighing.place_words import counted_states, held_words, near_words, tie_words
from triage.weighing.weigh import weigh, weigh_case
from triage.wording import TRIAL, Message, _, language, n_

if TYPE_CHECKING:
    from triage.cases.case import Case
    from triage.cases.intake import Intake
    from triage.cases.refusals import RefusedRow
    from triage.exchange.place_tables import Listing
    from triage.review.compare import Comparison
    from triage.weighing.weigh import Weighed

HOUSE = Path(__file__).resolve().parent.parent
EVIDENCE = HOUSE / "frameworks" / "evidence"
OUR_FAULT = 3
STOPPED = 130

MOST_WARNINGS_SAID = 20
"""Warnings of one framework said on the screen; of the rest the number."""

TABLE_ENDINGS = (".csv", ".xlsx", ".json")
ENDINGS = {"weigh": TABLE_ENDINGS, "list": TABLE_ENDINGS, "compare": TABLE_ENDINGS[:2], "sheet": (".pdf",), "dossier": TABLE_ENDINGS[:2]}
"""What the name of an output may end in, by command; it says what kind of file is written."""

EXPORT_ENDINGS = {"booklet": (".md",), "form": (".xlsx",), "pmml": (".pmml", ".xml"), "schema": (".json",), "xlsx": (".xlsx",)}
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
    registry, account = read_registry(EVIDENCE), Account()
    opened = review.open(choices.framework, registry)
    try:
        _weigh_in_blocks(opened, registry, choices, terminal, account)
    except InputError:
        say_refused(account, _paths(choices), terminal)
        raise
    if account.taken:
        terminal.say(n_("{count} casus gewogen: {file}.", "{count} casussen gewogen: {file}.", account.taken, file=place_of(choices.out)))
    return account_for(account, _paths(choices), terminal)


def _weigh_in_blocks(opened: OpenFramework, registry: Registry, choices: Namespace, terminal: Terminal, account: Account) -> None:
    """Both files are written beside their places as the blocks come, and put there when all of it went well."""
    from triage.cases.intake import Reading
    from triage.cases.read_table import opened_tables
    from triage.cases.stream import StreamedIntake
    from triage.exchange.refused import refused_to
    from triage.exchange.tables import must_fit_a_sheet, weighings_to

    reading = Reading(opened.framework, choices.date or _today(), choices.date is not None, choices.invented, registry=registry)
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
    from triage.exchange.place_tables import Listing, write_places

    registry = read_registry(EVIDENCE)
    opened = review.open(choices.framework, registry)
    rule = opened.framework.places
    if rule is None:
        raise InputError.at(
            opened.file.name,
            _("Dit kader kent geen lijst met beperkte plaatsen."),
            _("Kies een kader met een lijst, of gebruik de opdracht weigh."),
        )
    intake = _take_in(choices, opened.framework, registry, terminal)
    if choices.draws > (most := most_draws(len(intake.cases))):
        raise InputError.at(
            place_of(choices.table),
            _("Zo vaak herberekenen duurt bij zo veel casussen te lang."),
            _("Kies met --draws hoogstens {most} herberekeningen, of 0 voor geen.", most=most),
        )
    if len(intake.cases):
        weighed = weigh(opened.tables, intake.cases)
        with terminal.progress(_("Herberekenen")) as told:
            listing = Listing.of(opened.file, weighed, choices.places, intake.held, draws=choices.draws, seed=choices.seed, told=told)
        write_places(listing, choices.out)
        for line in _list_lines(listing):
            terminal.say(line)
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
    """Make a justification sheet of one case: a trial, or of a case in a dossier."""
    if choices.dossier is not None:
        from triage.dossier_commands import print_from_dossier

        return print_from_dossier(choices, _today(), terminal)
    from triage.documents.sheet import sheet

    registry = read_registry(EVIDENCE)
    opened = review.open(choices.framework, registry)
    intake = _take_in(choices, opened.framework, registry, terminal)
    weighing = weigh_case(opened.tables, _case_called(choices.case, intake, choices, terminal))
    taken: list[tuple[Intake, Namespace]] = [(intake, choices)]
    earlier = None
    if (before := _before(choices)) is not None:
        taken.append((_take_in(before, opened.framework, registry, terminal), before))
        case = _case_called(choices.case, *taken[-1], terminal)
        earlier = weigh_case(opened.tables, replace(case, code=weighing.case.code))
    printed = choices.printed or _today()
    content = sheet(weighing, opened.file, registry, printed=printed, language=terminal.said_in, earlier=earlier)
    write_bytes(choices.out, content)
    terminal.say(_("Verantwoordingsblad gemaakt: {file}.", file=place_of(choices.out)))
    return max([account_for(Account.of(one), _paths(of), terminal, one.refused) for one, of in taken])


def verify_results(choices: Namespace, terminal: Terminal) -> int:
    """Recompute a sheet, or a JSON file of results, from what it carries."""
    from triage.documents import replay
    from triage.documents.verify import verify
    from triage.exchange.place_tables import LIST, listed_again

    content = read_bytes(choices.sheet, replay.MOST_BYTES)
    try:
        if replay.is_results(content) or choices.sheet.suffix.lower() == ".json":
            with terminal.progress(_("Narekenen")) as told:
                verdict = replay.replay(content, told, {LIST: listed_again})
        else:
            verdict = verify(content)
    except InputError as error:
        raise InputError(replace(defect, place=place_of(choices.sheet)) for defect in error.defects) from None
    terminal.say(verdict.message())
    for line in (*verdict.differences, *verdict.notes):
        terminal.say(_("- {line}", line=line))
    was_issued = choices.dossier is None or _was_issued(choices, content, terminal)
    return 0 if verdict.holds and was_issued else 1


def _was_issued(choices: Namespace, content: bytes, terminal: Terminal) -> bool:
    from triage.dossier_commands import say_issued

    return say_issued(choices, content, terminal)


def export(choices: Namespace, terminal: Terminal) -> int:
    """Write a framework in another form."""
    registry = read_registry(EVIDENCE)
    opened = review.open(choices.framework, registry)
    if choices.to in WITH_CASES:
        return _export_with_cases(opened, registry, choices, terminal)
    for message in export_to(choices.to, opened, choices.out, registry, terminal.said_in):
        terminal.say(message)
    return 0


def dossier(choices: Namespace, terminal: Terminal) -> int:
    """A task on the encrypted dossier."""
    from triage.dossier_commands import run_task

    return run_task(choices, terminal)


def _export_with_cases(opened: OpenFramework, registry: Registry, choices: Namespace, terminal: Terminal) -> int:
    """A live workbook: empty, or with the cases of a table."""
    from triage.exchange.live_workbook import write_live_workbook

    intake = None if choices.table is None else _take_in(choices, opened.framework, registry, terminal)
    if intake is not None and not len(intake.cases):
        return account_for(Account.of(intake), _paths(choices), terminal, intake.refused)
    cases = [] if intake is None else _chosen(intake, choices, terminal)
    day = choices.date or _today()
    with terminal.progress(_("Rekenblad schrijven")) as told:
        write_live_workbook(opened.tables, opened.sha256, cases, choices.out, day=day, registry=registry, told=told)
    if intake is None:
        terminal.say(_("Leeg rekenblad gemaakt: {file}. Het is een proef, niet voor besluiten.", file=place_of(choices.out)))
        return 0
    terminal.say(
        n_(
            "Rekenblad met {count} casus gemaakt: {file}. Het is een proef, niet voor besluiten.",
            "Rekenblad met {count} casussen gemaakt: {file}. Het is een proef, niet voor besluiten.",
            len(cases),
            file=place_of(choices.out),
        )
    )
    return account_for(Account.of(intake), _paths(choices), terminal, intake.refused)


def _chosen(intake: Intake, choices: Namespace, terminal: Terminal) -> list[Case]:
    """The cases of a table, or the one that was asked for. Raises InputError when it is not there."""
    if choices.case is None:
        return [intake.cases.case(number) for number in range(len(intake.cases))]
    return [_case_called(choices.case, intake, choices, terminal)]


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

    intake = _take_in(choices, questions_of_both(found.old, found.new), read_registry(EVIDENCE), terminal)
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


def _list_lines(listing: Listing) -> Iterator[Message]:
    """What is said of a list: how many cases stand where, the places that are held, the rule at the line, and how it was recalculated."""
    found = listing.found
    stand = _("Stand: {states}", states=counted_states(found)) if found.rows else _("Er staat geen casus op de lijst")
    yield n_(
        "{count} plaats. {stand}. Niet in aanmerking: {others}. De lijst is een proef, niet voor besluiten.",
        "{count} plaatsen. {stand}. Niet in aanmerking: {others}. De lijst is een proef, niet voor besluiten.",
        found.places,
        stand=stand,
        others=found.not_eligible,
    )
    yield from held_words(found)
    yield from tie_words(found)
    yield from near_words(found)
    if listing.firmness is not None:
        yield _("Herberekend: {draws} keer, beginwaarde {seed}. {meaning}", draws=listing.draws, seed=str(listing.seed), meaning=WHAT_IT_IS)
        yield from matters_lines(listing.alone, min(listing.draws, ALONE), listing.file.framework)
    elif listing.draws:
        yield _("Er is niet herberekend: dit kader zegt niet hoe ver punten mogen bewegen.")


def _take_in(choices: Namespace, framework: Framework, registry: Registry, terminal: Terminal) -> Intake:
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
            registry=registry,
            progress=told,
        )
    for message in (*intake.recognised, *intake.warnings):
        terminal.tell(message)
    return intake


def _case_called(code: str, intake: Intake, choices: Namespace, terminal: Terminal) -> Case:
    """The case with this code in the table of these choices. Raises InputError when it is not there or was refused."""
    number = _number_of(code, intake.cases.codes)
    if number is None:
        account_for(Account.of(intake), _paths(choices), terminal, intake.refused)
        raise InputError.at(
            place_of(choices.table),
            _("De casus die u noemt staat niet in deze tabel, of is geweigerd."),
            _("Kijk in de kolom case welke codes er zijn."),
        )
    return intake.cases.case(number)


def _before(choices: Namespace) -> Namespace | None:
    """The choices of a sheet for reading the earlier weighing, when there is one; its refused rows get a file of their own."""
    if getattr(choices, "before", None) is None:
        return None
    out = choices.out.with_name(f"{choices.out.stem}-vorige{choices.out.suffix}")
    return Namespace(table=choices.before, facts=choices.before_facts, date=choices.before_date, invented=choices.invented, out=out)


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
    names = ("table", "facts", "framework", "old", "new", "before", "before_facts", "file", "dossier", "backup")
    given = [path for name in names if (path := getattr(choices, name, None)) is not None]
    given += [path.with_name(f"{path.name}-sleutels") for name in ("file", "dossier") if (path := getattr(choices, name, None)) is not None]
    refused = [refused_path(one.out) for one in (choices, _before(choices)) if one is not None and getattr(one, "table", None) is not None]
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
    "dossier": dossier,
}
