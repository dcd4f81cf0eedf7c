"""What can be chosen in the form of a case: quarters, sources, statuses, and numbers as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from triage.cases.case import Answer
from triage.cases.cell_values import AnswerReader
from triage.cases.refusals import Refusal
from triage.framework.model import ChoiceItem, LevelItem, NumericItem, YesNoItem, decimals_of
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.wording import Language, Message, _

YEARS_BACK = 12
"""Facts lie at most this far back: from the twelfth to the twenty-fourth birthday."""

Options = list[tuple[object, str]]


def quarters(today: date, also: Period | None = None) -> Options:
    """The quarters up to the one of `today`, newest first, written so that typing `2026-Q1` finds one.

    `also` is one more, that is older or is a day.
    """
    newest = Period.quarter_of(today)
    number = newest.first.year * 4 + (newest.first.month - 1) // 3
    offered: list[Period] = [Period.quarter((number - back) // 4, (number - back) % 4 + 1) for back in range(YEARS_BACK * 4 + 1)]
    if also is not None and also not in offered:
        offered.append(also)
    return [(period, str(period.as_quarter)) for period in offered]


def sources(language: Language, first: Sequence[Partner] = ()) -> Options:
    """Every kind of partner; those the framework names for a question stand first."""
    rest = [partner for partner in Partner if partner not in first]
    return [(None, language.say(_("niet ingevuld"))), *((partner, language.say(partner)) for partner in (*first, *rest))]


def answer_statuses(language: Language) -> Options:
    """How firm a given answer is; *onbekend* and *niet van toepassing* are answers themselves."""
    given = (AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED)
    return [(status, language.say(status)) for status in given]


def fact_statuses(language: Language) -> Options:
    """What became of a fact."""
    return [(status, language.say(status)) for status in FactStatus]


def listed_answers(item: YesNoItem | ChoiceItem | LevelItem, language: Language) -> Options:
    """The answers of a question that can be chosen, unknown first."""
    offered: Options = [(AnswerStatus.UNKNOWN, language.say(_("onbekend")))]
    match item:
        case YesNoItem():
            offered += [("yes", language.say(_("ja"))), ("no", language.say(_("nee")))]
        case ChoiceItem(options=options) | LevelItem(options=options):
            offered += [(option.id, language.say(option.name)) for option in options]
    if item.allow_not_applicable:
        offered.append((AnswerStatus.NOT_APPLICABLE, language.say(_("niet van toepassing"))))
    return offered


def typed_number(item: NumericItem, text: str) -> Answer | Message:
    """The answer that was typed, unknown for an empty field, or what to do about it. The same reader as for tables decides."""
    read = AnswerReader(item).value(text)
    if isinstance(read, Answer):
        return read
    if read.kind is Refusal.TOO_MANY_DECIMALS:
        places = decimals_of(item)
        return (
            _("Vul een heel getal in.")
            if places == 0
            else _("Vul een getal in met hoogstens {places} cijfers achter de komma.", places=places)
        )
    return read.mend
