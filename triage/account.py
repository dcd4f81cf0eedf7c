"""What came of the rows a command read: said on the screen, with a list of the refused ones beside the output, and as an exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cases.intake_words import Counts
from triage.cases.refusals import Part, RefusedRow
from triage.files import place_of
from triage.terminal import Terminal
from triage.wording import Message, _, n_

if TYPE_CHECKING:
    from triage.cases.intake import Block, Intake

MOST_REFUSED_SAID = 20
"""Refused rows said on the screen; all of them stand in the file of refused rows."""

LONGEST_STEM = 200
"""Bytes of the name of an output that come back in the name of its file of refused rows."""


@dataclass(frozen=True)
class Paths:
    """The files of a command that reads cases."""

    table: Path
    facts: Path | None
    out: Path | None


@dataclass
class Account:
    """What came of the rows that a command read, as far as it got; of the refused ones the first, cases before facts."""

    taken: int = 0
    counts: Counts = field(default_factory=Counts)
    first_cases: list[RefusedRow] = field(default_factory=list)
    first_facts: list[RefusedRow] = field(default_factory=list)
    refused_are_written: bool = False

    def add(self, block: Block) -> None:
        """The next block of rows."""
        self.taken += len(block.cases)
        self.counts += block.counts
        self._keep_first(block.refused)

    @classmethod
    def of(cls, intake: Intake) -> Account:
        """Of a table that was taken in whole."""
        account = cls(len(intake.cases), Counts(intake.rows_read, intake.facts_read, intake.rows_refused, intake.facts_refused))
        account._keep_first(intake.refused)
        return account

    @property
    def first(self) -> list[RefusedRow]:
        """The first refused rows."""
        return [*self.first_cases, *self.first_facts][:MOST_REFUSED_SAID]

    def _keep_first(self, refused: Sequence[RefusedRow]) -> None:
        for part, first in ((Part.CASES, self.first_cases), (Part.FACTS, self.first_facts)):
            if len(first) < MOST_REFUSED_SAID:
                first.extend([one for one in refused if one.part is part][: MOST_REFUSED_SAID - len(first)])


def refused_path(out: Path) -> Path:
    """Where the refused rows come to stand: beside the output, under a name of that output alone and that a disk can hold."""
    stem = os.fsencode(out.stem)[:LONGEST_STEM].decode(errors="ignore")
    ending = "" if out.suffix.lower() == ".csv" else f"-{out.suffix.lower().lstrip('.')}"
    return out.with_name(f"{stem}{ending}-geweigerd.csv")


def account_for(account: Account, paths: Paths, terminal: Terminal, refused: Sequence[RefusedRow] = ()) -> int:
    """Exit code 1 and a file of refused rows beside the output when rows were refused, else 0.

    A file of refused rows that an earlier run left there is taken away when nothing is refused now.
    """
    from triage.exchange.refused import is_list_of_refused, write_refused

    path = None if paths.out is None else refused_path(paths.out)
    if not account.first:
        if path is not None and is_list_of_refused(path):
            _take_away(path, terminal)
        return 0
    say_refused(account, paths, terminal)
    if path is None or paths.out is None:
        terminal.tell(_("Met --out komen alle geweigerde rijen in een bestand."))
        return 1
    if not account.refused_are_written:
        write_refused(path, refused, terminal.said_in)
    terminal.tell(_("Alle geweigerde rijen staan in {file}.", file=place_of(path)))
    if not account.taken:
        terminal.tell(
            _(
                "Er is geen casus om te wegen. {file} is niet geschreven; wat er onder die naam stond, staat er nog.",
                file=place_of(paths.out),
            )
        )
    return 1


def say_refused(account: Account, paths: Paths, terminal: Terminal) -> None:
    """The first refused rows and how many there are, on stderr."""
    if not account.first:
        return
    names = {Part.CASES: place_of(paths.table), Part.FACTS: place_of(paths.facts or paths.table)}
    for row in account.first:
        terminal.tell(row.defect(names[row.part]).in_words(terminal.said_in))
    terminal.tell(_refused_summary(account.counts))


def _take_away(path: Path, terminal: Terminal) -> None:
    try:
        path.unlink()
    except OSError:
        terminal.tell(_("{file} is van een eerdere keer en kon niet worden weggehaald. Nu is er geen rij geweigerd.", file=place_of(path)))


def _refused_summary(counts: Counts) -> Message:
    return _(
        "Gelezen: {cases} en {facts}. Geweigerd: {refused_cases} en {refused_facts}.",
        cases=_cases(counts.rows_read),
        facts=_facts(counts.facts_read),
        refused_cases=_cases(counts.rows_refused),
        refused_facts=_facts(counts.facts_refused),
    )


def _cases(number: int) -> Message:
    return n_("{count} casus", "{count} casussen", number)


def _facts(number: int) -> Message:
    return n_("{count} feit", "{count} feiten", number)
