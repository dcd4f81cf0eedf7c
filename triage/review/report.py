"""What a check of the proofs says, line by line: each claim with its verdict and time, and of a claim that fails the case that shows it.

The clock is passed in, for nothing below the command line reads one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from triage.cases.case import Case, Fact
from triage.framework.model import Framework
from triage.framework.registry import Registry
from triage.review.proofs import Proof, Prover, Verdict
from triage.weighing.fold import TooLargeError
from triage.weighing.sentences import answer_words, fact_words
from triage.wording import Message, _, n_

SEED = 1
"""Of the random cases that are compared: any will do, so long as they are the same each time."""

Clock = Callable[[], float]
"""Seconds since some moment."""


@dataclass
class ProofReport:
    """The proofs of one framework, told while they are made. Afterwards `proofs` holds all of them."""

    prover: Prover
    registry: Registry
    clock: Clock
    proofs: list[Proof] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every claim was proven."""
        return all(proof.verdict is Verdict.PROVEN for proof in self.proofs)

    def lines(self) -> Iterator[Message]:
        """A line per claim, more where it fails; then the comparison with the engine and the sum."""
        start = before = self.clock()
        for proof in self.prover.claims():
            yield _line(proof, self.clock() - before)
            yield from self._failure(proof)
            self.proofs.append(proof)
            before = self.clock()
        yield from self._not_compared()
        yield self._sample()
        proven = sum(proof.verdict is Verdict.PROVEN for proof in self.proofs)
        yield n_(
            "  bewijzen: {proven} van {count} bewezen, in {seconds} s",
            "  bewijzen: {proven} van {count} bewezen, in {seconds} s",
            len(self.proofs),
            proven=proven,
            seconds=_seconds(self.clock() - start),
        )

    def cases(self) -> tuple[Case, ...]:
        """Every case that a proof shows: `proef-12-1` belongs to the twelfth claim, and of a pair also `proef-12-2`."""
        return tuple(
            replace(case, code=f"proef-{number}-{place}")
            for number, proof in enumerate(self.proofs, 1)
            for place, case in enumerate(proof.cases, 1)
        )

    def _failure(self, proof: Proof) -> Iterator[Message]:
        if proof.verdict is Verdict.PROVEN:
            return
        if proof.because is not None:
            yield _("      {because}", because=proof.because)
        if not proof.cases:
            return
        if any(
            earlier.rows == proof.rows and earlier.verdict is Verdict.REFUTED and len(earlier.cases) == len(proof.cases)
            for earlier in self.proofs
        ):
            yield _("      Dezelfde regels als hierboven: {rows}.", rows=self._rows(proof))
            return
        yield _("      {rows}", rows=self._rows(proof))
        yield from (_("      {line}", line=line) for line in case_lines(proof.cases, self.prover.framework, self.registry))

    def _rows(self, proof: Proof) -> Message:
        names = [self.prover.row_name(row) for row in proof.rows]
        if len(names) == 1:
            return _("De casus eindigt bij {row}.", row=names[0])
        return _("De eerste casus eindigt bij {first}, de tweede bij {second}", first=names[0], second=names[1])

    def _not_compared(self) -> Iterator[Message]:
        items = [item.id for item in self.prover.not_compared()]
        if items:
            yield n_(
                "  niet vergeleken op zwaarder en lichter: {items}; het kader geeft de antwoorden geen volgorde",
                "  niet vergeleken op zwaarder en lichter: {items}; het kader geeft de antwoorden geen volgorde",
                len(items),
                items=items,
            )

    def _sample(self) -> Message:
        try:
            count = self.prover.sample(SEED)
        except TooLargeError:
            return _("  niet vergeleken met de weging: te veel tussenstanden")
        return n_(
            "  vergeleken met de weging: {count} willekeurige casus, gelijk",
            "  vergeleken met de weging: {count} willekeurige casussen, gelijk",
            count,
        )


def case_lines(cases: Sequence[Case], framework: Framework, registry: Registry) -> Iterator[Message]:
    """A case in words: its answers and facts. Of two cases first what differs, then what they share."""
    first = cases[0]
    apart = [item for item in first.answers if any(case.answers[item] != first.answers[item] for case in cases)]
    for item in apart:
        yield _("{item}: {answers}", item=item, answers=[answer_words(framework.item_by_id[item], case.answers[item]) for case in cases])
    if any(case.facts != first.facts for case in cases):
        for number, case in enumerate(cases, 1):
            yield _("feiten van casus {number}: {facts}", number=number, facts=_facts(case, registry))
    elif first.facts:
        yield _("feiten: {facts}", facts=_facts(first, registry))
    shared = [item for item in first.answers if item not in apart]
    said = [_("{item} {answer}", item=item, answer=answer_words(framework.item_by_id[item], first.answers[item])) for item in shared]
    yield _("gelijk: {answers}", answers=said) if len(cases) > 1 else _("antwoorden: {answers}", answers=said)


def _facts(case: Case, registry: Registry) -> object:
    def said(fact: Fact) -> Message:
        kind = registry.fact_kinds.get(fact.kind)
        return fact_words(fact, kind.label if kind else fact.kind)

    return [said(fact) for fact in case.facts or ()] or _("geen")


def _line(proof: Proof, seconds: float) -> Message:
    word = {Verdict.PROVEN: _("bewezen"), Verdict.REFUTED: _("weerlegd"), Verdict.UNPROVEN: _("niet bewezen")}[proof.verdict]
    return _("  {verdict} ({seconds} s): {claim}", verdict=word, seconds=_seconds(seconds), claim=proof.claim)


def _seconds(seconds: float) -> Decimal:
    return round(Decimal(seconds), 2)
