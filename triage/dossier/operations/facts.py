"""The facts of a case: one list for every framework, and an empty list is an answer too (REQ-56).

What is contested is changed by settling the contest (`rights.settle`), never past it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from triage.cases.case import Fact
from triage.casework.contest import CONTESTED, Contest, renumbered
from triage.casework.facts import FACTS_AS_OF, fact_defects, fact_place, facts_defects, quarter_defects
from triage.casework.record import CaseRecord, left_defects
from triage.casework.texts import refuse
from triage.dossier.actions import Action
from triage.dossier.holdings import FactsKnown
from triage.dossier.operations.naming import must
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect
from triage.framework.vocabulary import Partner
from triage.periods import Period
from triage.wording import _, n_


def record_facts(dossier: Dossier, case: str, facts: Iterable[Fact], source: Partner, as_of: Period, kinds: Container[str]) -> Change:
    """Write down the whole list of facts: who gave it, and as of which quarter. No facts is an answer too.

    `kinds` are the kinds of fact of the registry. Raises InputError with everything that is wrong in the list, for facts before the twelfth
    birthday as far as the age is known, while a fact is contested, and for a case that left.
    """
    today, known = dossier.today(), FactsKnown(case, tuple(facts), source, as_of)
    with dossier.writing(Action.FACTS_CHANGED, case=case) as writing:
        record = must(writing, CaseRecord, case)
        refuse(
            (
                *left_defects(record),
                *quarter_defects(FACTS_AS_OF, as_of, today),
                *facts_defects(known.facts, kinds, record.age, today),
                *_contested_defects(writing, case),
            )
        )
        writing.put(known)
    said = (
        n_("Opgeslagen: {count} feit.", "Opgeslagen: {count} feiten.", len(known.facts)) if known.facts else _("Opgeslagen: geen feiten.")
    )
    return writing.change(said, undo=True)


def add_fact(dossier: Dossier, case: str, fact: Fact, kinds: Container[str]) -> Change:
    """Add a fact at the end of the list, so that the others keep their number. Raises InputError as `record_facts`, and without a list."""
    today = dossier.today()
    with dossier.writing(Action.FACTS_CHANGED, case=case) as writing:
        record, known = must(writing, CaseRecord, case), must(writing, FactsKnown, case)
        refuse((*left_defects(record), *fact_defects(fact, len(known.facts) + 1, kinds, record.age, today)))
        writing.put(replace(known, facts=(*known.facts, fact)))
    return writing.change(_("Het feit is toegevoegd."), undo=True)


def remove_fact(dossier: Dossier, case: str, number: int) -> Change:
    """Take a fact out by its number, counted from 1; the numbers behind it go down by one.

    Raises InputError when there is none, while it is contested, and for a case that left.
    """
    with dossier.writing(Action.FACTS_CHANGED, case=case) as writing:
        record, known = must(writing, CaseRecord, case), must(writing, FactsKnown, case)
        refuse((*left_defects(record), *_number_defects(known, number), *_contested_defects(writing, case, number)))
        writing.put(without(known, number))
        for one in renumbered(writing.of_case(Contest, case), number):
            writing.put(one)
    return writing.change(_("Het feit is weggehaald."), undo=True)


def without(known: FactsKnown, number: int) -> FactsKnown:
    """The list without the fact that has this number."""
    return replace(known, facts=known.facts[: number - 1] + known.facts[number:])


def _number_defects(known: FactsKnown, number: int) -> tuple[Defect, ...]:
    if 1 <= number <= len(known.facts):
        return ()
    return (Defect(fact_place(number), _("Dit feit is er niet."), _("Kies een feit uit de lijst.")),)


def _contested_defects(records: Records, case: str, number: int | None = None) -> tuple[Defect, ...]:
    """That a fact, or the one with this number, is contested and not settled: by a contest, or as it came in."""
    known = records.get(FactsKnown, case)
    contested = {one.fact for one in records.of_case(Contest, case) if one.open and one.fact is not None}
    contested |= {place for place, fact in enumerate(known.facts if known else (), 1) if fact.contested}
    if not (contested if number is None else number in contested):
        return ()
    problem = _("Een feit is betwist en nog niet nagegaan.") if number is None else _("Dit feit is betwist en nog niet nagegaan.")
    return (Defect(CONTESTED, problem, _("Ga het eerst na en handel de betwisting af.")),)
