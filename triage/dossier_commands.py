"""`dossier …`: the encrypted file without a window. What a task says goes to stdout, everything that is wrong to stderr.

Each task opens the dossier as an account does, so it is bound to the role of the account and stands in the list of what was done.
"""

from __future__ import annotations

import os
import platform
import secrets
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from triage.errors import Defect, InputError
from triage.files import place_of, write_bytes
from triage.framework.registry import read_registry
from triage.passphrase import asked
from triage.review import EVIDENCE
from triage.terminal import Terminal
from triage.wording import DUTCH, TRIAL, Language, Message, _, n_

if TYPE_CHECKING:
    from triage.dossier.activity import Line
    from triage.dossier.check import Finding
    from triage.dossier.header import Header
    from triage.dossier.opening import Here, Opened
    from triage.dossier.operations.exporting import ExportRow
    from triage.dossier.places import Places
    from triage.dossier.store import Dossier
    from triage.dossier.unlock import Unlocked
    from triage.exchange.tables import Cells

BLANK = _("")

_KEY_NOT_SHOWN = (
    _("De herstelsleutel kon niet worden getoond. Er is geen dossier gemaakt."),
    _("Start de opdracht in een terminal, of waar de uitvoer ruimte heeft."),
)


def run_task(choices: Namespace, terminal: Terminal) -> int:
    """Run one task and return its exit code."""
    return _TASKS[choices.task](choices, terminal)


def here() -> Here:
    """This computer, now."""
    from triage.dossier.lock import computer_shown
    from triage.dossier.opening import Here

    return Here(lambda: datetime.now().astimezone(), secrets.SystemRandom(), computer_shown(platform.node()), os.getpid())


@contextmanager
def entered(choices: Namespace, terminal: Terminal, *, alters: bool = True) -> Iterator[Opened]:
    """The dossier, opened with what was asked and closed at the end; what is met at the door is said first."""
    from triage.dossier.actions import Action
    from triage.dossier.opening import open_dossier, open_with_recovery_key
    from triage.dossier.operations.retention import at_start
    from triage.dossier.places import Places

    places, key = Places(choices.file), asked(choices, terminal.said_in)
    with terminal.progress(_("Openen")):
        if choices.recovery:
            opened = open_with_recovery_key(places, key, here())
        else:
            opened = open_dossier(places, choices.account, key, here(), alters=alters)
    with closing(opened.dossier) as dossier:
        for message in (*_at_the_door(opened), *at_start(dossier)):
            terminal.tell(message)
        try:
            yield opened
        finally:
            dossier.note(Action.CLOSED)


def _at_the_door(opened: Opened) -> Iterator[Message]:
    if opened.taken is not None:
        yield opened.taken
    yield from opened.notes
    for finding in opened.findings:
        yield _("Let op: {finding}", finding=finding)


def new(choices: Namespace, terminal: Terminal) -> int:
    """Make a dossier; the instruction is said first, and the recovery key once."""
    from triage.casework.instruction import Topic
    from triage.dossier.actions import Action
    from triage.dossier.keys import measured_cost, timer
    from triage.dossier.opening import make, must_be_free
    from triage.dossier.places import Places

    places = Places(choices.file)
    must_be_free(places)
    terminal.say(_("Wie een dossier maakt, bevestigt deze instructie:"))
    for topic in Topic:
        terminal.say(_("- {topic}", topic=topic))
    passphrase = asked(choices, terminal.said_in, twice=True)
    with terminal.progress(_("Dossier maken")):
        opened, recovery = make(places, passphrase, measured_cost(timer(perf_counter)), here())
    opened.dossier.note(Action.CLOSED)
    opened.dossier.close()
    for message in _made(places, recovery):
        terminal.say(message)
    if not terminal.got_through:
        places.remove_new()
        raise InputError.at(place_of(places.path), *_KEY_NOT_SHOWN)
    return 0


def _made(places: Places, recovery: str) -> Iterator[Message]:
    yield _("Dossier gemaakt: {file}. U opent het als procesregisseur-1.", file=place_of(places.path))
    yield _("Het sleutelbestand {file} hoort erbij: het een gaat niet open zonder het ander.", file=place_of(places.header))
    yield BLANK
    yield _("Herstelsleutel: {key}", key=recovery)
    yield _("Schrijf de herstelsleutel over en leg het papier in de kluis. U ziet hem alleen nu.")
    yield _("Zonder uw wachtzin en zonder de herstelsleutel is het dossier verloren: niemand kan het dan nog openen.")
    yield BLANK
    yield _("Het dossier staat in de oefenstand. Werk alleen met verzonnen casussen tot is vastgelegd wat nodig is voor echte.")
    yield _("Wat erin staat is gepseudonimiseerd, niet anoniem: de organisatie kan nog uitzoeken om wie het gaat.")


