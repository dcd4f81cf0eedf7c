"""What pydantic finds wrong with the shape of a framework file, said in Dutch with a mend.

Every kind of error the model can give has an entry in `_WORDS`; a test walks the model's schema and fails when one is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from triage.framework.model import VERSION_PATTERN
from triage.framework.source import MAX_SHOWN, shown
from triage.framework.values import ID_PATTERN, Text
from triage.wording import Message, _, n_

_TEXT_KEYS = tuple(Text.model_fields)

MAX_LISTED = 30
MAX_KEYS = 12
MAX_COMPARED = 100
"""Known words a slip of the pen is compared with; in a file with more, the first ones."""

Words = tuple[Message, Message]


@dataclass(frozen=True)
class Finding:
    """One error: the `key` it is about, what was `given` there, which `keys` may stand there, and what pydantic says of it.

    `of_key` says that the key itself is wrong; `in_condition` that it stands in a condition; `at_place` that a value of a pair is missing.
    """

    kind: str
    key: str
    given: object
    context: Mapping[str, Any]
    keys: tuple[str, ...] = ()
    of_key: bool = False
    in_condition: bool = False
    at_place: bool = False


def in_words(finding: Finding) -> Words:
    """Problem and mend. Raises KeyError for a kind of error the model was not known to give: a mistake of ours."""
    return _WORDS[finding.kind](finding)


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str | None:
    """The known word that a slip of the pen comes closest to."""
    return next(iter(get_close_matches(word[:MAX_SHOWN], known[:MAX_COMPARED], 1)), None)


def listed(words: Sequence[str]) -> str:
    """Words to choose from, cut where there are many."""
    return ", ".join([*words[:MAX_LISTED], *(["…"] if len(words) > MAX_LISTED else [])])


def _noun(value: object) -> Message:
    match value:
        case None:
            return _("niets")
        case bool():
            return _("true of false")
        case int() | Decimal():
            return _("een getal")
        case str():
            return _("tekst")
        case dict():
            return _("een groep sleutels")
    return _("een lijst")


def _wrong(finding: Finding, expected: Message, mend: Message) -> Words:
    problem = _(
        "Bij '{key}' hoort {expected} te staan, maar er staat {given}.", key=finding.key, expected=expected, given=_noun(finding.given)
    )
    return problem, mend


def _missing(finding: Finding) -> Words:
    if finding.at_place:
        return _pair(finding)
    return _("De sleutel '{key}' ontbreekt.", key=finding.key), _("Voeg '{key}' toe met een waarde.", key=finding.key)


def _pair(finding: Finding) -> Words:
    return _("Bij '{key}' horen twee getallen te staan.", key=finding.key), _("Schrijf het laagste en het hoogste getal: [0, 40].")


def _unknown_key(finding: Finding) -> Words:
    key = shown(finding.key)
    if finding.given is None and finding.keys == _TEXT_KEYS:
        problem = _("Een komma breekt deze tekst af: '{key}' wordt gelezen als een nieuwe sleutel.", key=key)
        return problem, _("Zet de hele tekst tussen aanhalingstekens.")
    problem = (
        _("De sleutel '{key}' past niet bij deze voorwaarde.", key=key)
        if finding.in_condition
        else _("De sleutel '{key}' bestaat hier niet.", key=key)
    )
    if near := nearest(finding.key, finding.keys):
        return problem, _("Schrijf '{near}' of haal de sleutel weg.", near=near)
    return problem, _("Haal de sleutel weg. Hier mogen staan: {keys}.", keys=listed(finding.keys))


def _text(finding: Finding) -> Words:
    if finding.key == "version":
        mend = _('Schrijf drie getallen met punten ertussen en zet aanhalingstekens om het versienummer: "1.0.0".')
    elif isinstance(finding.given, bool | int | Decimal):
        mend = _('Zet aanhalingstekens om de waarde: "{value}".', value=shown(finding.given))
    else:
        mend = _("Schrijf achter de dubbele punt een tekst.")
    return _wrong(finding, _("tekst"), mend)


def _keys(finding: Finding) -> Words:
    if finding.context.get("class_name") == "Text":
        return _wrong(finding, _("een tekst per taal"), _('Schrijf de tekst als {{nl: "…"}}.'))
    if not 0 < len(finding.keys) <= MAX_KEYS:
        return _wrong(finding, _("een groep sleutels"), _("Schrijf sleutels met een waarde: {{sleutel: waarde}}."))
    return _wrong(
        finding, _("een groep sleutels"), _("Schrijf sleutels met een waarde. Hier mogen staan: {keys}.", keys=listed(finding.keys))
    )


def _list(finding: Finding) -> Words:
    return _wrong(
        finding, _("een lijst"), _("Zet de waarde tussen rechte haken, of elke waarde op een eigen regel met een streepje ervoor.")
    )


def _number(finding: Finding) -> Words:
    return _wrong(finding, _("een getal"), _("Schrijf een getal zonder aanhalingstekens, met een punt voor de decimalen: 1.5."))


def _whole_number(finding: Finding) -> Words:
    if isinstance(finding.given, Decimal):
        problem = _("Bij '{key}' hoort een heel getal te staan, zonder decimalen.", key=finding.key)
        return problem, _("Schrijf een heel getal, zoals 12.")
    return _wrong(finding, _("een heel getal"), _("Schrijf een heel getal zonder aanhalingstekens, zoals 12."))


def _flag(finding: Finding) -> Words:
    return _wrong(finding, _("true of false"), _("Schrijf true (waar) of false (niet waar)."))


def _truth(finding: Finding) -> Words:
    return _wrong(finding, _("true, false of unknown"), _("Schrijf true (waar), false (niet waar) of unknown (onbekend)."))


def _answer(finding: Finding) -> Words:
    if isinstance(finding.given, bool):
        return _wrong(finding, _("een antwoord"), _("Schrijf yes of no."))
    return _wrong(finding, _("een antwoord"), _("Schrijf de id van een antwoord, yes of no, of een getal."))


def _too_large(finding: Finding) -> Words:
    return _("Het getal bij '{key}' is te groot.", key=finding.key), _("Schrijf een getal van ten hoogste een miljoen.")


def _three_decimals(finding: Finding) -> Words:
    return _("Het getal bij '{key}' heeft meer dan drie decimalen.", key=finding.key), _("Rond af op ten hoogste drie decimalen.")


def _below(finding: Finding) -> Words:
    limit = Decimal(str(finding.context["ge"]))
    return _("Het getal bij '{key}' is te laag.", key=finding.key), _("Schrijf een getal van ten minste {limit}.", limit=limit)


def _above(finding: Finding) -> Words:
    limit = Decimal(str(finding.context["le"]))
    return _("Het getal bij '{key}' is te hoog.", key=finding.key), _("Schrijf een getal van ten hoogste {limit}.", limit=limit)


def _empty_text(finding: Finding) -> Words:
    return _("Bij '{key}' staat een lege tekst.", key=finding.key), _("Schrijf een tekst of haal de sleutel weg.")


def _long_text(finding: Finding) -> Words:
    limit = finding.context["max_length"]
    return _("De tekst bij '{key}' is te lang.", key=shown(finding.key)), _("Gebruik ten hoogste {limit} tekens.", limit=limit)


def _pattern(finding: Finding) -> Words:
    pattern = finding.context["pattern"]
    if pattern == VERSION_PATTERN:
        problem = _("Bij '{key}' staat '{value}', maar dat is geen versienummer.", key=finding.key, value=shown(finding.given))
        return problem, _('Schrijf drie getallen met punten ertussen, zoals "1.0.0".')
    if pattern != ID_PATTERN:
        return _empty_text(finding)
    mend = _("Gebruik kleine letters, cijfers, '-' en '_', zonder spaties, en begin met een letter of een cijfer.")
    if finding.of_key:
        return _("De sleutel '{key}' kan geen id zijn.", key=shown(finding.key)), mend
    return _("Bij '{key}' staat '{value}', maar dat kan geen id zijn.", key=finding.key, value=shown(finding.given)), mend


def _short_list(finding: Finding) -> Words:
    least = int(finding.context["min_length"])
    mend = n_("Zet er ten minste {count} waarde in.", "Zet er ten minste {count} waarden in.", least)
    if finding.context["actual_length"] == 0:
        return _("De lijst bij '{key}' is leeg.", key=finding.key), mend
    return _("De lijst bij '{key}' is te kort.", key=finding.key), mend


def _choice(finding: Finding) -> Words:
    choices = re.findall(r"'([^']*)'", str(finding.context.get("expected") or finding.context.get("expected_tags")))
    mend = _("Kies uit: {choices}.", choices=listed(choices))
    if finding.of_key:
        return _("De sleutel '{key}' bestaat hier niet.", key=shown(finding.key)), mend
    given = finding.given.get("kind") if finding.kind == "union_tag_invalid" and isinstance(finding.given, dict) else finding.given
    if not isinstance(given, str | int | Decimal) or isinstance(given, bool):
        return _("Bij '{key}' staat geen woord dat hier kan.", key=finding.key), mend
    return _("Bij '{key}' staat '{value}', maar dat kan hier niet.", key=finding.key, value=shown(given)), mend


def _no_form(finding: Finding) -> Words:
    if not finding.in_condition:
        return _("De sleutel '{key}' ontbreekt.", key="kind"), _("Zeg met 'kind' wat voor vraag dit is, bijvoorbeeld 'kind: yes_no'.")
    mend = _("Gebruik een van deze sleutels: item, any_item_of, scale, band, criterion, all, any, not of count.")
    if isinstance(finding.given, dict):
        return _("Dit is geen bekende vorm van een voorwaarde."), mend
    return _wrong(finding, _("een voorwaarde"), mend)


def _fixed(problem: Message, mend: Message) -> Callable[[Finding], Words]:
    return lambda _finding: (problem, mend)


def _date(finding: Finding) -> Words:
    problem = _("Bij '{key}' staat geen geldige datum.", key=finding.key)
    return problem, _("Schrijf jaar, maand en dag: 2026-08-14.")


def _period(finding: Finding) -> Words:
    problem = _("Bij '{key}' staat geen kwartaal en geen datum.", key=finding.key)
    return problem, _("Schrijf een kwartaal (2026-Q3) of een datum (2026-08-14).")


_WORDS: dict[str, Callable[[Finding], Words]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _text,
    "string_too_short": _empty_text,
    "string_too_long": _long_text,
    "string_pattern_mismatch": _pattern,
    "model_type": _keys,
    "model_attributes_type": _keys,
    "dict_type": _keys,
    "tuple_type": _list,
    "too_short": _short_list,
    "too_long": _pair,
    "bool_type": _flag,
    "int_type": _whole_number,
    "greater_than_equal": _below,
    "less_than_equal": _above,
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _choice,
    "union_tag_not_found": _no_form,
    "number_expected": _number,
    "number_too_large": _too_large,
    "three_decimals": _three_decimals,
    "answer_expected": _answer,
    "truth_expected": _truth,
    "date_expected": _date,
    "period_expected": _period,
    "format_expected": _fixed(
        _("Dit programma leest alleen kaders met 'format: 1'."), _("Schrijf 'format: 1', of gebruik een nieuwere versie van het programma.")
    ),
    "evidence_form": _fixed(
        _("Een onderbouwing noemt een bron met de sterkte ervan, of zegt dat er geen bron is."),
        _("Schrijf 'source' met 'strength', of alleen 'none' met een uitleg."),
    ),
    "one_window": _fixed(_("'within_months' en 'before_months' kunnen niet samen."), _("Laat één van de twee staan.")),
    "scale_or_band": _fixed(
        _("Deze volgorde noemt niet precies één van 'scale' en 'band'."), _("Schrijf 'scale' of 'band', en niet allebei.")
    ),
    "one_need_test": _fixed(
        _("Dit doel zegt niet op één manier bij welk antwoord het hoort."), _("Schrijf precies één van 'from_points', 'is' en 'in'.")
    ),
    "is_or_in": _fixed(_("Hier staat niet precies één van 'is' en 'in'."), _("Schrijf 'is' met één antwoord of 'in' met een lijst.")),
    "one_band_test": _fixed(
        _("Deze voorwaarde over een niveau heeft niet precies één vergelijking."),
        _("Schrijf precies één van 'is', 'in', 'at_least' en 'at_most'."),
    ),
    "no_comparison": _fixed(
        _("Deze voorwaarde vergelijkt nergens mee."), _("Schrijf 'at_least', 'at_most', 'above' of 'below' met een getal.")
    ),
}
