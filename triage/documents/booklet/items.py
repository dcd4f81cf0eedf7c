"""Every item: what it asks, what counts, the points of each answer and why, what they do not say, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.booklet.edition import Edition, Entry
from triage.documents.booklet.markdown import heading, labelled, listed, paragraph, table
from triage.documents.sheet.counting import window_words
from triage.framework.contents import limits
from triage.framework.model import ChoiceItem, DerivedItem, Evidence, Item, LevelItem, NumericItem, TallyItem, YesNoItem
from triage.framework.values import as_points
from triage.weighing.sentences import bin_words, points, value_words
from triage.wording import Message, _

FOLLOWS = _("Volgt uit andere onderdelen. De eerste regel die opgaat, telt.")
RECURRING = _(
    "“Weegt zwaarder” zegt welk antwoord ernstiger is: het programma gaat na dat zo'n antwoord het advies nooit lichter maakt. "
    "“Veranderbaar” en “vast” zeggen of hulp er iets aan kan doen. Met deze woorden rekent u niet."
)
UNREAD = _("Een bron die nog niet is nagelezen; die staat daarom niet in dit boekje.")
JUSTIFIED = (
    ("aim", _("Doel")),
    ("suitable", _("Geschikt")),
    ("necessary", _("Noodzakelijk")),
    ("proportionate", _("Evenredig")),
    ("proxy_check", _("Geen omweg naar een verboden grond")),
    ("owner", _("Wie hierop toeziet")),
    ("on", _("Datum")),
)
"""The seven answers of a justification, with their names."""


def items(edition: Edition) -> Iterator[str]:
    """What words recur, then a chapter per item, in the order of the file."""
    yield paragraph(edition.say(RECURRING))
    for item in edition.framework.items:
        yield heading(f"{edition.number(item.id)}. {edition.say(item.name)}", 3)
        yield listed(edition.entries(_about(edition, item)))
        yield from _texts(edition, (_("Telt wel"), item.counts), (_("Telt niet"), item.does_not_count))
        yield from _answers(edition, item)
        yield from _texts(edition, (_("Waarom deze punten"), item.points_why), (_("Grens"), item.limits))
        yield from _attribute(edition, item)
        if item.evidence:
            yield labelled(edition.say(_("Bewijs")), edition.say(_("Sterkste bewijs: {strength}.", strength=item.strength)))
            yield listed(cited(edition, item.evidence))


def _texts(edition: Edition, *given: tuple[Message, object]) -> Iterator[str]:
    yield from (labelled(edition.say(label), edition.say(text)) for label, text in given if text is not None)


def _about(edition: Edition, item: Item) -> Iterator[Message]:
    """What can be said in a line: where it counts, whether it can change, how long it holds, who knows."""
    framework = edition.framework
    if item.scale is not None:
        yield _("Schaal: “{scale}”.", scale=framework.scale_by_id[item.scale].name)
    else:
        yield _("Op geen schaal. Telt mee in criteria, regels, doelen of hulp.")
    if item.domain is not None:
        yield _("Leefgebied: “{area}”.", area=framework.domain_by_id[item.domain].name)
    yield _("Veranderbaar.") if item.changeable == "dynamic" else _("Vast.")
    yield from _validity(item)
    if isinstance(item, TallyItem):
        yield from _tally(edition, item)
    if isinstance(item, LevelItem):
        record = edition.registry.instruments.get(item.instrument)
        name = record.title if record else item.instrument
        yield _("Uitkomst van het instrument {instrument}: alleen vastgelegd, hier nooit nagerekend.", instrument=name)
    if item.provided_by:
        yield _("Wie dit kan weten: {partners}.", partners=list(item.provided_by))
    if item.established_fact:
        yield _fact_about_conduct(item)
    if item.heavier is not None:
        yield _heavier(item)
    if item.baseline is not None:
        yield _baseline(edition, item)


def _validity(item: Item) -> Iterator[Message]:
    if item.valid_months is not None:
        yield _("Een antwoord is {months} maanden geldig.", months=item.valid_months)
    elif not isinstance(item, TallyItem | DerivedItem):
        yield _("Een antwoord verloopt niet.")
    if item.allow_not_applicable:
        yield _("“Niet van toepassing” mag.")


def _tally(edition: Edition, item: TallyItem) -> Iterator[Message]:
    """Which facts are counted."""
    yield _("Telt deze soorten feiten: {kinds}.", kinds=[_("“{kind}”", kind=edition.kind(kind)) for kind in item.of.facts])
    yield _("Met deze status: {statuses}.", statuses=[_("“{status}”", status=status) for status in item.of.statuses])
    yield _("Termijn: {window}.", window=window_words(item.of))


def _fact_about_conduct(item: Item) -> Message:
    if item.no_fact:
        none = [_("“{answer}”", answer=value_words(item, answer)) for answer in item.no_fact]
        return _("Gaat over gedrag van de jongere zelf. Er is geen feit bij het antwoord {answers}.", answers=none)
    return _("Gaat over gedrag van de jongere zelf.")


def _baseline(edition: Edition, item: Item) -> Message:
    """From how many points the item is named as a reason."""
    beyond = points(item.baseline or 0)
    if edition.framework.scale_by_id[item.scale or ""].worse == "higher":
        return _("Een reden voor de score bij meer dan {points}.", points=beyond)
    return _("Een reden voor de score bij minder dan {points}.", points=beyond)


def _heavier(item: Item) -> Message:
    if isinstance(item, YesNoItem):
        return _("“Ja” weegt zwaarder dan “nee”.") if item.heavier == "higher" else _("“Nee” weegt zwaarder dan “ja”.")
    if isinstance(item, ChoiceItem | LevelItem):
        return (
            _("Wat lager in de tabel staat, weegt zwaarder.")
            if item.heavier == "higher"
            else _("Wat hoger in de tabel staat, weegt zwaarder.")
        )
    return _("Meer weegt zwaarder.") if item.heavier == "higher" else _("Minder weegt zwaarder.")


def _answers(edition: Edition, item: Item) -> Iterator[str]:
    """The answers with their points, as a table; of a derived item its rules, as a list."""
    if isinstance(item, DerivedItem):
        yield labelled(edition.say(_("Regels")), edition.say(FOLLOWS))
        yield listed(_derived(edition, item), numbered=True)
        return
    rows = [edition.row(*row) for row in _rows(item)]
    if rows:
        scored = any(row[1] for row in rows)
        titles = edition.row(_("Antwoord"), _("Punten"))
        yield table(titles if scored else titles[:1], rows if scored else [row[:1] for row in rows])
    if isinstance(item, NumericItem | TallyItem) and not item.points:
        yield paragraph(edition.say(_("Het antwoord is een getal. Het geeft geen punten.")))
    if isinstance(item, NumericItem) and None not in (ends := limits(item)):
        yield paragraph(edition.say(_("Het getal is {least} tot en met {most}.", least=ends[0], most=ends[1])))


def _rows(item: Item) -> Iterator[tuple[object, object]]:
    match item:
        case YesNoItem(points=given):
            yield _("ja"), given and as_points(given.yes)
            yield _("nee"), given and as_points(given.no)
        case ChoiceItem(options=options) | LevelItem(options=options):
            yield from ((option.name, None if option.points is None else as_points(option.points)) for option in options)
        case NumericItem(points=bins) | TallyItem(points=bins):
            yield from ((bin_words(item, bins, place), as_points(line.points)) for place, line in enumerate(bins))


def _derived(edition: Edition, item: DerivedItem) -> Iterator[Entry]:
    for line in item.points:
        if line.when is None:
            yield 0, edition.say(_("anders {points}", points=points(line.points)))
        else:
            yield from edition.conditional(_("{points}, als {condition}", points=points(line.points)), line.when)


def _attribute(edition: Edition, item: Item) -> Iterator[str]:
    """The attribute an item is about, what its class allows, and the justification."""
    said = edition.say
    if item.attribute is not None:
        record = edition.registry.attributes.get(item.attribute)
        name = (
            _("{label} (klasse {letter}: {rule}).", label=record.label, letter=record.class_.value, rule=record.class_) if record else None
        )
        yield labelled(said(_("Kenmerk")), said(name or _("{id}.", id=item.attribute)))
    if item.justification is not None:
        yield labelled(said(_("Motivering")), said(_("Waarom dit kenmerk in het kader mag staan:")))
        justified = item.justification
        yield listed(edition.entries(_("{name}: {text}", name=name, text=getattr(justified, key)) for key, name in JUSTIFIED))
    for allowed in item.words_ok:
        label = edition.framed.names.attributes.get(allowed.attribute, allowed.attribute)
        yield labelled(said(_("Woorden in de vraag")), said(_("Die lijken op “{label}”. {why}", label=label, why=allowed.why)))


def cited(edition: Edition, evidence: tuple[Evidence, ...]) -> list[Entry]:
    """Each source with its strength and a note under it. One that rests on memory is counted, never named."""
    found: list[Entry] = []
    for part in evidence:
        name = edition.framed.names.sources.get(part.source or "")
        if part.none is not None:
            found.append((0, edition.say(_("Geen bron: {why}", why=part.none))))
        elif name is None:
            found.append((0, edition.say(UNREAD)))
        else:
            found.append((0, edition.say(_source(part, name.short))))
            found += [(1, edition.say(part.note))] if part.note else []
    return found


def _source(part: Evidence, name: str) -> Message:
    if part.rechecked is None:
        return _("{source}: {strength}.", source=name, strength=part.strength)
    return _("{source}: {strength}. Nagekeken op {day}.", source=name, strength=part.strength, day=part.rechecked)