def check(choices: Namespace, terminal: Terminal) -> int:
    """Every check; with `--repair` what can be mended is mended, after a copy was put aside.

    What was found at the door counts too: opening the dossier wrote it down, and it may not show any more.
    """
    from triage.dossier import check as checks
    from triage.dossier.actions import Action

    with entered(choices, terminal, alters=choices.repair) as opened:
        dossier = opened.dossier
        dossier.must_may(Action.CHECKED)
        with terminal.progress(_("Nakijken")) as told:
            findings = checks.run(dossier, told)
        dossier.note(Action.CHECKED)
        if choices.repair and findings:
            findings = _repaired(dossier, findings, terminal)
        missing = () if choices.head is None else checks.head_missing(dossier, choices.head)
        at_the_door = tuple(finding for finding in opened.findings if finding not in findings)
        for finding in (*at_the_door, *findings, *missing):
            terminal.tell(Defect(place_of(choices.file), finding.problem, finding.mend.message()).in_words(terminal.said_in))
        if at_the_door or findings or missing:
            return 1
        number, code = checks.head(dossier)
        losses = checks.earlier_losses(dossier)
        terminal.say(_("Het dossier is heel. Dit is nagekeken en goed:"))
        for one in checks.Check:
            if not (losses and one is checks.Check.SAVED):
                terminal.say(_("- {check}", check=one))
        for loss in losses:
            terminal.say(_("Volgens regel {number} ontbrak toen werk dat was opgeslagen.", number=str(loss)))
        terminal.say(_("De lijst van handelingen eindigt met regel {number}, code {code}.", number=str(number), code=code))
        return 0


def _repaired(dossier: Dossier, findings: tuple[Finding, ...], terminal: Terminal) -> tuple[Finding, ...]:
    from triage.dossier import backups, repair
    from triage.dossier import check as checks
    from triage.dossier.actions import Action

    dossier.must_may(Action.REPAIRED)
    aside = backups.put_aside(dossier)
    terminal.say(_("Eerst is er een kopie gemaakt: {file}.", file=place_of(aside)))
    for change in repair.mended(dossier, findings):
        terminal.say(change.text)
    return checks.run(dossier)


def backup(choices: Namespace, terminal: Terminal) -> int:
    """Make a backup and open it to see that it is good."""
    from triage.dossier.backups import back_up

    with entered(choices, terminal) as opened, terminal.progress(_("Reservekopie maken")) as told:
        change, _path = back_up(opened.dossier, choices.to, told)
    terminal.say(change.text)
    terminal.say(
        _("Bewaar reservekopieën ook op een andere plek dan deze computer. Zij gaan alleen open met een account of de herstelsleutel.")
    )
    return 0


def restore(choices: Namespace, terminal: Terminal) -> int:
    """Put a backup back; what stood there stays beside it under another name."""
    from triage.dossier.places import Places
    from triage.dossier.restoring import latest, restore_latest
    from triage.dossier.restoring import restore as put_back
    from triage.dossier.unlock import unlock, use_recovery_key

    places = Places(choices.file)
    if choices.backup is None:
        latest(places)  # before anything is asked
    key = asked(choices, terminal.said_in)

    def opens(header: Header) -> Unlocked:
        return use_recovery_key(header, key) if choices.recovery else unlock(header, choices.account, key)

    with terminal.progress(_("Terugzetten")):
        restored = restore_latest(places, opens, here()) if choices.backup is None else put_back(places, choices.backup, opens, here())
    with closing(restored.opened.dossier):
        if restored.passed_over:
            names = [place_of(path) for path in restored.passed_over]
            terminal.say(_("Overgeslagen, want niet heel of van een ander dossier: {names}.", names=names))
        terminal.say(_("Teruggezet: {file}. Wat er stond, staat ernaast met 'vervangen' in de naam.", file=place_of(restored.backup)))
        if restored.erased:
            count = len(restored.erased)
            terminal.say(
                n_(
                    "{count} casus was later gewist en is niet teruggekomen: {codes}.",
                    "{count} casussen waren later gewist en zijn niet teruggekomen: {codes}.",
                    count,
                    codes=list(restored.erased),
                )
            )
    return 0


def activity(choices: Namespace, terminal: Terminal) -> int:
    """Who did what and when, oldest first."""
    from triage.dossier.activity import read_activity

    kinds = {name: kind.label for name, kind in read_registry(EVIDENCE).fact_kinds.items()}
    with entered(choices, terminal, alters=False) as opened:
        lines = read_activity(opened.dossier, case=(choices.case or "").strip().upper(), fact_kinds=kinds)
    for line in lines:
        at = line.at.astimezone()
        terminal.say(_("{day} {time} uur: {sentence}", day=at.date(), time=f"{at:%H.%M}", sentence=line.sentence))
        for change in line.changes:
            terminal.say(_("    {change}", change=change))
    if choices.out is not None:
        from triage.exchange.tables import write_columns

        write_columns(activity_columns(lines, terminal.said_in), choices.out)
        terminal.say(_("De handelingen staan ook in {file}.", file=place_of(choices.out)))
    return 0


