"""The rows of the table of cases: what each column says and is sorted by. Results are unfolded only for rows that are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from triage.framework.model import Framework
from triage.weighing.result import ScaleResult, Weighing
from triage.weighing.sentences import advice_sentence, bare_range, outcome_name, percent
from triage.weighing.weigh import Weighed
from triage.wording import Language, Message, _
from ui.widgets.tables import Column


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
        Column(say(_("Casus")), _code, key=_code, width=13),
        Column(say(_("Advies, of wat nog kan")), ShortAdvice(framework, language), _advice_key, width=40),
    ]
    for scale in framework.scales:
        name = scale.name
        columns += [
            Column(
                say(name),
                partial(_range, language, scale.id),
                partial(_range_key, scale.id),
                say(_("Punten op “{scale}”", scale=name)),
                numeric=True,
                width=13,
            ),
            Column(
                say(_("Niveau")),
                partial(_band, language, scale.id),
                partial(_band_key, scale.id),
                say(_("Niveau van “{scale}”", scale=name)),
                width=27,
            ),
            Column(
                say(_("Bekend")),
                partial(_share, language, scale.id),
                partial(_share_key, scale.id),
                say(_("Welk deel van de punten op “{scale}” bekend is", scale=name)),
                numeric=True,
                width=11,
            ),
        ]
    return tuple(columns)


def case_sentence(language: Language, row: CaseRow) -> str:
    """The whole row in words."""
    scales = [_("{scale}: {range}", scale=result.scale.name, range=bare_range(result.low, result.high)) for result in row.weighing.scales]
    return language.say(_("Casus {code}. {advice} {scales}.", code=row.code, advice=advice_sentence(row.weighing), scales=scales))


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
            names = [outcome_name(self._framework, outcome) for outcome, is_kept in zip(walk.outcomes, kept, strict=True) if is_kept]
            self._said[pattern] = self._language.say(_in_short(names, certain=certain, withheld=withheld))
        return self._said[pattern]


def _in_short(names: list[object], *, certain: bool, withheld: bool) -> object:
    if certain:
        return names[0]
    if withheld:
        return _("nog niet te zeggen: te weinig bekend")
    return _("nog niet te zeggen: {outcomes}", outcomes=_alternatives(names))


def _alternatives(names: list[object]) -> Message:
    if len(names) == 1:
        return _("{only}", only=names[0])
    said: Message = _("{first}", first=names[0])
    for name in names[1:-1]:
        said = _("{before}, {next}", before=said, next=name)
    return _("{before} of {last}", before=said, last=names[-1])


def _code(row: CaseRow) -> str:
    return row.code


def _result(row: CaseRow, scale: str) -> ScaleResult:
    return row.weighing.scale(scale)


def _range(language: Language, scale: str, row: CaseRow) -> str:
    result = _result(row, scale)
    return language.say(bare_range(result.low, result.high))


def _range_key(scale: str, row: CaseRow) -> Any:
    sums = row.weighed.counted.sums(scale)
    return int(sums.low[row.number]), int(sums.high[row.number])


def _band(language: Language, scale: str, row: CaseRow) -> str:
    result = _result(row, scale)
    if not result.scale.bands:
        return ""
    if not result.sufficient:
        return language.say(_("te weinig bekend"))
    if result.band is not None:
        return language.say(result.band.name)
    return language.say(_("nog niet te zeggen"))


def _band_key(scale: str, row: CaseRow) -> Any:
    sums = row.weighed.counted.sums(scale)
    return bool(sums.sufficient[row.number]), int(sums.band_low[row.number]), int(sums.band_high[row.number])


def _share(language: Language, scale: str, row: CaseRow) -> str:
    return language.say(percent(_result(row, scale)))


def _share_key(scale: str, row: CaseRow) -> Any:
    return int(row.weighed.counted.sums(scale).known_span[row.number])


def _advice_key(row: CaseRow) -> Any:
    walk = row.weighed.walk
    if walk is None:
        return (0,)
    return not bool(walk.certain[row.number]), tuple(not kept for kept in walk.possible[:, row.number])
