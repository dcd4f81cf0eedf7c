"""The sheets that are filled in: answers with their status and day, and facts; and the formulas that say what of them counts.

Framework format 1, *Answers and facts*, *Tally* and *Outdated*.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.cases.raw_table import letters
from triage.exchange.live.columns import (
    ANSWERS,
    FACTS,
    FIRST_ROW,
    NO,
    NOT_APPLICABLE,
    OPEN,
    ROW,
    STEPS,
    YES,
    Columns,
    border,
    one_of,
    quoted,
)
from triage.exchange.live.points import PointsSheet
from triage.framework.contents import limits
from triage.framework.model import Framework, Item, NumericItem, TallyItem, YesNoItem, decimals_of
from triage.framework.vocabulary import AnswerStatus
from triage.wording import DUTCH, _

CODE, DAY, LOOKED = f"{ANSWERS}!$A{ROW}", f"{ANSWERS}!$B{ROW}", f"{ANSWERS}!$C{ROW}"
"""The first three columns of the sheet with answers: code, reference date, and whether somebody looked for facts."""

FIRST_QUESTION = 4
BESIDE = ("antwoord", "status", "eerste dag")
"""The columns of a question; the last is the first day of the quarter, or the day, on which the answer was true."""

FACT_HEADINGS = ("casus", "soort", "eerste dag", "laatste dag", "status", "betwist")
"""The columns of the sheet with facts that are filled in."""

MANY = 10**9
"""More facts than there can be: the most that a count can be where nobody looked."""

_OR_OPEN = f'[>={MANY}]"{OPEN}";0'
"""How a count is shown: as a question mark where nobody looked."""

_SAID = {status: DUTCH.say(status) for status in AnswerStatus}
_COUNTS = ["", *(said for status, said in _SAID.items() if status.counts)]
_GIVEN = [_SAID[AnswerStatus.SIGNAL], _SAID[AnswerStatus.CONTESTED]]


@dataclass(frozen=True)
class Counts:
    """The columns with the least and the greatest number of facts of a tally."""

    low: str
    high: str


def counts_facts(framework: Framework) -> bool:
    """Whether the framework counts any facts, so that the workbook has a sheet for them."""
    return any(isinstance(item, TallyItem) for item in framework.items)


class AnswersRead:
    """What the answers and facts of a case say, as columns of the sheet with steps."""

    def __init__(self, framework: Framework, steps: Columns, points: PointsSheet, default_day: str, size: int, facts: int) -> None:
        self._framework = framework
        self._steps = steps
        self._points = points
        self._size, self._facts = size, facts
        places = range(FIRST_QUESTION, FIRST_QUESTION + len(framework.questions) * len(BESIDE), len(BESIDE))
        self._places = {item.id: place for item, place in zip(framework.questions, places, strict=True)}
        self.code = steps.append(f'{CODE}&""', about="casus", name="code")
        self.day = steps.append(f'IF({DAY}="",{default_day},{DAY})', about="casus", name="peildatum", number_format="dd-mm-yyyy")
        self.fact_columns = Columns(first=len(FACT_HEADINGS) + 1)
        self._fact_row = self._fact_day = ""
        if counts_facts(framework):
            self._begin_facts()

    def state(self, item: Item, *, given: bool) -> str:
        """The column with the answer that counts, `?` when unknown and a dash when not applicable.

        `given` is the reading for protection lines, in which a signal or contested answer counts as given.
        """
        place = self._places[item.id]
        value, status, day = (f"{ANSWERS}!${letters(place + number)}{ROW}" for number in range(3))
        open_, absent = quoted(OPEN), quoted(_SAID[AnswerStatus.NOT_APPLICABLE])
        late = [f"{day}>{self.day}"]
        if item.valid_months is not None:
            late.append(f'AND({day}<>"",{day}<{border(self.day, item.valid_months)})')
        counts = [*_COUNTS, *_GIVEN] if given else _COUNTS
        otherwise = "NA()" if given else f"IF({one_of(status, _GIVEN)},{open_},NA())"
        counted = f"IF({one_of(status, counts)},{self._listed(item, value)},{otherwise})"
        absence = quoted(NOT_APPLICABLE) if item.allow_not_applicable else "NA()"
        known = f"IF({status}={absent},{absence},{counted})"
        timely = f"IF(OR({','.join(late)}),{open_},{known})"
        nothing = f'OR({status}={quoted(_SAID[AnswerStatus.UNKNOWN])},AND({value}="",{status}<>{absent}))'
        return self._steps.add(
            f"IF({nothing},{open_},{timely})",
            about=item.id,
            name="antwoord zoals gegeven" if given else "antwoord dat telt",
            says=item.name,
        )

    def _listed(self, item: Item, value: str) -> str:
        """The answer itself; an error where the framework does not list it."""
        if isinstance(item, NumericItem):
            low, high = limits(item)
            tests = [f"ISNUMBER({value})", f"ROUND({value},{decimals_of(item)})={value}"]
            tests += [f"{value}>={low}"] * (low is not None) + [f"{value}<={high}"] * (high is not None)
            return f"IF(AND({','.join(tests)}),{value},NA())"
        if isinstance(item, YesNoItem):
            return f"IF({one_of(value, [YES, NO])},{value},NA())"
        return f'IF(ISNUMBER(MATCH({value}&"",{self._points.items[item.id].keys},0)),{value}&"",NA())'

    def counts(self, item: TallyItem) -> Counts:
        """The columns with the least and greatest count of a tally."""
        possible, sure = self._counted(item)
        return Counts(
            self._steps.add(self._sum(sure, "0"), about=item.id, name="aantal, ten minste", says=item.name),
            self._steps.add(
                self._sum(possible, str(MANY)),
                about=item.id,
                name="aantal, hoogstens",
                number_format=_OR_OPEN,
                says=item.name,
            ),
        )

    def _sum(self, column: str, unknown: str) -> str:
        """The facts of this case that count; the facts of a case are found by its row, so that no code is taken for a pattern."""
        rows, counted = self._range(self._fact_row), self._range(column)
        return f"IF({LOOKED}={quoted(YES)},SUMIF({rows},ROW()-{FIRST_ROW - 1},{counted}),{unknown})"

    def _range(self, column: str) -> str:
        letter = column.removesuffix(ROW)
        return f"{FACTS}!{letter}${FIRST_ROW}:{letter}${FIRST_ROW + self._facts - 1}"

    def _begin_facts(self) -> None:
        case, kind, first, last, status, contested = (f"${letters(number)}{ROW}" for number in range(1, len(FACT_HEADINGS) + 1))
        self._fact = {"kind": kind, "first": first, "last": last, "status": status, "contested": contested}
        codes, days = (f"{STEPS}!{place[:2]}${FIRST_ROW}:{place[:2]}${FIRST_ROW + self._size - 1}" for place in (self.code, self.day))
        listed = f"ISNUMBER(MATCH({status},{self._points.choices['status_fact']},0))"
        dated = f"ISNUMBER({first}),ISNUMBER({last})"
        self._fact_row = self.fact_columns.append(
            f'IF({case}="",0,IF(AND({listed},{dated}),MATCH({case}&"",{codes},0),NA()))',
            about="casus",
            name="nummer",
            says=_("de hoeveelste casus op het blad Antwoorden"),
        )
        self._fact_day = self.fact_columns.append(
            f"IF({self._fact_row}=0,0,INDEX({days},{self._fact_row}))",
            about="casus",
            name="peildatum",
            number_format="dd-mm-yyyy",
        )

    def _counted(self, item: TallyItem) -> tuple[str, str]:
        """The columns of the sheet with facts that say of each fact whether it may count and whether it surely counts."""
        of, fact, day = item.of, self._fact, self._fact_day
        statuses = [DUTCH.say(status) for status in of.statuses]
        maybe = [one_of(fact["kind"], of.facts), one_of(fact["status"], statuses), f"{fact['first']}<={day}"]
        surely = [f"{fact['contested']}<>{quoted(YES)}"]
        if of.within_months is not None:
            maybe.append(f"{fact['last']}>={border(day, of.within_months)}")
            surely.append(f"{fact['first']}>={border(day, of.within_months)}")
        elif of.before_months is not None:
            maybe.append(f"{fact['first']}<{border(day, of.before_months)}")
            surely.append(f"{fact['last']}<{border(day, of.before_months)}")
        possible = self.fact_columns.add(
            f"IF({self._fact_row}=0,0,IF(AND({','.join(maybe)}),1,0))", about=item.id, name="kan meetellen", says=item.name
        )
        sure = self.fact_columns.add(
            f"IF({possible}=0,0,IF(AND({','.join(surely)}),1,0))", about=item.id, name="telt zeker mee", says=item.name
        )
        return possible, sure
