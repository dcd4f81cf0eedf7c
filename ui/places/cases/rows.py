"""The rows of the table of cases: what each column says and is sorted by. Results are unfolded only for rows that are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from triage.framework.model import Framework, Scale
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.weighing.result import Weighing
from triage.weighing.sentences import advice_sentence, bare_range, line_sentence, outcome_name, scale_sentence
from triage.weighing.truth import ScaleSums
from triage.weighing.weigh import Weighed
from triage.wording import Language, Message, _
from ui.explaining import Block, Explanation
from ui.widgets.tables import Column

WIDE_HERE = _("In deze tabel kan er een advies te veel staan, nooit een te weinig. Bij Weging staat precies wat nog kan.")
"""A table of many cases keeps what the walk through the decision table leaves."""


@dataclass(frozen=True, eq=False)
class CaseRow:
    """One case of the table: `number` is its row in `weighed`."""

    number: int
    code: str
    weighed: Weighed

    @cached_property
    def weighing(self) -> Weighing:
        """Its whole result."""
        return self.weighed.weighing(self.number)


def case_rows(weighed: Weighed) -> list[CaseRow]:
    """A row per case."""
    return [CaseRow(number, code, weighed) for number, code in enumerate(weighed.cases.codes)]


def case_columns(framework: Framework, language: Language) -> tuple[Column, ...]:
    """Code, the advice or what is still possible, then per scale its range, level and share known."""
    say = language.say
    columns = [
        Column(say(_("Casus")), _code, key=_code, width=12),
        Column(say(_("Advies, of wat nog kan")), ShortAdvice(framework, language), _advice_key, hint=say(WIDE_HERE)),
    ]
    hint = say(_("Een uitkomst als 11–15 betekent dat er nog antwoorden open zijn. Is niet alles bekend, dan staat erbij welk deel wel."))
    for scale in framework.scales:
        title = say(_("{scale}: punten en niveau", scale=scale.name) if scale.bands else _("{scale}: punten", scale=scale.name))
        columns.append(Column(title, ScaleWords(scale, language), partial(_range_key, scale.id), hint))
    return tuple(columns)


def case_sentence(language: Language, row: CaseRow) -> str:
    """The whole row in words."""
    scales = [_("{scale}: {range}", scale=result.scale.name, range=bare_range(result.low, result.high)) for result in row.weighing.scales]
    return language.say(_("Casus {code}. {advice} {scales}.", code=row.code, advice=advice_sentence(row.weighing), scales=scales))


def why_case(row: CaseRow) -> Explanation:
    """Advice, sums and lines that decided, for one case."""
    weighing = row.weighing
    framework = weighing.framework
    walk = weighing.advice.lines if weighing.advice is not None else ()
    shown = () if weighing.out_of_scope else weighing.scales
    sums = [_("{scale}: {sum}", scale=result.scale.name, sum=scale_sentence(result)) for result in shown]
    return Explanation(
        _("Waarom deze uitkomst van casus {code}?", code=row.code),
        tuple(
            Block(heading, lines)
            for heading, lines in (
                (_("Advies"), (advice_sentence(weighing),)),
                (_("Schalen"), tuple(sums)),
                (_("Zo kwam het advies tot stand"), tuple(line_sentence(line, framework) for line in walk)),
                (_("Meer weten?"), (_("Open de casus met Enter. Daar staat de uitleg van elk antwoord."),)),
            )
            if lines
        ),
    )


class ScaleWords:
    """Points, level and what is known of one scale. Each different sum is put in words once, straight from the sums of all cases."""

    def __init__(self, scale: Scale, language: Language) -> None:
        self._scale = scale
        self._language = language
        self._said: dict[tuple[int, ...], str] = {}

    def __call__(self, row: CaseRow) -> str:
        """The words for one case."""
        sums, number = row.weighed.counted.sums(self._scale.id), row.number
        if _out_of_scope(row):
            return self._language.say(_("niet gewogen"))
        columns = (sums.low, sums.high, sums.known_span, sums.sufficient, sums.band_low, sums.band_high)
        pattern = tuple(int(column[number]) for column in columns)
        if pattern not in self._said:
            self._said[pattern] = self._language.say(_sum(self._scale, sums, number, row.weighed.tables.unit))
        return self._said[pattern]


def _out_of_scope(row: CaseRow) -> bool:
    """Whether a case surely lies outside the scope: then no sum is shown (REQ-18)."""
    walk = row.weighed.walk
    return walk is not None and bool(walk.certain[row.number] and walk.possible[walk.outcomes.index(OUT_OF_SCOPE), row.number])


def _sum(scale: Scale, sums: ScaleSums, number: int, unit: int) -> Message:
    words: Message = bare_range(int(sums.low[number]) * unit, int(sums.high[number]) * unit)
    known = int(sums.known_span[number])
    share = known * 100 // sums.total_span if sums.total_span else 100
    if scale.bands and not sums.sufficient[number]:
        return _("{points}: te weinig bekend ({share}\u00a0%)", points=words, share=share)
    if scale.bands:
        words = _("{points}: {level}", points=words, level=_level(scale, sums, number))
    return words if known == sums.total_span else _("{sum} ({share}\u00a0% bekend)", sum=words, share=share)


class ShortAdvice:
    """The advice in as few words as it allows. Each different outcome is put in words once, straight from the walk of all cases."""

    def __init__(self, framework: Framework, language: Language) -> None:
        self._framework = framework
        self._language = language
        self._said: dict[tuple[bytes, bool, bool], str] = {}

    def __call__(self, row: CaseRow) -> str:
        """The words for one case."""
        walk = row.weighed.walk
        if walk is None:
            return self._language.say(_("dit kader geeft geen advies"))
        kept, certain = walk.possible[:, row.number], bool(walk.certain[row.number])
        withheld = any(where[row.number] for where in walk.withheld.values())
        pattern = (kept.tobytes(), certain, withheld)
        if pattern not in self._said:
            names: list[object] = [
                outcome_name(self._framework, outcome) for outcome, is_kept in zip(walk.outcomes, kept, strict=True) if is_kept
            ]
            self._said[pattern] = self._language.say(_in_short(names, certain=certain, withheld=withheld))
        return self._said[pattern]


def _in_short(names: list[object], *, certain: bool, withheld: bool) -> object:
    if certain:
        return names[0]
    if withheld:
        return _("nog niet te zeggen: te weinig bekend")
    return _("nog niet te zeggen: {outcomes}", outcomes=_alternatives([_("“{outcome}”", outcome=one) for one in names]))


def _alternatives(names: list[object]) -> Message:
    if len(names) == 1:
        return _("{only}", only=names[0])
    said: Message = _("{first}", first=names[0])
    for name in names[1:-1]:
        said = _("{before}, {next}", before=said, next=name)
    return _("{before} of {last}", before=said, last=names[-1])


def _code(row: CaseRow) -> str:
    return row.code


def _level(scale: Scale, sums: ScaleSums, number: int) -> Message:
    low, high = int(sums.band_low[number]), int(sums.band_high[number])
    return _("{band}", band=scale.bands[low].name) if low == high else _("nog niet te zeggen")


def _range_key(scale: str, row: CaseRow) -> Any:
    sums = row.weighed.counted.sums(scale)
    return int(sums.low[row.number]), int(sums.high[row.number])


def _advice_key(row: CaseRow) -> Any:
    walk = row.weighed.walk
    if walk is None:
        return (0,)
    return not bool(walk.certain[row.number]), tuple(not kept for kept in walk.possible[:, row.number])
