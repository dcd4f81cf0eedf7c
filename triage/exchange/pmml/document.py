"""The scales of a framework as scorecards in PMML 4.4: one document, one `Scorecard` per scale, called by the id of the scale.

Points are written in whole steps, so that sums are exact in any program; where a step is not one point, an output divides. A card gives
the points, the level and the reasons, and carries records with which a program can check itself.
Source: PMML 4.4, *Scorecard*, *Output*, *ModelVerification*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from triage.errors import InputError
from triage.exchange.pmml.card import NOT_APPLICABLE, CannotSayError, Card, Characteristic, applies_field, cards, is_whole
from triage.exchange.pmml.predicates import write_predicate, written
from triage.exchange.pmml.records import Record, records
from triage.exchange.pmml.words import refused, unsaid
from triage.framework.contents import limits
from triage.framework.model import ChoiceItem, Framework, Item, LevelItem, NumericItem, Scale, TallyItem
from triage.framework.values import UNIT, as_points
from triage.framework.vocabulary import AnswerStatus
from triage.review import OpenFramework
from triage.wording import TRIAL, Language, Message, _

NAMESPACE = "http://www.dmg.org/PMML-4_4"
VERSION = "4.4"
PROGRAM = "Weegwijzer"


@dataclass(frozen=True)
class Pmml:
    """A framework in PMML: the document, the ids of the scales in it, the scales that are not and why, and what it leaves out."""

    content: bytes
    scales: tuple[str, ...]
    refused: tuple[Message, ...]
    unsaid: tuple[Message, ...]


def pmml(opened: OpenFramework, language: Language) -> Pmml:
    """The scorecards of a framework, with its texts in a language; the same bytes each time.

    Raises InputError when the framework has no scale that a scorecard can say.
    """
    framework = opened.framework
    found = list(cards(framework))
    said = [card for _scale, card in found if isinstance(card, Card)]
    without = tuple(refused(scale, reason.why) for scale, reason in found if isinstance(reason, CannotSayError))
    if not said:
        raise InputError.at(
            opened.file.name,
            _("Dit kader heeft geen schaal die PMML kan zeggen. {why}", why=without[0])
            if without
            else _("Dit kader heeft geen schalen: er zijn geen punten om op te tellen."),
            _("Kies een kader met schalen, of schrijf het kaderboekje: --to booklet."),
        )
    fields = frozenset().union(*(card.fields for card in said))
    left_out = unsaid(framework, fields)
    root = Element("PMML", xmlns=NAMESPACE, version=VERSION)
    _header(root, opened, language, (*without, *left_out))
    _dictionary(root, framework, fields, language)
    for card in said:
        _scorecard(root, opened, card, language)
    indent(root, " ")
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return Pmml(content, tuple(card.scale.id for card in said), without, left_out)


def _header(root: Element, opened: OpenFramework, language: Language, notes: Iterable[Message]) -> None:
    framework = opened.framework
    about = _("{title}, versie {version}. {trial}.", title=framework.title, version=framework.version, trial=TRIAL)
    header = SubElement(root, "Header", description=language.say(about), modelVersion=framework.version)
    _extension(header, "framework", framework.id)
    _extension(header, "sha256", opened.sha256)
    SubElement(header, "Application", name=PROGRAM)
    for note in notes:
        SubElement(header, "Annotation").text = language.say(note)


def _dictionary(root: Element, framework: Framework, fields: frozenset[str], language: Language) -> None:
    dictionary = SubElement(root, "DataDictionary")
    for item in framework.items:
        if item.id in fields:
            _data_field(dictionary, item, language)
        if applies_field(item) in fields:
            said = language.say(_("Niet van toepassing? {question}", question=item.name))
            field = SubElement(dictionary, "DataField", name=applies_field(item), displayName=said, optype="categorical", dataType="string")
            _values(field, (("yes", _("ja")), ("no", _("nee"))), language)


def _data_field(dictionary: Element, item: Item, language: Language) -> None:
    numeric = isinstance(item, NumericItem | TallyItem)
    kind = ("integer" if is_whole(item) else "double") if numeric else "string"
    optype = "continuous" if numeric else "categorical"
    field = SubElement(dictionary, "DataField", name=item.id, displayName=language.say(item.name), optype=optype, dataType=kind)
    if isinstance(item, NumericItem | TallyItem):
        _interval(field, item)
        return
    options: list[tuple[str, object]] = [("yes", _("ja")), ("no", _("nee"))]
    if isinstance(item, ChoiceItem | LevelItem):
        options = [(option.id, option.name) for option in item.options]
    if item.allow_not_applicable:
        options.append((NOT_APPLICABLE, AnswerStatus.NOT_APPLICABLE))
    _values(field, options, language)


def _values(field: Element, options: Iterable[tuple[str, object]], language: Language) -> None:
    for value, label in options:
        SubElement(field, "Value", value=value, displayValue=language.say(label))


def _interval(field: Element, item: NumericItem | TallyItem) -> None:
    """The numbers a field may hold. A tally counts what the facts give: its range cuts nothing off."""
    low, high = (0, None) if isinstance(item, TallyItem) else limits(item)
    if low is not None or high is not None:
        _write_interval(field, "closedClosed" if high is not None else "closedOpen", low, high)


def _write_interval(parent: Element, closure: str, low: Decimal | int | None, high: Decimal | int | None) -> None:
    interval = SubElement(parent, "Interval", closure=closure)
    for name, margin in (("leftMargin", low), ("rightMargin", high)):
        if margin is not None:
            interval.set(name, written(margin))


def _scorecard(root: Element, opened: OpenFramework, card: Card, language: Language) -> None:
    own = any(each.item is not None and each.item.baseline is not None for each in card.characteristics)
    heavy = card.scale.worse == "higher"
    element = SubElement(
        root,
        "Scorecard",
        modelName=card.scale.id,
        functionName="regression",
        initialScore="0",
        useReasonCodes="true",
        reasonCodeAlgorithm="pointsAbove" if heavy else "pointsBelow",
        baselineMethod="other" if own else "min" if heavy else "max",
    )
    _extension(element, "label", language.say(card.scale.name))
    asked = [name for item in opened.framework.items for name in (item.id, applies_field(item)) if name in card.fields]
    schema = SubElement(element, "MiningSchema")
    for name in asked:
        SubElement(schema, "MiningField", name=name, usageType="active", invalidValueTreatment="returnInvalid")
    _output(element, card, language)
    characteristics = SubElement(element, "Characteristics")
    for each in card.characteristics:
        _characteristic(characteristics, card, each, language)
    _verification(element, card, asked, records(opened, card))


def _output(element: Element, card: Card, language: Language) -> None:
    output = SubElement(element, "Output")
    label, steps = language.say(card.scale.name), steps_field(card)
    SubElement(output, "OutputField", name=steps, displayName=label, optype="continuous", dataType="double", feature="predictedValue")
    if card.unit != UNIT:
        points = _made(output, card.scale.id, label, "continuous", "double")
        divided = SubElement(points, "Apply", function="/")
        SubElement(divided, "FieldRef", field=steps)
        SubElement(divided, "Constant", dataType="double").text = written(UNIT // card.unit)
    if card.scale.bands:
        _level(_made(output, band_field(card.scale), language.say(_("Niveau")), "categorical", "string"), card)
    for rank in range(1, len(card.characteristics) + 1):
        name = reason_field(card.scale, rank)
        SubElement(output, "OutputField", name=name, optype="categorical", dataType="string", feature="reasonCode", rank=str(rank))


def _made(output: Element, name: str, label: str, optype: str, kind: str) -> Element:
    """An output that is made from another one."""
    return SubElement(output, "OutputField", name=name, displayName=label, optype=optype, dataType=kind, feature="transformedValue")


def _level(output: Element, card: Card) -> None:
    """The level: that of the last border the steps reach."""
    bands = card.scale.bands
    starts = [-(-(band.from_ or 0) // card.unit) for band in bands[1:]]
    if not starts:
        SubElement(output, "Constant", dataType="string").text = bands[0].id
        return
    cut = SubElement(output, "Discretize", field=steps_field(card))
    for band, low, high in zip(bands, [None, *starts], [*starts, None], strict=True):
        within = SubElement(cut, "DiscretizeBin", binValue=band.id)
        _write_interval(within, "openOpen" if low is None else "closedOpen", low, high)


def steps_field(card: Card) -> str:
    """The output with the sum in steps: that of the points itself where a step is a point."""
    return card.scale.id if card.unit == UNIT else f"{card.scale.id}@steps"


def band_field(scale: Scale) -> str:
    """The output with the level."""
    return f"{scale.id}_band"


def reason_field(scale: Scale, rank: int) -> str:
    """The output with the reason of this rank, from 1."""
    return f"{scale.id}@reason_{rank}"


def _characteristic(parent: Element, card: Card, each: Characteristic, language: Language) -> None:
    baseline = written(card.steps(each.baseline))
    element = SubElement(parent, "Characteristic", name=each.name, reasonCode=each.name, baselineScore=baseline)
    if each.item is not None:
        _extension(element, "question", language.say(each.item.name))
    for line in each.lines:
        write_predicate(SubElement(element, "Attribute", partialScore=written(card.steps(line.points))), line.when)


def _verification(element: Element, card: Card, asked: Sequence[str], rows: Sequence[Record]) -> None:
    """The records, a column per field; columns have names of their own, for a field may be called what XML does not allow."""
    results = [card.scale.id, *([band_field(card.scale)] if card.scale.bands else [])]
    results += [reason_field(card.scale, rank) for rank in range(1, 1 + max((len(row.reasons) for row in rows), default=0))]
    columns = {field: f"c{number}" for number, field in enumerate([*asked, *results], 1)}
    verification = SubElement(element, "ModelVerification", recordCount=str(len(rows)), fieldCount=str(len(columns)))
    fields = SubElement(verification, "VerificationFields")
    for field, column in columns.items():
        SubElement(fields, "VerificationField", field=field, column=column)
    table = SubElement(verification, "InlineTable")
    for row in rows:
        cells = SubElement(table, "row")
        for field, said in {**row.filled, **_expected(card, row)}.items():
            SubElement(cells, columns[field]).text = said


def _expected(card: Card, row: Record) -> dict[str, str]:
    """What must come out of a record. Of the reasons only those that are one: what stands after them differs from program to program."""
    points, band = row.result.score, row.result.band
    assert points is not None
    found = {card.scale.id: written(as_points(points))}
    if band is not None:
        found[band_field(card.scale)] = band.id
    return found | {reason_field(card.scale, rank): item for rank, item in enumerate(row.reasons, 1)}


def _extension(parent: Element, name: str, value: str) -> None:
    SubElement(parent, "Extension", name=name, value=value)
