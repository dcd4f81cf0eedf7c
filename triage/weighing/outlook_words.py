"""The outlook of a case in words: what each open question settles, what would make the advice lighter, and what it rests on.

It explains the framework; it says nothing of what a young person will do. With a framework whose items are numbered (`Called`) the numbers
stand where the questions would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from triage.framework.model import Framework, Item, NumericItem, TallyItem
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.weighing.changes import Found
from triage.weighing.outlook import Change, Chosen, Decider, Outlook
from triage.weighing.reliance import Reliance, Together, Wrong
from triage.weighing.result import Weighing
from triage.weighing.sentences import Called, alternatives, fact_words, item_name, outcome_name, value_words
from triage.wording import Message, _, n_

KindName = Callable[[str], object]
"""What a kind of fact is called."""

EXPLAINS_ONLY = _(
    "Dit legt het kader uit: welke antwoorden tellen. Het is geen opdracht aan de jongere of de ouders, en het belooft niet dat het in "
    "het leven zo gaat. Alleen antwoorden die kunnen veranderen doen mee, niet de leeftijd en niet wat gebeurd is. Open antwoorden "
    "blijven open. Per manier staat één keuze van antwoorden, met zo klein mogelijke stappen; andere lichtere antwoorden op dezelfde "
    "vragen kunnen ook genoeg zijn."
)
"""Smallest changes explain the framework; they set nobody a task and promise no effect in life. A way is a set of items."""

EXACT = _("Deze opsomming is precies: alles wat hier staat kan nog, en iets anders niet.")
WIDE = _("Deze opsomming is ruim: er ontbreekt niets, maar er kan iets te veel staan.")
TOO_TANGLED = _("Dit kader is te verweven om precies uit te zoeken wat nog kan en wat het advies lichter zou maken.")
NO_EXACT = _("{wide} {tangled}", wide=WIDE, tangled=TOO_TANGLED)


def chosen_words(item: Item, chosen: Chosen) -> object:
    """An answer, or the numbers that nothing tells apart: `ja`, `3 of meer`, `12 tot en met 17 jaar`."""
    if chosen.value is not None:
        return value_words(item, chosen.value)
    if chosen.low is None:
        return _("niet van toepassing")
    if chosen.high is None:
        return _("{number} of meer", number=value_words(item, chosen.low))
    if chosen.low == chosen.high:
        return value_words(item, chosen.low)
    low = chosen.low if isinstance(item, NumericItem) and item.kind in ("age", "months") else value_words(item, chosen.low)
    return _("{low} tot en met {high}", low=low, high=value_words(item, chosen.high))


def asked_words(framework: Framework, items: Sequence[str]) -> object:
    """What is asked: the question, its number, or the facts where tallies count the same ones."""
    models = [framework.item_by_id[item] for item in items]
    if not isinstance(models[0], TallyItem):
        return item_name(models[0])
    if all(isinstance(model.name, Called) for model in models):
        return _("de feiten ({items})", items=[item_name(model) for model in models])
    return _("de feiten")


def outcomes_words(framework: Framework, outcomes: Sequence[str]) -> object:
    """Outcomes that are possible: `“A”`, `“A” of “B”`."""
    return alternatives([outcome_name(framework, outcome) for outcome in outcomes])


def settles_words(framework: Framework, outlook: Outlook, decider: Decider) -> list[Message]:
    """What each answer to a question that decides leaves or takes away, a line for answers with the same effect."""
    if not decider.leaves:
        return [_("Wat er dan overblijft, hangt af van welke feiten het zijn.")]
    if all(outcomes == outlook.possible for _answers, outcomes in decider.leaves):
        return [_("Dit antwoord alleen sluit nog niets uit; samen met andere antwoorden wel.")]
    item = framework.item_by_id[decider.items[0]]
    return [
        _(
            "{answers}: {left}",
            answers=alternatives([chosen_words(item, one) for one in answers]),
            left=_left_words(framework, outlook.possible, outcomes),
        )
        for answers, outcomes in decider.leaves
    ]


def _left_words(framework: Framework, possible: Sequence[str], outcomes: Sequence[str]) -> Message:
    """What an answer leaves, or what it takes away where that is shorter."""
    gone = [outcome for outcome in possible if outcome not in outcomes]
    if len(outcomes) == 1:
        return _("dan alleen {outcome}", outcome=outcomes_words(framework, outcomes))
    if not gone:
        return _("dan valt er niets af")
    if len(gone) == 1:
        return _("dan valt {outcome} af", outcome=outcomes_words(framework, gone))
    return _("dan nog {outcomes}", outcomes=outcomes_words(framework, outcomes))


def lighter_sentence(weighing: Weighing, outlook: Outlook) -> Message:
    """Whether, and by how many changes, the advice would be lighter."""
    lighter = outlook.lighter
    match lighter.found:
        case Found.LIGHTEST:
            return _("Dit is al het lichtste advies van het kader.")
        case Found.UNREACHABLE:
            return _(
                "Geen van de antwoorden die kunnen veranderen, maakt het advies lichter, ook niet samen. De leeftijd en wat gebeurd is "
                "zijn daarbij gelijk gebleven."
            )
        case Found.NOT_ONE:
            return _no_ladder(weighing, outlook)
    how_many = n_("als één antwoord anders was", "als {count} antwoorden samen anders waren", lighter.least)
    if not lighter.sets:
        return _(
            "Het kader zou een lichter advies geven {how_many}. Dat kan op {number} manieren. Hoe vaak elk onderdeel daarin voorkomt:",
            how_many=how_many,
            number=lighter.number,
        )
    return n_(
        "Het kader zou een lichter advies geven {how_many}. Dat kan op {count} manier:",
        "Het kader zou een lichter advies geven {how_many}. Dat kan op {count} manieren:",
        lighter.number,
        how_many=how_many,
    )


def _no_ladder(weighing: Weighing, outlook: Outlook) -> Message:
    if len(outlook.possible) > 1:
        return _("Er zijn nog meer adviezen mogelijk. Pas bij één advies is te zeggen wat het lichter zou maken.")
    if outlook.possible[0] == OUT_OF_SCOPE:
        return _("Deze casus valt buiten het kader; er is geen lichter advies te zoeken.")
    name = outcome_name(weighing.framework, outlook.possible[0])
    return _("“{outcome}” is niet lichter of zwaarder dan ander advies. Daarom is hier niets gezocht.", outcome=name)


def lighter_lines(framework: Framework, outlook: Outlook) -> list[Message]:
    """Every smallest set of changes, or how often each item stands in one when there are too many to list."""
    if outlook.lighter.sets:
        return [_("{changes}", changes=[change_words(framework, change) for change in one]) for one in outlook.lighter.sets]
    return [
        n_("{asked}: {count} keer", "{asked}: {count} keer", times, asked=asked_words(framework, items))
        for items, times in outlook.lighter.often
    ]


def change_words(framework: Framework, change: Change) -> Message:
    """One answer that would be another: `“Gaat de jongere naar school?”: “ja”`. Not *wordt*: it is no list of things to do."""
    asked = asked_words(framework, change.items)
    if change.to is None:
        return _("{asked}: minder feiten", asked=asked)
    return _("{asked}: “{answer}”", asked=asked, answer=chosen_words(framework.item_by_id[change.items[0]], change.to))


def reliance_sentence(rests_on: Reliance) -> Message | None:
    """On how many facts the advice rests; None while more than one outcome is possible, or where that was not sought."""
    if rests_on.now is None or (rests_on.together is None and not rests_on.alone):
        return None
    if rests_on.alone:
        return n_(
            "Op dit ene feit rust het advies. Klopt het niet, dan verandert het advies:",
            "Op elk van deze {count} feiten rust het advies. Klopt er één niet, dan verandert het advies:",
            len(rests_on.alone),
        )
    if not rests_on.together:
        return _("Dit advies rust niet op feiten: ook als er geen enkel feit klopt, blijft het zo.")
    if _only_facts(rests_on):
        return n_(
            "Geen enkel feit draagt dit advies alleen. Pas als {count} feit uit de lijst niet klopt, kan het veranderen.",
            "Geen enkel feit draagt dit advies alleen. Pas als {count} feiten uit de lijst samen niet kloppen, kan het veranderen.",
            rests_on.least,
        )
    return n_(
        "Geen enkel feit draagt dit advies alleen. Pas als {count} feit niet klopt, kan het veranderen:",
        "Geen enkel feit draagt dit advies alleen. Pas als {count} feiten samen niet kloppen, kan het veranderen:",
        rests_on.least,
    )


def reliance_lines(framework: Framework, rests_on: Reliance, kind: KindName) -> list[Message]:
    """The facts on which an advice rests, each with what would then be possible; or the smallest sets, if the sentence does not say it."""
    if rests_on.alone:
        return list(_alone_lines(framework, rests_on.alone, kind))
    if _only_facts(rests_on):
        return []
    return [_together_words(framework, one, kind) for one in rests_on.together or ()]


def _only_facts(rests_on: Reliance) -> bool:
    """Whether the one smallest set holds nothing but a number of dated facts, any of them."""
    if rests_on.together is None or len(rests_on.together) != 1:
        return False
    return not rests_on.together[0].items and not rests_on.together[0].named


def _alone_lines(framework: Framework, wrong: Sequence[Wrong], kind: KindName) -> Iterator[Message]:
    for one in wrong:
        then = outcomes_words(framework, one.possible)
        if one.fact is not None:
            yield _("{fact}: dan {outcomes}", fact=fact_words(one.fact, kind(one.fact.kind)), outcomes=then)
        elif one.item is not None:
            yield _("{answer}: dan {outcomes}", answer=_answer_name(framework, one.item), outcomes=then)


def _together_words(framework: Framework, one: Together, kind: KindName) -> Message:
    answers = [_answer_name(framework, item) for item in one.items]
    if one.named:
        return _("{parts}", parts=[*answers, *(_("“{fact}”", fact=fact_words(fact, kind(fact.kind))) for fact in one.named)])
    facts = [n_("{count} feit uit de lijst", "{count} feiten uit de lijst", number) for _items, number in one.facts]
    return _("{parts}", parts=[*answers, *facts])


def _answer_name(framework: Framework, item: str) -> Message:
    """A fact that is no row in the list of facts but an answer."""
    return _("het antwoord bij {asked}", asked=item_name(framework.item_by_id[item]))
