"""Random small frameworks and cases: every item kind, every condition form, caps, negative points, signals, windows, not applicable."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from triage.cases.case import Answer, Case, Fact
from triage.framework.model import DerivedItem, Framework, TallyItem
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period

KINDS = ("hic", "drugs", "property")
TODAY = date(2026, 11, 23)


def invent_framework(seed: int) -> Framework:
    """A framework with a right shape; it may well be unwise."""
    return Framework.model_validate(invent_data(seed))


def invent_data(seed: int) -> dict[str, Any]:
    """What a file of such a framework would hold."""
    return _Inventor(Random(seed)).framework()


def with_baselines(framework: Framework, random: Random) -> Framework:
    """The framework with a baseline of its own on some of the items of a scale, within their points or beyond."""
    items = [
        item.model_copy(update={"baseline": random.randint(-3000, 5000)}) if item.scale and random.random() < 0.4 else item
        for item in framework.items
    ]
    return framework.model_copy(update={"items": tuple(items)})


class _Inventor:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.whole = random.random() < 0.6
        self.items: list[dict[str, Any]] = []
        self.scales: list[dict[str, Any]] = []

    def points(self) -> Decimal | int:
        low = -2 if self.random.random() < 0.2 else 0
        return self.random.randint(low, 4) if self.whole else Decimal(self.random.randint(low * 1000, 4000)).scaleb(-3)

    def framework(self) -> dict[str, Any]:
        random = self.random
        self.scales = [self.scale(name, role) for name, role in (("s", "risk"), ("p", "protective"), ("n", "need"))[: random.randint(1, 3)]]
        self.items = [self.item(number) for number in range(random.randint(5, 9))]
        for scale in self.scales:
            domains: list[str] = sorted({item["domain"] for item in self.items if item.get("scale") == scale["id"] and "domain" in item})
            if domains and random.random() < 0.4:
                scale["domain_caps"] = {random.choice(domains): self.points()}
        derived = [
            {
                "id": f"d{k}",
                "kind": "derived",
                **self.placed(),
                "points": [
                    *({"when": self.condition(2, leaves_only=True), "points": self.points()} for _ in range(2)),
                    {"points": self.points()},
                ],
            }
            for k in range(random.randint(0, 2))
        ]
        criteria = [{"id": f"c{k}", "when": self.condition(2)} for k in range(random.randint(0, 2))]
        outcomes = ["nothing", "light", "heavy"]
        return {
            "format": 1,
            "id": "invented",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Verzonnen"},
            "domains": [{"id": d, "label": {"nl": d}} for d in ("a", "b")],
            "facts": list(KINDS),
            "scales": self.scales,
            "items": [*self.items, *derived],
            "criteria": criteria,
            **({"scope": {"text": {"nl": "x"}, "when": self.condition(1)}} if random.random() < 0.5 else {}),
            "advice": {
                "outcomes": [
                    {"id": o, "kind": "help", "intensity": i} for o, i in zip(outcomes, ("none", "light", "intensive"), strict=True)
                ]
                + [{"id": "protect", "kind": "protection"}],
                "protection": [{"when": self.condition(1), "then": "protect"}] if random.random() < 0.5 else [],
                "rules": [
                    *(
                        {
                            "when": self.condition(3, criteria=[str(c["id"]) for c in criteria], derived=[str(d["id"]) for d in derived]),
                            "then": random.choice(outcomes),
                        }
                        for _ in range(random.randint(1, 4))
                    ),
                    {"then": random.choice(outcomes)},
                ],
            },
        }

    def scale(self, name: str, role: str) -> dict[str, Any]:
        random = self.random
        cuts = sorted(random.sample(range(1, 10), random.randint(1, 2)))
        bands = [{"id": "b0"}, *({"id": f"b{k}", "from": cut} for k, cut in enumerate(cuts, 1))]
        return {
            "id": name,
            "role": role,
            "worse": random.choice(["higher", "lower"]),
            "bands": bands,
            "min_known": random.choice([0, 0, Decimal("0.5"), Decimal("0.8"), 1]),
        }

    def placed(self) -> dict[str, Any]:
        if self.random.random() < 0.2:
            return {}
        found = {"scale": self.random.choice(self.scales)["id"]}
        return found | ({"domain": self.random.choice(["a", "b"])} if self.random.random() < 0.8 else {})

    def bins(self, most: int) -> list[dict[str, Any]]:
        starts = sorted(self.random.sample(range(1, most), self.random.randint(1, 3)))
        return [{"points": self.points()}, *({"at_least": start, "points": self.points()} for start in starts)]

    def item(self, number: int) -> dict[str, Any]:
        random = self.random
        kind = random.choice(["yes_no", "choice", "level", "count", "number", "age", "months", "tally", "tally"])
        item: dict[str, Any] = {"id": f"i{number}", "kind": kind, **self.placed()}
        scored = "scale" in item
        if kind != "tally":
            item["allow_not_applicable"] = random.random() < 0.3
            if random.random() < 0.4:
                item["valid_months"] = random.choice([3, 12, 24])
        if kind == "yes_no":
            if scored:
                item["points"] = {"yes": self.points(), "no": self.points()}
        elif kind in ("choice", "level"):
            item["options"] = [{"id": f"o{k}", **({"points": self.points()} if scored else {})} for k in range(random.randint(2, 4))]
            if kind == "level":
                item["instrument"] = "ritax2"
        elif kind == "tally":
            window = random.choice([{"within_months": 12}, {"within_months": 24}, {"before_months": 12}, {}])
            facts = random.sample(KINDS, random.randint(1, 3))
            item["of"] = {"facts": facts, "statuses": random.sample([s.value for s in FactStatus], random.randint(1, 4)), **window}
            if random.random() < 0.5:
                item["range"] = random.choice([[0, 60], [0, 5], [0, 9]])
            if scored:
                item["points"] = self.bins(5)
        else:
            item["range"] = [0, 6] if kind == "number" else [0, 12]
            if kind == "number":
                item["decimals"] = 1
            if scored:
                item["points"] = self.bins(6)
        return item

    def condition(
        self, depth: int, *, leaves_only: bool = False, criteria: list[str] | None = None, derived: list[str] | None = None
    ) -> dict[str, Any]:
        random = self.random
        inner = {"leaves_only": leaves_only, "criteria": criteria, "derived": derived}
        if depth > 0 and random.random() < 0.6:
            parts = [self.condition(depth - 1, **inner) for _ in range(random.randint(1, 3))]  # type: ignore[arg-type]
            form = random.choice(["all", "any", "not", "count"])
            if form == "not":
                return {"not": parts[0]}
            return {form: parts} if form != "count" else {"count": parts, "at_least": random.randint(1, len(parts))}
        if criteria and random.random() < 0.2:
            return {"criterion": random.choice(criteria)}
        if derived and random.random() < 0.2:
            return {"item": random.choice(derived), "points_at_least": self.points()}
        return self.leaf(leaves_only)

    def leaf(self, items_only: bool) -> dict[str, Any]:
        random = self.random
        pick = random.random()
        if not items_only and pick < 0.35:
            scale = random.choice(self.scales)
            if not any(item.get("scale") == scale["id"] for item in self.items):
                return self.item_leaf()
            ids = [band["id"] for band in scale["bands"]]
            return random.choice(
                [
                    {"band": scale["id"], random.choice(["is", "at_least", "at_most"]): random.choice(ids)},
                    {"band": scale["id"], "in": random.sample(ids, random.randint(1, len(ids)))},
                    {"scale": scale["id"], **self.comparison(8)},
                    {"any_item_of": scale["id"], "points_at_least": random.randint(0, 3)},
                ]
            )
        return self.item_leaf()

    def item_leaf(self) -> dict[str, Any]:
        random = self.random
        item = random.choice(self.items)
        if "scale" in item and random.random() < 0.25:
            return {"item": item["id"], "points_at_least": self.points()}
        if item["kind"] == "yes_no":
            return {"item": item["id"], "is": random.choice(["yes", "no"])}
        if item["kind"] in ("choice", "level"):
            ids = [option["id"] for option in item["options"]]
            return {"item": item["id"], "in": random.sample(ids, random.randint(1, len(ids)))}
        if random.random() < 0.2:
            return {"item": item["id"], "is": random.randint(0, 6)}
        return {"item": item["id"], **self.comparison(6)}

    def comparison(self, most: int) -> dict[str, Any]:
        random = self.random
        if random.random() < 0.2:
            low = random.randint(0, most)
            return {"at_least": low, "below": low + random.randint(1, 4)}
        return {random.choice(["at_least", "at_most", "above", "below"]): random.randint(0, most)}


def invent_case(framework: Framework, random: Random, *, code: str = "A-1", open_share: float = 0.3) -> Case:
    """A case with answers of every status, outdated and later ones, and facts on and over every border."""
    reference = TODAY + timedelta(days=random.randint(-400, 400))
    answers = {item.id: invent_answer(item, random, reference) for item in framework.questions if random.random() > open_share}
    facts = None if random.random() < 0.15 else tuple(_invent_fact(random, reference) for _ in range(random.randint(0, 6)))
    return Case(code, reference, answers, facts)


def invent_answer(item: Any, random: Random, reference: date) -> Answer:
    """An answer of any status, sometimes outdated or later."""
    assert not isinstance(item, TallyItem | DerivedItem)
    if item.allow_not_applicable and random.random() < 0.15:
        return Answer(None, AnswerStatus.NOT_APPLICABLE, _invent_period(random, reference) if random.random() < 0.4 else None)
    if item.kind == "yes_no":
        value: str | Decimal = random.choice(["yes", "no"])
    elif item.kind in ("choice", "level"):
        value = random.choice(item.options).id
    else:
        low, high = item.range
        steps = 10 if item.kind == "number" else 1
        value = Decimal(random.randint(int(low * steps), int(high * steps))) / steps
    status = random.choices(list(AnswerStatus)[:5], [6, 2, 1, 1, 1])[0]
    return Answer(value, status, _invent_period(random, reference) if random.random() < 0.4 else None)


def _invent_period(random: Random, reference: date) -> Period:
    day = reference - timedelta(days=random.randint(-60, 800))
    return Period.day(day) if random.random() < 0.3 else Period.quarter_of(day)


def _invent_fact(random: Random, reference: date) -> Fact:
    return Fact(random.choice(KINDS), _invent_period(random, reference), random.choice(list(FactStatus)), None, random.random() < 0.2)
