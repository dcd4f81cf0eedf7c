"""What can be mended in a dossier, after a copy of it was put aside (`backups.put_aside`).

The list of actions is the source: records are what it says they are. A list that was tampered with is not mended: that stays to be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from triage.dossier import schema, search
from triage.dossier.actions import Action
from triage.dossier.check import Check, Finding, Mend, Said, cases_lacking, said_by_the_list
from triage.dossier.kinds import KIND_NAMED
from triage.dossier.store import Change, Dossier
from triage.wording import _, n_

SOURCE = frozenset({Check.LIST, Check.HEAD, Check.END, Check.CONTENTS})
"""The checks of the list of actions itself: while one of them finds something, the list is no source to make records of."""


def mended(dossier: Dossier, findings: Iterable[Finding]) -> Iterator[Change]:
    """Mend what can be mended of these findings, each kind of repair once; no records from a list that is not whole."""
    found = tuple(findings)
    mends = {finding.mend for finding in found}
    if any(finding.check in SOURCE for finding in found):
        mends.discard(Mend.REBUILD_RECORDS)
    if Mend.REBUILD_RECORDS in mends:
        yield rebuild_records(dossier)
    if mends & {Mend.REBUILD_RECORDS, Mend.REFILL_INDEX}:
        yield refill_index(dossier)


def rebuild_records(dossier: Dossier) -> Change:
    """Make every record again what the list of actions says; those of a case of which the list lacks something stay as they are."""
    with dossier.writing(Action.REPAIRED) as writing:
        should, lacking = said_by_the_list(writing.connection), cases_lacking(writing.connection)
        for name, kind in KIND_NAMED.items():
            table = schema.RECORDS[name]
            there = {row.id: Said(row.case, row.body) for row in writing.connection.execute(select(table.c.id, table.c.case, table.c.body))}
            wanted = {id_: said for (of, id_), said in should.items() if of == name}
            for id_ in dict.fromkeys([*there, *wanted]):
                is_, be = there.get(id_), wanted.get(id_)
                if is_ != be and not lacking & {said.case for said in (is_, be) if said is not None}:
                    writing.put_body(kind, id_, (be or there[id_]).case, None if be is None else be.body)
    wrong = len(writing.changes)
    text = n_("{count} gegeven hersteld uit de lijst van handelingen.", "{count} gegevens hersteld uit de lijst van handelingen.", wrong)
    return writing.change(text, undo=False)


def refill_index(dossier: Dossier) -> Change:
    """Make the index for searching again."""
    with dossier.writing(Action.REPAIRED, about=schema.SEARCH) as writing:
        search.refill(writing.connection)
    return writing.change(_("Het zoekregister is opnieuw gemaakt."), undo=False)
