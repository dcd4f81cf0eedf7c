"""A list with limited places as a table: a row per case, as CSV, XLSX or JSON. Every row says that it is a trial.

The JSON holds all that the list was made from, so that it can be made again from that file alone: `listed_again` says each difference, and
`verify` asks it (`documents/replay.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from triage.cases.table import CaseTable
from triage.exchange.tables import Cells, as_cells, text_to, write_columns
from triage.framework.model import OrderKey
from triage.framework.read import FrameworkFile
from triage.framework.values import as_points
from triage.framework.vocabulary import INSUFFICIENT
from triage.periods import Period
from triage.review import OpenFramework
from triage.weighing.envelope import TRIAL, head_data
from triage.weighing.place_firmness import ALONE, DRAWS, SEED, PlaceFirmness, Told, items_that_matter, most_draws, place_firmness
from triage.weighing.places import KeyRange, Place, PlaceList, place_list
from triage.weighing.receipt import Json, canonical, case_data, case_from, fingerprint
from triage.weighing.weigh import Weighed, weigh
from triage.wording import Message, _, n_

LIST = "list"
"""The kind of a JSON file that holds a list."""


@dataclass(frozen=True)
class Listing:
    """A list with what it was made from: framework file, weighed cases, who holds a place, places, draws and seed.

    `alone` is per item in how many recalculations it changes by itself who has a place (`items_that_matter`).
    """

    file: FrameworkFile
    weighed: Weighed
    found: PlaceList
    held: Mapping[str, Period] = field(default_factory=dict)
    firmness: PlaceFirmness | None = None
    draws: int = 0
    seed: int = SEED
    alone: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(
        cls,
        file: FrameworkFile,
        weighed: Weighed,
        places: int | None = None,
        held: Mapping[str, Period] | None = None,
        *,
        draws: int = DRAWS,
        seed: int = SEED,
        told: Told | None = None,
    ) -> Listing:
        """The list of weighed cases; 0 `draws` leaves its firmness out. The framework must have a list."""
        rule = file.framework.places
        assert rule is not None
        found = place_list(weighed, rule, places, held)
        halves = [None, None] if told is None else [lambda part: told(part / 2), lambda part: told((1 + part) / 2)]
        firmness = place_firmness(weighed, found, draws=draws, seed=seed, table=True, told=halves[0]) if draws else None
        alone = items_that_matter(weighed, found, draws=min(draws, ALONE), seed=seed, told=halves[1]) if draws else ()
        return cls(file, weighed, found, held or {}, firmness, draws, seed, alone)


def write_places(listing: Listing, path: Path) -> None:
    """Write one row per case that holds a place or may get one. Raises InputError when it cannot be written."""
    if path.suffix.lower() == ".json":
        with text_to(path) as file:
            json.dump({**head_data(listing.file, LIST), LIST: list_data(listing)}, file, ensure_ascii=False, indent=1)
    else:
        write_columns(place_columns(listing), path)


def place_columns(listing: Listing) -> dict[str, Cells]:
    """The columns of a list, in their fixed order; those of firmness are empty where there is none. The last ones say what made the row."""
    found, framework = listing.found, listing.file.framework
    rows = found.rows
    dates = listing.weighed.cases.reference_dates
    columns: dict[str, Sequence[Any]] = {
        "case": [place.case for place in rows],
        "state": [place.state.value for place in rows],
        "best": ["" if place.best is None else place.best for place in rows],
        "worst": ["" if place.worst is None else place.worst for place in rows],
        "share": ["" if place.share is None else _share(place.share) for place in rows],
    }
    for number, key in enumerate(found.rule.order):
        columns[_key_name(key)] = [_key_value(place.keys[number], found) for place in rows]
    columns["near"] = [str(place.near).lower() if place.state.ordered else "" for place in rows]
    columns["place_since"] = ["" if place.since is None else str(place.since) for place in rows]
    columns["review_due"] = ["" if place.since is None else str(place.review_due).lower() for place in rows]
    columns |= _firmness_columns(rows, listing.firmness)
    columns |= {
        "framework": [framework.id] * len(rows),
        "version": [framework.version] * len(rows),
        "framework_sha256": [listing.file.sha256] * len(rows),
        "reference_date": [dates[place.number].isoformat() for place in rows],
        "trial": [TRIAL] * len(rows),
    }
    return {name: as_cells(values) for name, values in columns.items()}


def _firmness_columns(rows: Sequence[Place], firmness: PlaceFirmness | None) -> dict[str, Sequence[str]]:
    """Per reading: recalculations with a place, with a shared one, the exact share, the span of places, and those with the same advice."""
    columns: dict[str, Sequence[str]] = {}
    for end in ("low", "high"):
        counts = [None if firmness is None else getattr(firmness, end)[place.number] for place in rows]
        draws = 0 if firmness is None else firmness.draws
        ordered = [count if place.state.ordered else None for place, count in zip(rows, counts, strict=True)]
        columns[f"held_{end}"] = ["" if count is None else f"{count.held} op {draws}" for count in ordered]
        columns[f"shared_{end}"] = ["" if count is None else f"{count.shared} op {draws}" for count in ordered]
        columns[f"share_{end}"] = ["" if count is None else _share(count.share / draws) for count in ordered]
        columns[f"span_{end}"] = ["" if count is None or count.span is None else "..".join(map(str, count.span)) for count in ordered]
        columns[f"advice_{end}"] = ["" if count is None else f"{count.kept} op {draws}" for count in counts]
    return columns


def list_data(listing: Listing) -> Json:
    """A list as JSON, with all that it was made from beside the framework; draws and seed are 0 where nothing was recalculated.

    Each case has its SHA-256: who is not on the list stands in no row, and a changed answer of theirs would otherwise not be seen.
    """
    columns, firmness = place_columns(listing), listing.firmness
    cases = [case_data(listing.weighed.cases.case(number)) for number in range(len(listing.weighed))]
    return {
        "places": listing.found.places,
        "free": listing.found.free,
        "draws": 0 if firmness is None else listing.draws,
        "seed": 0 if firmness is None else listing.seed,
        "cases": cases,
        "case_sha256": {case["case"]: fingerprint(canonical(case)) for case in cases},
        "held": {code: str(since) for code, since in listing.held.items()},
        "rows": [dict(zip(columns, map(_plain, row), strict=True)) for row in zip(*columns.values(), strict=True)],
        "not_eligible": listing.found.not_eligible,
        "alone": dict(listing.alone),
        "filled": None if firmness is None else {"low": firmness.filled[0], "high": firmness.filled[1]},
    }


def listed_again(opened: OpenFramework, data: Json, told: Told | None = None) -> Iterator[Message]:
    """Make a list again from its JSON and the framework beside it, and say each difference with what stands there.

    Raises KeyError, TypeError, ValueError, AttributeError or ArithmeticError when this is not JSON of a list as `list_data` writes it.
    """
    places, draws, seed = (_whole(data[name]) for name in ("places", "draws", "seed"))
    cases = [case_from(case) for case in data["cases"]]
    if not cases or draws > most_draws(len(cases)) or opened.framework.places is None:
        raise ValueError("not a list")
    if len({case.code for case in cases}) < len(cases):
        yield _("Een casus staat er vaker in.")
        return
    held = {code: Period.parse(since) for code, since in data["held"].items()}
    if unknown := held.keys() - {case.code for case in cases}:
        yield n_(
            "Er heeft {count} casus een plaats die niet in de lijst staat.",
            "Er hebben {count} casussen een plaats die niet in de lijst staan.",
            len(unknown),
        )
    asked = {item.id for item in opened.framework.questions}
    if any(case.answers.keys() - asked for case in cases):
        yield _("Een casus heeft antwoorden op vragen die het kader niet stelt.")
    weighed = weigh(opened.tables, CaseTable.of(cases))
    again = list_data(Listing.of(opened.file, weighed, places, held, draws=draws, seed=seed, told=told))
    found = list(_differences(data, again))
    if not found and canonical(data) != canonical(again):
        found.append(_("Er staat iets te veel of te weinig bij de lijst."))
    yield from found


def _whole(number: Json) -> int:
    if type(number) is not int or number < 0:
        raise ValueError("not a list")
    return number


def _differences(given: Json, again: Json) -> Iterator[Message]:
    rows, others = ({row["case"]: row for row in data["rows"]} for data in (given, again))
    if not all(isinstance(code, str) for code in rows):
        raise ValueError("not a list")
    if len(rows) < len(given["rows"]):
        yield _("Een casus heeft meer dan één rij.")
    for code in dict.fromkeys([*rows, *others]):
        yield from _row_differences(code, rows.get(code), others.get(code))
    if set(rows) == set(others) and list(rows) != list(others):
        yield _("De casussen staan in een andere volgorde.")
    if given.keys() != again.keys():
        yield _("Er staat iets te veel of te weinig bij de lijst.")
    stated, expected = given["case_sha256"], again["case_sha256"]
    for code in dict.fromkeys([*stated, *expected]):
        if stated.get(code) != expected.get(code):
            yield _("Casus {code}: de SHA-256 in het bestand is niet die van de gegevens.", code=code)
    for name in ("free", "draws", "seed", "held", "not_eligible", "alone", "filled", "cases"):
        if _written(given, name) != _written(again, name):
            yield _("{field}: opnieuw gemaakt komt er iets anders uit.", field=name)


def _row_differences(code: str, row: Mapping[str, Json] | None, other: Mapping[str, Json] | None) -> Iterator[Message]:
    if row is None or other is None:
        yield _("Casus {code}: staat alleen in {which}.", code=code, which=_("de nieuwe lijst") if row is None else _("het bestand"))
        return
    for column in dict.fromkeys([*row, *other]):
        if _written(row, column) != _written(other, column):
            yield _("Casus {code}, kolom {column}: opnieuw gemaakt komt er iets anders uit.", code=code, column=column)


def _written(data: Mapping[str, Json], name: str) -> bytes | None:
    """What stands under a name, to the letter: in Python true is 1 and 1.0 is 1. None where the name is not there."""
    return canonical(data[name]) if name in data else None


def _plain(value: object) -> Json:
    return str(value) if isinstance(value, Decimal) else value


def _share(share: Fraction) -> str:
    """A share of a place as `1` or `1 op 2`, exact: with a slash a spreadsheet would make a date of it, and a decimal would be rounded."""
    return str(share.numerator) if share.denominator == 1 else f"{share.numerator} op {share.denominator}"


def _key_name(key: OrderKey) -> str:
    return f"{key.band}_band" if key.band else str(key.scale)


def _key_value(value: KeyRange, found: PlaceList) -> str | Decimal:
    if value.key.band and not value.sufficient:
        return INSUFFICIENT
    if value.key.band:
        bands = found.bands[value.key.band]
        return "|".join(bands[value.low : value.high + 1])
    low, high = as_points(value.low), as_points(value.high)
    return low if low == high else f"{low}..{high}"
