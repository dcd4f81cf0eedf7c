"""The worked examples: every answer and fact, the sum by hand as the makers wrote it, and the outcome that the program found too."""

from __future__ import annotations

from collections.abc import Iterator

from triage.cases.case import UNKNOWN, Fact
from triage.documents.booklet.edition import Edition
from triage.documents.booklet.markdown import heading, labelled, listed, paragraph, table
from triage.documents.sheet.counting import called
from triage.framework.example import Example
from triage.framework.vocabulary import AnswerStatus
from triage.review.examples import ExampleRun
from triage.weighing.result import ItemResult, ScaleResult, Use, Weighing
from triage.weighing.sentences import advice_sentence, answer_words, bare_range, item_answer, level_words
from triage.wording import _

ABOUT = _(
    "Deze casussen zijn verzonnen. De makers hebben de sommen met de hand geschreven; het programma rekent ze na als het kader wordt "
    "geopend. Bij een som met “..” staat links de laagste en rechts de hoogste uitkomst. Wat een bovengrens eraf haalt, staat er met een "
    "minteken."
)


def examples(edition: Edition) -> Iterator[str]:
    """A chapter per example."""
    if not edition.opened.examples:
        yield paragraph(edition.say(_("Dit kader heeft geen voorbeelden.")))
        return
    yield paragraph(edition.say(ABOUT))
    for run in edition.opened.examples:
        yield from _example(edition, run)


def _example(edition: Edition, run: ExampleRun) -> Iterator[str]:
    said = edition.say
    yield heading(said(_("Voorbeeld {number}: {name}", number=run.number, name=run.example.name)), 3)
    dated = run.example.reference_date
    yield labelled(said(_("Peildatum")), said(_("{day}.", day=dated) if dated else _("Maakt hier niet uit.")))
    rows = [_item_row(edition, result) for result in run.weighing.items]
    yield table(edition.row(_("Nr."), _("Onderdeel"), _("Antwoord"), _("Status"), _("Punten")), rows)
    yield from _facts(edition, run.weighing.case.facts)
    yield from _by_hand(edition, run.example)
    yield from _outcome(edition, run.weighing)


def _by_hand(edition: Edition, example: Example) -> Iterator[str]:
    """The sums as the makers wrote them."""
    names = {scale.id: scale.name for scale in edition.framework.scales}
    if example.by_hand:
        yield labelled(edition.say(_("Som met de hand")), edition.say(_("Per schaal, zoals de makers die schreven:")))
        yield listed(edition.entries(_("{scale}: {sum}", scale=names[scale], sum=written) for scale, written in example.by_hand.items()))


def _item_row(edition: Edition, result: ItemResult) -> tuple[str, ...]:
    """Number, question, answer, what became of it, and the points it can have."""
    points = None if result.item.scale is None else bare_range(result.low, result.high)
    return edition.row(edition.number(result.item.id), result.item.name, _answer(result), _status(edition, result), points)


def _answer(result: ItemResult) -> object:
    """The answer that was given, also one that does not count."""
    return (
        item_answer(result) if result.use in (Use.FROM_FACTS, Use.NO_FACTS_LIST, Use.DERIVED) else answer_words(result.item, result.answer)
    )


def _status(edition: Edition, result: ItemResult) -> str:
    """Status and quarter of an answer; empty where a count or a rule gives it, or nobody answered."""
    answer = result.answer
    if result.use in (Use.FROM_FACTS, Use.NO_FACTS_LIST, Use.DERIVED) or answer == UNKNOWN or answer.status is AnswerStatus.UNKNOWN:
        return ""
    said = [answer.status] if answer.as_of is None else [answer.status, answer.as_of]
    return ", ".join(map(edition.say, said))


def _facts(edition: Edition, facts: tuple[Fact, ...] | None) -> Iterator[str]:
    said = edition.say
    if facts is None:
        yield labelled(said(_("Feiten")), said(_("Er is geen lijst van feiten.")))
    elif not facts:
        yield labelled(said(_("Feiten")), said(_("Er zijn geen feiten.")))
    else:
        rows = [
            edition.row(called(number), edition.kind(fact.kind), fact.when, fact.status, _("betwist") if fact.contested else None)
            for number, fact in enumerate(facts, 1)
        ]
        yield table(edition.row(_("Feit"), _("Soort feit"), _("Wanneer"), _("Status"), _("Betwist")), rows)


def _outcome(edition: Edition, weighing: Weighing) -> Iterator[str]:
    """Points and level of each scale, each criterion, and the advice."""
    if weighing.scales:
        rows = [_scale_row(edition, scale) for scale in weighing.scales]
        yield table(edition.row(_("Schaal"), _("Punten"), _("Niveau")), rows)
    if weighing.criteria:
        truths = [edition.row(result.criterion.name, result.truth) for result in weighing.criteria]
        yield table(edition.row(_("Criterium"), _("Voldaan")), truths)
    yield labelled(edition.say(_("Uitkomst")), edition.say(advice_sentence(weighing)))


def _scale_row(edition: Edition, scale: ScaleResult) -> tuple[str, ...]:
    return edition.row(scale.scale.name, bare_range(scale.low, scale.high), level_words(scale))
