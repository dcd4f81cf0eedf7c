"""Running sums: made plain they reach and miss the same cuts as before, however the rest is answered."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pytest

from triage.framework.model import Framework
from triage.weighing.fold import Folding
from triage.weighing.space import Space
from triage.weighing.sums import RunningSums, Sums
from triage.weighing.tables import Tables


def one_scale(seed: int) -> RunningSums:
    """The sums of a scale of six questions in two or three domains, some with a cap, and random cuts."""
    random = Random(seed)
    low, whole = random.choice([0, -2]), random.random() < 0.5

    def points() -> Decimal | int:
        return random.randint(low, 4) if whole else Decimal(random.randint(low * 10, 40)).scaleb(-1)

    domains = "ab" if seed % 2 else "abc"
    items: list[dict[str, Any]] = [
        {
            "id": f"i{k}",
            "kind": "choice",
            "scale": "s",
            "domain": random.choice(domains),
            "options": [{"id": f"o{n}", "points": points()} for n in range(random.randint(2, 3))],
        }
        for k in range(6)
    ]
    used = sorted({item["domain"] for item in items})
    caps = {domain: random.randint(1, 6) for domain in used if random.random() < 0.6}
    cuts = sorted(random.sample(range(1, 14), random.randint(1, 3)))
    data = {
        "format": 1,
        "id": "sums",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "Sommen"},
        "scales": [
            {
                "id": "s",
                "role": "risk",
                "min_known": 0,
                "domain_caps": caps,
                "bands": [{"id": "b"}, *({"id": f"b{n}", "from": cut} for n, cut in enumerate(cuts))],
            }
        ],
        "items": items,
    }
    return Folding(Space(Tables.of(Framework.model_validate(data)))).sums


def steps(sums: RunningSums, after: int) -> list[list[tuple[int, int]]]:
    """Per question after this one what its cells add: (slot, points)."""
    found = []
    for question in sums.space.questions[after + 1 :]:
        found.append([(sums.slot[item.id][1], points) for cell in range(len(question.cells)) for item, points in question.points(cell)])
    return found


def cell_at_the_end(sums: RunningSums, own: Sums) -> int:
    total = own[0] + sum(part if cap is None else min(part, cap) for part, cap in zip(own[1:], sums.caps[0], strict=True))
    return bisect_right(sums.cuts[0], total)


def added(own: Sums, ways: tuple[tuple[int, int], ...]) -> Sums:
    changed = list(own)
    for slot, points in ways:
        changed[slot] += points
    return tuple(changed)


@pytest.mark.parametrize("seed", range(60))
def test_plain_sums_reach_and_miss_the_same_cuts_for_every_way_of_going_on(seed: int) -> None:
    sums = one_scale(seed)
    for after in range(-1, 6):
        rest = list(product(*steps(sums, after)))
        for ways in product(*steps(sums, -1)[: after + 1]):
            own = added(sums.start()[0], ways)
            cell, plain = sums.plain(after, 0, own)
            ends = [cell_at_the_end(sums, added(own, more)) for more in rest]
            if cell is None:
                assert [cell_at_the_end(sums, added(plain, more)) for more in rest] == ends
                assert len(set(ends)) > 1, "it was certain, and not said"
            else:
                assert set(ends) == {cell}


@pytest.mark.parametrize("seed", range(60))
def test_plain_sums_stay_good_when_they_are_made_plain_after_every_question(seed: int) -> None:
    sums = one_scale(seed)
    for ways in product(*steps(sums, -1)):
        own = running = sums.start()[0]
        certain = None
        for after, way in enumerate(ways):
            own, running = added(own, (way,)), added(running, (way,))
            found, running = sums.plain(after, 0, running)
            certain = found if certain is None else certain
        assert certain == cell_at_the_end(sums, own)


def test_sums_that_nothing_can_tell_apart_become_equal() -> None:
    """Without caps, after every question: as many plain sums as there are ways to end."""
    told = 0
    for seed in range(60):
        sums = one_scale(seed)
        if any(cap is not None for cap in sums.caps[0]):
            continue
        for after in range(6):
            rest = list(product(*steps(sums, after)))
            different: dict[tuple[int, ...], set[Sums]] = {}
            for ways in product(*steps(sums, -1)[: after + 1]):
                own = added(sums.start()[0], ways)
                cell, plain = sums.plain(after, 0, own)
                if cell is None:
                    different.setdefault(tuple(cell_at_the_end(sums, added(own, more)) for more in rest), set()).add(plain)
            assert all(len(found) == 1 for found in different.values())
            told += len(different)
    assert told > 100
