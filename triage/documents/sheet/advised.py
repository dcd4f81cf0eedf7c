"""Parts 5 and 6: strengths and needs, and the advice of the framework with the way that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from triage.documents.blocks import Block, Cell, Column, Facts, Heading, Notice, Paragraph, Row, Table, Text
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed, Subject, lasting
from triage.documents.typeface import NOTE
from triage.framework.conditions import Condition
from triage.framework.model import Framework, LimitedPlaces, Need, OrderKey, ResponsivityLine, TallyItem
from triage.framework.vocabulary import Role
from triage.weighing.advice import PROTECTION, SCOPE
from triage.weighing.firmness_words import WHAT_IT_IS, advice_lines
from triage.weighing.goals import Fit, Goal, fits, goals
from triage.weighing.outlook import Decider, Outlook
from triage.weighing.outlook_words import (
    EXACT,
    EXPLAINS_ONLY,
    NO_EXACT,
    TOO_TANGLED,
    lighter_lines,
    lighter_sentence,
    reliance_lines,
    reliance_sentence,
    settles_words,
)
from triage.weighing.reasons import strongest
from triage.weighing.result import ItemResult, LineResult, Truth, Use, Weighing
from triage.weighing.sentences import Line, advice_sentence, condition_lines, leading_to, line_lines, outcome_name, points, scale_sentence
from triage.wording import Message, _, n_


def strengths_and_needs(subject: Subject) -> Iterator[Block]:
    """What goes well, which goals follow from the answers, and how help fits."""
    if subject.weighing.out_of_scope:
        yield Paragraph(Text(subject.say(NOT_WORKED_OUT), lasting=True))
        return
    yield from _strengths(subject)
    yield from _goals(subject)
    yield from _fit(subject)


NOT_WORKED_OUT = _("Deze casus valt buiten dit kader. Dit deel is daarom niet uitgewerkt.")


def advised(subject: Subject) -> Iterator[Block]:
    """The advice in words, its limits, what is open, and the walk line by line."""
    said = subject.say
    yield Notice(said(advice_sentence(subject.weighing)))
    yield from left_open(subject)
    yield from what_it_means(subject)
    yield Paragraph(Text(said(NO_PREDICTION), lasting=True))
    yield from _open_questions(subject)
    yield from _what_if(subject)
    yield from _firmness(subject)
    yield Heading(said(_("Wat tegen zulke kaders bekend is")), 3)
    yield Paragraph(Text(said(subject.framework.limits or NOT_FILLED_IN), lasting=True))
    yield from _walk(subject)
    yield from lasting(_limited_places, subject.framed)


def what_it_means(subject: Subject) -> Iterator[Block]:
    """What to do with the advice, or with a case out of scope, as the framework says it."""
    weighing, scope = subject.weighing, subject.framework.scope
    if weighing.outcome and weighing.outcome.text:
        yield Paragraph(Text(subject.say(weighing.outcome.text)))
    if weighing.out_of_scope and scope and scope.outside:
        yield Paragraph(Text(subject.say(scope.outside)))


def left_open(subject: Subject) -> Iterator[Block]:
    """While more than one advice is open: what the lists of advices and of questions promise, and what they do not."""
    if len(subject.weighing.possible) > 1:
        yield Paragraph(Text(subject.say(EXACT if subject.weighing.outlook is not None else NO_EXACT)))


NO_PREDICTION = _(
    "Dit kader is een hulpmiddel om geordend te wegen. Het is geen gevalideerd risico-instrument en het voorspelt niet wat een jongere "
    "gaat doen. Het geeft een advies om te bespreken; mensen besluiten."
)
"""The one sentence in which the sheet may speak of predicting (REQ-06, REQ-07)."""


def _strengths(subject: Subject) -> Iterator[Block]:
    yield Heading(subject.say(_("Sterke kanten")), 3)
    scales = [scale for scale in subject.weighing.scales if scale.scale.role is Role.PROTECTIVE]
    if not scales:
        yield Paragraph(Text(subject.say(_("Dit kader vraagt niet naar sterke kanten."))))
    for scale in scales:
        yield Paragraph(Text(subject.say(_("{name}: {sentence}", name=scale.scale.name, sentence=scale_sentence(scale)))))
        found = [result for tied in strongest(scale) for result in tied]
        if found:
            columns = (Column(subject.say(_("Wat helpt")), 0, 104 * MM), Column(subject.say(_("Antwoord")), 107 * MM, ROOM))
            rows = tuple(Row((subject.cell(_named(subject, result)), subject.cell(subject.answer(result)))) for result in found)
            yield Table(columns, rows)


def _goals(subject: Subject) -> Iterator[Block]:
    yield Heading(subject.say(_("Behoeften en doelen")), 3)
    every = goals(subject.weighing)
    found = [goal for goal in every if goal.truth is Truth.TRUE]
    if not every:
        yield Paragraph(Text(subject.say(NOT_FILLED_IN)))
        return
    yield from lasting(_when_a_goal, subject.framed)
    if found:
        columns = (
            Column(subject.say(_("Doel")), 0, 62 * MM),
            Column(subject.say(_("Leefgebied")), 65 * MM, 101 * MM),
            Column(subject.say(_("Op grond van")), 104 * MM, ROOM),
        )
        yield Table(columns, tuple(_goal_row(subject, goal) for goal in found))
    else:
        yield Paragraph(Text(subject.say(_("Uit de antwoorden volgt nu geen doel."))))
    yield from _undecided(subject, [goal.result for goal in every if goal.truth is Truth.UNKNOWN])


def _goal_row(subject: Subject, goal: Goal) -> Row:
    domain = subject.framework.domain_by_id.get(goal.need.domain or goal.result.item.domain or "")
    ground = (*subject.cell(_named(subject, goal.result)), *subject.cell(subject.answer(goal.result), style=NOTE))
    return Row((subject.cell(goal.need.goal), subject.cell(domain.name) if domain else (), ground))


def _fit(subject: Subject) -> Iterator[Block]:
    yield Heading(subject.say(_("Zo sluit de hulp aan")), 3)
    every = fits(subject.weighing)
    if not every:
        yield Paragraph(Text(subject.say(NOT_FILLED_IN)))
        return
    yield from lasting(_when_advice_on_help, subject.framed)
    found = [fit for fit in every if fit.truth is Truth.TRUE]
    for fit in found:
        yield Paragraph(Text(subject.say(_fit_words(subject, fit))))
    if not found:
        yield Paragraph(Text(subject.say(_("Uit de antwoorden volgt nu geen aanwijzing voor de hulp."))))
    yield from _undecided(subject, [fit.result for fit in every if fit.truth is Truth.UNKNOWN])


def _when_a_goal(framed: Framed) -> Iterator[Block]:
    """The rule behind the goals, so that a reader can find them from the answers and see that none is missing."""
    said = _("Elk van deze onderdelen geeft een eigen doel: {answers}.", answers=_which_answers(framed, framed.framework.needs))
    yield Paragraph(Text(framed.say(said), NOTE, lasting=True), stays=True)


def _when_advice_on_help(framed: Framed) -> Iterator[Block]:
    """The rule behind the lines about help."""
    answers = _which_answers(framed, framed.framework.responsivity)
    said = _("Elk van deze onderdelen geeft een eigen aanwijzing: {answers}.", answers=answers)
    yield Paragraph(Text(framed.say(said), NOTE, lasting=True), stays=True)


def _which_answers(framed: Framed, lines: Sequence[Need | ResponsivityLine]) -> list[Message]:
    """`onderdeel 22 bij ten minste 1 punt`, the items with the same rule together."""
    found: dict[str, tuple[Message, list[str]]] = {}
    for line in lines:
        rule = leading_to(framed.framework.item_by_id[line.item], line)
        found.setdefault(framed.say(rule), (rule, []))[1].append(line.item)
    return [_("{items} bij {rule}", rule=rule, items=framed.items(items)) for rule, items in found.values()]


def _fit_words(subject: Subject, fit: Fit) -> Message:
    return _("{advice} (onderdeel {number})", advice=fit.line.advice, number=str(subject.numbers[fit.result.item.id]))


def _undecided(subject: Subject, results: list[ItemResult]) -> Iterator[Block]:
    if results:
        items = subject.items(result.item.id for result in results)
        yield Paragraph(Text(subject.say(_("Meer is nog niet te zeggen. Dat hangt af van {items}.", items=items)), NOTE))


def _named(subject: Subject, result: ItemResult) -> Message:
    return _("{number}. {question}", number=str(subject.numbers[result.item.id]), question=result.item.name)


def _open_questions(subject: Subject) -> Iterator[Block]:
    weighing, said = subject.weighing, subject.say
    if weighing.advice is None:
        return
    if weighing.outlook is not None and weighing.outlook.deciding:
        yield Heading(said(open_intro(weighing)), 3)
        yield Paragraph(Text(said(MOST_FIRST), NOTE), stays=True)
        columns = (Column(said(_("Vraag")), 0, 82 * MM), Column(said(_("Wat er na het antwoord nog kan")), 85 * MM, ROOM))
        yield Table(columns, tuple(_decider_row(subject, weighing.outlook, decider) for decider in weighing.outlook.deciding))
    elif entries := deciding(subject):
        yield Heading(said(open_intro(weighing)), 3)
        yield Table((Column(said(_("Vraag")), 0, ROOM),), tuple(Row((subject.cell(entry),)) for entry in entries))
    elif not weighing.advice.certain:
        yield Paragraph(Text(said(_("Geen open vraag kan het advies nog veranderen."))))


MOST_FIRST = _("Bovenaan staat de vraag die het meeste duidelijk maakt, welk antwoord er ook komt.")


def open_intro(weighing: Weighing) -> Message:
    """What the list of open questions is: those that decide, or those without which too little is known."""
    outlook = weighing.outlook
    if outlook is None:
        withheld = weighing.advice is not None and bool(weighing.advice.withheld)
        return MORE_MUST_BE_KNOWN if withheld else RESTS_ON_PERHAPS
    return RESTS_ON if outlook.deciding else MORE_MUST_BE_KNOWN


RESTS_ON = _("Van deze open vragen hangt het advies af")
RESTS_ON_PERHAPS = _("Van deze open vragen kan het advies afhangen")
MORE_MUST_BE_KNOWN = _("Hierover moet meer bekend zijn voordat er een advies is")
"""Where every answer would give the same advice, nothing hangs on the open questions; too little is known to give it."""


def _decider_row(subject: Subject, outlook: Outlook, decider: Decider) -> Row:
    settles = settles_words(subject.framework, outlook, decider)
    return Row((subject.cell(_decider_name(subject, decider)), tuple(text for line in settles for text in subject.cell(line))))


def _decider_name(subject: Subject, decider: Decider) -> Message:
    results = [subject.weighing.item(item) for item in decider.items]
    if not isinstance(results[0].item, TallyItem):
        return _named(subject, results[0])
    if results[0].use is Use.NO_FACTS_LIST:
        return _list_of_facts(subject, decider.items)
    return _("De feiten die nog open zijn, voor {items}.", items=subject.items(decider.items))


def _list_of_facts(subject: Subject, items: Iterable[str]) -> Message:
    return _("De lijst van feiten, voor {items}.", items=subject.items(items))


def deciding(subject: Subject) -> list[Message]:
    """The open questions the advice rests on, most telling first; where it rests on none, those of which too little is known to give it."""
    outlook = subject.weighing.outlook
    if outlook is None:
        return _perhaps_deciding(subject)
    if outlook.deciding:
        return [_decider_name(subject, decider) for decider in outlook.deciding]
    lacking = {result.item.id: result for _scale, results in outlook.missing for result in results}
    return _named_once(subject, list(lacking.values()))


def _perhaps_deciding(subject: Subject) -> list[Message]:
    """What the walk through the table leaves open, where the exact search is too much."""
    advice = subject.weighing.advice
    return _named_once(subject, [subject.weighing.item(item) for item in (advice.deciding if advice else ())])


def _named_once(subject: Subject, results: Sequence[ItemResult]) -> list[Message]:
    """Items by name, the tallies without a list of facts as one."""
    uncounted = [result.item.id for result in results if result.use is Use.NO_FACTS_LIST]
    named = [_named(subject, result) for result in results if result.item.id not in uncounted]
    return [*named, _list_of_facts(subject, uncounted)] if uncounted else named


def _what_if(subject: Subject) -> Iterator[Block]:
    """What would make the advice lighter, and what it rests on."""
    weighing, said = subject.weighing, subject.say
    outlook = weighing.outlook
    if weighing.out_of_scope or (outlook is None and len(weighing.possible) > 1):
        return  # of several advices it is said above that nobody could find out
    yield Heading(said(_("Wat het advies anders zou maken")), 3)
    if outlook is None:
        yield Paragraph(Text(said(TOO_TANGLED)))
        return
    lines = lighter_lines(subject.numbered, outlook)
    yield Paragraph(Text(said(lighter_sentence(weighing, outlook))), stays=bool(lines))
    yield from _listed(subject, lines)
    if lines:
        yield Paragraph(Text(said(EXPLAINS_ONLY), NOTE, lasting=True))
    sentence = reliance_sentence(outlook.rests_on)
    if sentence is not None:
        lines = reliance_lines(subject.numbered, outlook.rests_on, lambda kind: subject.names.fact_kinds.get(kind, kind))
        yield Paragraph(Text(said(sentence)), stays=bool(lines))
        yield from _listed(subject, lines)


def _firmness(subject: Subject) -> Iterator[Block]:
    """In how many recalculations the advice stays the same when points move as far as their evidence is weak."""
    firmness, said = subject.weighing.firmness, subject.say
    if firmness is None or subject.weighing.out_of_scope:
        return
    yield Heading(said(_("Hoe stevig deze uitkomst is")), 3)
    lines = list(advice_lines(firmness, subject.numbered))
    for number, line in enumerate(lines, 1):
        yield Paragraph(Text(said(line)), stays=number < len(lines))
    yield Paragraph(Text(said(WHAT_IT_IS), NOTE, lasting=True))
    again = _(
        "Er is {draws} keer herberekend. Het begingetal is {seed}: daarmee komt er weer hetzelfde uit.",
        draws=firmness.draws,
        seed=firmness.seed,
    )
    yield Paragraph(Text(said(again), NOTE, lasting=True))


def _listed(subject: Subject, lines: Sequence[Message]) -> Iterator[Block]:
    for number, line in enumerate(lines, 1):
        yield Paragraph(Text(subject.say(line), depth=1), stays=number < len(lines))


def _walk(subject: Subject) -> Iterator[Block]:
    """Every line of the decision table in the order it is walked, also those that did not apply."""
    advice, said = subject.weighing.advice, subject.say
    if advice is None:
        return
    yield Heading(said(_("Zo is het advies gevonden")), 3)
    yield from lasting(_how_it_is_read, subject.framed)
    columns = (
        Column(said(_("Regel")), 0, 82 * MM),
        Column(said(_("In deze casus")), 85 * MM, ROOM),
    )
    rows = [Row((_rule(subject.framed, line.part, line.number, line.then), _happened(subject, line))) for line in advice.lines]
    yield Table(columns, tuple(rows))


def _how_it_is_read(framed: Framed) -> Iterator[Block]:
    """When a rule that holds gives the advice, and when it does not."""
    said = [framed.say(READ_DOWN)]
    watched = [scale for scale in framed.framework.scales if scale.role in (Role.NEED, Role.PROTECTIVE) and scale.min_known]
    if watched and framed.framework.advice is not None:
        names = [_("“{scale}”", scale=scale.name) for scale in watched]
        rules = len(framed.framework.advice.rules)
        said.append(
            framed.say(
                n_(
                    "Regel 1 geeft pas advies als over {scales} genoeg bekend is.",
                    "Regel 1 tot en met {count} geven pas advies als over {scales} genoeg bekend is.",
                    rules,
                    scales=names,
                )
            )
        )
    yield Paragraph(Text(" ".join(said), lasting=True), stays=True)


READ_DOWN = _(
    "De regels worden van boven naar beneden gelezen, tot een regel zeker opgaat. Die geeft het advies. Staat een regel daarboven nog "
    "open, dan is er nog geen advies."
)


def _happened(subject: Subject, line: LineResult) -> Cell:
    """What a line did in this case, more reasons as a list."""
    return subject.framed.listed(line_lines(line, subject.numbered), lasting=False)


@lru_cache(maxsize=512)
def _rule(framed: Framed, part: str, number: int, then: str) -> Cell:
    """The name of a line and what it says, its conditions as a list."""
    name = {PROTECTION: _("Bescherming {number}", number=number), SCOPE: _("Voor wie het kader is")}.get(
        part, _("Regel {number}", number=number)
    )
    outcome, condition = outcome_name(framed.framework, then), _condition(framed.framework, part, number)
    if condition is None:
        return (*framed.lasting(name), *framed.lasting(_("Anders: “{outcome}”.", outcome=outcome), style=NOTE))
    first, *rest = condition_lines(condition, framed.numbered, denied=part == SCOPE)
    when = _("“{outcome}”, als {condition}", outcome=outcome, condition=first.said)
    return (*framed.lasting(name), *framed.listed([Line(0, when), *rest], style=NOTE))


def _condition(framework: Framework, part: str, number: int) -> Condition | None:
    """The condition of a line of the advice table; None for the last rule, which has none."""
    if part == SCOPE:
        return framework.scope.when if framework.scope else None
    lines = () if framework.advice is None else framework.advice.protection if part == PROTECTION else framework.advice.rules
    return lines[number - 1].when


def _limited_places(framed: Framed) -> Iterator[Block]:
    """How the list with limited places is made, as far as the program uses the rules of the framework."""
    rule, said, of = framed.framework.places, framed.say, framed.lasting
    if rule is None:
        return
    yield Heading(said(_("Zo wordt de lijst gemaakt")), 3)
    yield Paragraph(Text(said(NOT_ON_THE_SHEET), lasting=True), stays=True)
    named = [_("“{outcome}”", outcome=outcome_name(framed.framework, outcome)) for outcome in rule.eligible]
    order = [Line(1, key_words(framed.framework, key)) for key in rule.order]
    yield Facts(
        (
            (said(_("Aantal plaatsen")), of(_("{places} volgens dit kader. Een proef mag een ander aantal nemen.", places=rule.places))),
            (said(_("Wie meedoet")), of(_("Wie als advies {outcomes} heeft of nog kan krijgen.", outcomes=named))),
            (said(_("Volgorde")), (*of(IN_TURN), *framed.listed(order)) if order else of(_("Er is geen volgorde."))),
            (said(_("Bij gelijke stand")), of(rule.at_equal or _("Wie gelijk eindigt, deelt de plaats."), SAME_NUMBER)),
            (said(_("Zekere plaats")), of(SURE_PLACE)),
            (said(_("Wie een plaats heeft")), of(keeps_its_place(rule))),
            *(((said(_("Rond de grens")), of(around_the_line(rule.margin))),) if rule.margin is not None else ()),
        )
    )


NOT_ON_THE_SHEET = _("Dit blad zegt niet of deze jongere een plaats krijgt. Daarvoor is een lijst nodig, en een besluit van mensen.")
IN_TURN = _("Er wordt vergeleken op, in deze volgorde:")
SAME_NUMBER = _("Gelijke casussen krijgen hetzelfde nummer. Het nummer erna slaat over: 1, 2, 2, 4.")
SURE_PLACE = _("Een plaats is pas zeker als die blijft, hoe de open antwoorden en de gelijke standen ook uitvallen.")


def keeps_its_place(rule: LimitedPlaces) -> Message:
    """What the program does with places that are held, by the term and the rule for leaving that the framework gives."""
    kept = _("Wie een plaats heeft, houdt die tot de toetsing. Alleen vrije plaatsen worden verdeeld.")
    if rule.review_months is None or rule.leave_when is None:
        return kept
    return _(
        "{kept} Is na {months} maanden de toetsing aan de beurt en klopt de regel voor uitstroom, dan telt de plaats als vrij. Het overleg "
        "besluit.",
        kept=kept,
        months=rule.review_months,
    )


def around_the_line(margin: int) -> Message:
    """Who stands around the line; `margin` in thousandths."""
    return _("Wie met hoogstens {margin} verschil op elke vergelijking gelijk kan komen met de laatste plaats.", margin=points(margin))


def key_words(framework: Framework, key: OrderKey) -> Message:
    """One key of the order of a list: what is compared, and which end goes first."""
    name = framework.scale_by_id[key.of].name
    what = _("het niveau van “{scale}”", scale=name) if key.band else _("de punten op “{scale}”", scale=name)
    return _("{what}: hoog gaat voor", what=what) if key.first == "high" else _("{what}: laag gaat voor", what=what)