def activity_columns(lines: Sequence[Line], said_in: Language) -> dict[str, Cells]:
    """The activity record as a table: the six fields of REQ-46 of each line, its sentence, and its hash; nothing of a case but its code."""
    from triage.exchange.tables import as_cells

    columns: dict[str, list[str]] = {
        "line": [str(line.entry.number) for line in lines],
        "at": [line.entry.at for line in lines],
        "account": [line.entry.account for line in lines],
        "role": [line.entry.role for line in lines],
        "device": [line.entry.device for line in lines],
        "action": [line.entry.action for line in lines],
        "case": [line.entry.case for line in lines],
        "object": [line.entry.object for line in lines],
        "result": [line.entry.result for line in lines],
        "told": [said_in.say(line.sentence) for line in lines],
        "hash": [line.entry.hash for line in lines],
    }
    return {name: as_cells(values) for name, values in columns.items()}


def export(choices: Namespace, terminal: Terminal) -> int:
    """The answers as a table, without scores, notes and cases that stand out."""
    from triage.dossier.operations.exporting import export_rows
    from triage.exchange.tables import write_columns

    with entered(choices, terminal, alters=False) as opened:
        exported = export_rows(opened.dossier)
    write_columns(export_columns(exported.rows, terminal.said_in), choices.out)
    terminal.say(
        n_(
            "Tabel geschreven: {file}, met {count} casus. Er staan geen scores en geen toelichtingen in.",
            "Tabel geschreven: {file}, met {count} casussen. Er staan geen scores en geen toelichtingen in.",
            exported.cases,
            file=place_of(choices.out),
        )
    )
    if exported.held_back:
        terminal.say(
            n_(
                "{count} casus is achtergebleven: minder dan {least} zijn gelijk, of er ontbreekt een gegeven.",
                "{count} casussen zijn achtergebleven: minder dan {least} zijn gelijk, of er ontbreekt een gegeven.",
                exported.held_back,
                least=exported.least,
            )
        )
    return 0


def export_columns(rows: Sequence[ExportRow], said_in: Language) -> dict[str, Cells]:
    """One row per answer; the column `trial` says that it is for no decision."""
    from triage.exchange.tables import as_cells

    columns: dict[str, list[str]] = {
        "case": [row.case for row in rows],
        "practice": [str(row.practice).lower() for row in rows],
        "framework": [row.framework for row in rows],
        "item": [row.item for row in rows],
        "value": ["" if row.value is None else said_in.say(row.value) for row in rows],
        "status": [row.status.value for row in rows],
        "as_of": ["" if row.as_of is None else str(row.as_of) for row in rows],
        "source": ["" if row.source is None else row.source.value for row in rows],
        "trial": [DUTCH.say(TRIAL)] * len(rows),
    }
    return {name: as_cells(values) for name, values in columns.items()}


def print_from_dossier(choices: Namespace, today: date, terminal: Terminal) -> int:
    """The sheet of a case in a dossier; that it leaves is written down first."""
    from triage.dossier.holdings import WayOut
    from triage.dossier.operations.sheets import issue_sheet

    registry = read_registry(EVIDENCE)
    with entered(Namespace(**{**vars(choices), "file": choices.dossier}), terminal) as opened:
        content = issue_sheet(
            opened.dossier,
            choices.case.strip().upper(),
            registry=registry,
            printed=choices.printed or today,
            language=terminal.said_in,
            way=WayOut.SAVED,
        )
        write_bytes(choices.out, content)
    terminal.say(_("Verantwoordingsblad gemaakt: {file}. Dat staat in het dossier.", file=place_of(choices.out)))
    return 0


def say_issued(choices: Namespace, content: bytes, terminal: Terminal) -> bool:
    """Whether a dossier issued these very bytes; says when, by which role and which way, or that it did not."""
    from triage.dossier.operations.papers import issued, issued_words

    with entered(Namespace(**{**vars(choices), "file": choices.dossier}), terminal, alters=False) as opened:
        papers = issued(opened.dossier, content)
    for message in issued_words(papers):
        terminal.say(message)
    return bool(papers)


_TASKS: Mapping[str, Callable[[Namespace, Terminal], int]] = {
    "new": new,
    "check": check,
    "backup": backup,
    "restore": restore,
    "activity": activity,
    "export": export,
}
