"""What the fields and values of an enclosed result and receipt are called, for a reader who has never seen the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.weighing.receipt import Json, canonical
from triage.weighing.result import Truth, Use
from triage.weighing.sentences import outcome_name
from triage.wording import Message, _

MOST_DIGITS = 6
"""Of a number that is said as a number. A longer one is quoted as it stands, so that the guard sees it; no result has one."""

_NUMBER = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}(?:\.[0-9]{{1,3}})?")

FIELDS: Mapping[str, Message] = {
    "advice": _("uitkomst"),
    "band": _("niveau"),
    "case_sha256": _("SHA-256 van de casus"),
    "count": _("aantal feiten"),
    "counted_0_1_2": _("geteld als 0, 1 of 2"),
    "deciding": _("de vragen waarvan het afhangt"),
    "domains": _("punten per leefgebied"),
    "draws": _("aantal herberekeningen"),
    "framework": _("kader"),
    "framework_sha256": _("SHA-256 van het kader"),
    "high": _("meeste punten"),
    "id": _("naam van het kader"),
    "lines": _("de regels"),
    "low": _("minste punten"),
    "possible": _("wat nog mogelijk is"),
    "program_version": _("programmaversie"),
    "reference_date": _("peildatum"),
    "scope": _("of de casus binnen dit kader valt"),
    "sha256": _("SHA-256 van het kader"),
    "share_known": _("aandeel dat bekend is"),
    "static": _("punten uit vaste onderdelen"),
    "sufficient": _("of er genoeg bekend is"),
    "seed": _("beginwaarde van de herberekeningen"),
    "unknown": _("wat nog open is"),
    "use": _("wat met het antwoord is gedaan"),
    "version": _("versie van het kader"),
    "withheld": _("schalen waarover te weinig bekend is"),
}
"""By the key in the file. `items`, `scales` and `criteria` are said with the name of the thing itself."""

RANGES = (("count",), ("static",), ("counted_0_1_2",))
"""Fields that hold a lowest and a highest number."""

PARTS: Mapping[str, Message] = {
    "items": _("de onderdelen"),
    "scales": _("de schalen"),
    "criteria": _("de criteria"),
}


def place_words(path: Sequence[str], framework: Framework) -> Message:
    """What a reader calls a place in the result."""
    match path:
        case ["items", item, *rest] if item in framework.item_by_id:
            return _("Onderdeel “{name}”, {field}", name=framework.item_by_id[item].name, field=field_words(rest))
        case ["scales", scale, "domains", domain] if scale in framework.scale_by_id and domain in framework.domain_by_id:
            name, area = framework.scale_by_id[scale].name, framework.domain_by_id[domain].name
            return _("Schaal “{name}”, leefgebied “{domain}”", name=name, domain=area)
        case ["scales", scale, *rest] if scale in framework.scale_by_id:
            return _("Schaal “{name}”, {field}", name=framework.scale_by_id[scale].name, field=field_words(rest))
        case ["criteria", criterion] if criterion in framework.criterion_by_id:
            return _("Criterium “{name}”", name=framework.criterion_by_id[criterion].name)
        case ["advice", *rest]:
            return _("Advies, {field}", field=field_words(rest))
    return _("Resultaat, {field}", field=field_words(path))


def field_words(path: Sequence[str]) -> object:
    """What a field is called; a key that is not ours is quoted."""
    if not path:
        return _("geheel")
    key = path[-1] if path[0] == "framework" else path[0]
    return FIELDS.get(key) or PARTS.get(key) or _("“{key}”", key=key)


def value_words(path: Sequence[str], value: Json, framework: Framework) -> object:
    """A value as a reader says it. What no weighing of ours can give is quoted as it stands in the file."""
    match value:
        case None:
            return _("niets")
        case bool():
            return value
        case int() if len(str(abs(value))) <= MOST_DIGITS:
            return value
        case str():
            return _word(path, value, framework)
        case [low, high] if tuple(path[-1:]) in RANGES or tuple(path[-2:-1]) == ("domains",):
            ends = [value_words((), end, framework) for end in (low, high)]
            return ends[0] if low == high else _("{low} tot {high}", low=ends[0], high=ends[1])
        case list() if all(isinstance(part, str | int) for part in value):
            return [value_words(path, part, framework) for part in value] or _("niets")
    return _("“{text}”", text=canonical(value).decode("utf-8"))


def _word(path: Sequence[str], value: str, framework: Framework) -> object:
    match path:
        case ["items", _, "use"] if value in {use.value for use in Use}:
            return _("“{use}”", use=Use(value))
        case ["criteria", _] | ["advice", "scope"] if value in {truth.word for truth in Truth}:
            return next(truth for truth in Truth if truth.word == value)
        case ["advice", "advice" | "possible"] if value == OUT_OF_SCOPE or value in framework.outcome_by_id:
            return _("“{outcome}”", outcome=outcome_name(framework, value))
        case ["scales", scale, "band" | "possible"] if scale in framework.scale_by_id:
            names = {band.id: band.name for band in framework.scale_by_id[scale].bands}
            return _("“{band}”", band=names.get(value, value))
        case ["advice", "withheld"] if value in framework.scale_by_id:
            return _("“{scale}”", scale=framework.scale_by_id[value].name)
        case ["advice", "deciding"] | ["unknown"] if value in framework.item_by_id:
            return _("“{question}”", question=framework.item_by_id[value].name)
    return Decimal(value) if _NUMBER.fullmatch(value) else _("“{text}”", text=value)
