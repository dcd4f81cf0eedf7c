"""Random frameworks small enough to look at every case: every kind of item, form of condition, outcome and claim."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from triage.framework.model import Framework
from triage.framework.registry import Attribute, AttributeClass, Registry
from triage.framework.values import Text

CLASS_N = "debts"
REGISTRY = Registry(
    sources={},
    attributes={
        CLASS_N: Attribute.model_validate(
            {"id": CLASS_N, "class": AttributeClass.NEED_ONLY, "label": Text(nl="schulden"), "why": Text(nl="x"), "sources": ("x",)}
        )
    },
    fact_kinds={},
    strengths={},
    factors={},
    interventions={},
    instruments={},
)
"""A registry with one attribute, of class N."""

KINDS = ("hic", "drugs")
STATUSES = ("suspected", "convicted")
LADDER = [
    {"id": "none", "intensity": "none"},
    {"id": "light", "intensity": "light"},
    {"id": "local", "intensity": "medium"},
    {"id": "list", "kind": "list", "intensity": "intensive"},
]
ASIDE = [{"id": "team", "kind": "route"}, {"id": "protect", "kind": "protection"}]


def small_framework(seed: int) -> Framework:
    """A framework with a right shape; it may well be unwise."""
    return Framework.model_validate(small_data(seed))


def small_data(seed: int) -> dict[str, Any]:
    """The same as data, as it would stand in a file."""
    return _Small(Random(seed)).framework()


class _Small:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.whole = random.random() < 0.6
        self.scales: list[dict[str, Any]] = []
        self.items: list[dict[str, Any]] = []
        self.derived: list[dict[str, Any]] = []
        self.criteria: list[dict[str, Any]] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def points(self) -> Decimal | int:
        low = -2 if self.chance(0.2) else 0
        return self.random.randint(low, 3) if self.whole else Decimal(self.random.randint(low * 1000, 3000)).scaleb(-3)

    def framework(self) -> dict[str, Any]:
        roles = self.random.sample(["risk", "need", "protective", "complexity", "responsivity"], 2)
        self.scales = [self.scale(name, role) for name, role in zip("st", roles, strict=True)][: self.random.randint(1, 2)]
        self.items = [self.item(number) for number in range(self.random.randint(2, 4))]
        if self.chance(0.5):
            self.items += [self.tally(f"t{number}") for number in range(self.random.randint(1, 2))]
        if self.chance(0.3):
            self.items.append({"id": "age", "kind": "age", "range": [11, 14]})
        scored = [scale for scale in self.scales if self.on(scale)]
        early = [{"id": "c0", "when": self.condition(1, [])}]
        self.criteria = early if self.chance(0.5) else []
        for number, scale in enumerate([None, *scored]):  # of a scale only the ones before it, so that nothing rests on itself
            if self.chance(0.3):
                self.derived.append(self.derived_item(f"d{number}", scale, scored[: max(0, number - 1)]))
        self.criteria = [*self.criteria, *({"id": f"c{k}", "when": self.condition(2, scored)} for k in range(1, self.random.randint(1, 2)))]
        for scale in scored:
            domains = sorted({item["domain"] for item in self.on(scale) if "domain" in item})
            if domains and self.chance(0.4):
                scale["domain_caps"] = {self.random.choice(domains): self.points()}
        return {
            "format": 1,
            "id": "small",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Klein"},
            "facts": list(KINDS),
            "scales": self.scales,
            "items": [*self.items, *self.derived],
            "criteria": self.criteria,
            **({"scope": {"text": {"nl": "x"}, "when": self.condition(1, scored)}} if self.chance(0.3) else {}),
            "advice": self.advice(scored),
            "responsivity": self.responsivity(),
        }

    def scale(self, name: str, role: str) -> dict[str, Any]:
        cuts = sorted(self.random.sample(range(1, 8), self.random.randint(1, 2)))
        bands = [{"id": "b0"}, *({"id": f"b{k}", "from": cut} for k, cut in enumerate(cuts, 1))]
        return {"id": name, "role": role, "worse": self.random.choice(["higher", "lower"]), "bands": bands, "min_known": Decimal("0.8")}

    def on(self, scale: dict[str, Any]) -> list[dict[str, Any]]:
        return [item for item in [*self.items, *self.derived] if item.get("scale") == scale["id"]]

    def placed(self) -> dict[str, Any]:
        if self.chance(0.3):
            return {"heavier": self.random.choice(["higher", "lower"])} if self.chance(0.6) else {}
        return {"scale": self.random.choice(self.scales)["id"], **({"domain": self.random.choice("ab")} if self.chance(0.8) else {})}

    def item(self, number: int) -> dict[str, Any]:
        kind = self.random.choice(["yes_no", "choice", "level", "count", "number", "months"])
        item: dict[str, Any] = {"id": f"i{number}", "kind": kind, **self.placed()}
        item |= {"allow_not_applicable": self.chance(0.2), "established_fact": self.chance(0.4)}
        if self.chance(0.2):
            item["attribute"] = CLASS_N
        if kind == "yes_no":
            if "scale" in item:
                item["points"] = {"yes": self.points(), "no": self.points()}
        elif kind in ("choice", "level"):
            item |= self.options(item)
        else:
            item["range"] = {"count": [0, 3], "months": [0, 2], "number": [Decimal("-0.2"), Decimal("0.2")]}[kind]
            if kind == "number":
                item["decimals"] = 1
            if "scale" in item:
                starts: list[Decimal | int] = [Decimal("-0.1"), 0, Decimal("0.2")] if kind == "number" else [1, 2]
                item["points"] = self.bins(starts)
        return item

    def options(self, item: dict[str, Any]) -> dict[str, Any]:
        scored = "scale" in item
        ids = [f"o{k}" for k in range(self.random.randint(2, 3))]
        more: dict[str, Any] = {"options": [{"id": one, **({"points": self.points()} if scored else {})} for one in ids]}
        if item["kind"] == "level":
            more["instrument"] = "ritax2"
        if item["established_fact"] and (not scored or self.chance(0.3)):
            more["no_fact"] = self.random.sample(ids, self.random.randint(1, 2))
        return more

    def bins(self, starts: Sequence[Decimal | int]) -> list[dict[str, Any]]:
        begins = sorted(self.random.sample(list(starts), self.random.randint(1, len(starts))))
        return [{"points": self.points()}, *({"at_least": begin, "points": self.points()} for begin in begins)]

    def tally(self, name: str) -> dict[str, Any]:
        window = self.random.choice([{"within_months": 12}, {"within_months": 24}, {"before_months": 12}, {"before_months": 24}, {}])
        facts = self.random.sample(KINDS, self.random.randint(1, 2))
        statuses = self.random.sample(STATUSES, self.random.randint(1, 2))
        item = {"id": name, "kind": "tally", **self.placed(), "of": {"facts": facts, "statuses": statuses, **window}}
        item["established_fact"] = self.chance(0.5)
        if "scale" in item:
            item["points"] = self.bins([1, 2])
        return item

    def derived_item(self, name: str, scale: dict[str, Any] | None, below: list[dict[str, Any]]) -> dict[str, Any]:
        place = {} if scale is None else {"scale": scale["id"], "domain": self.random.choice("ab")}
        lines = [{"when": self.condition(1, below), "points": self.points()} for _ in range(self.random.randint(1, 2))]
        return {"id": name, "kind": "derived", **place, "points": [*lines, {"points": self.points()}]}

    def advice(self, scored: list[dict[str, Any]]) -> dict[str, Any]:
        outcomes = [*LADDER, *ASIDE]
        ends = [one["id"] for one in outcomes if one["id"] != "protect"]
        rules: list[dict[str, Any]] = [
            {"id": f"r{k}", "when": self.condition(2, scored), "then": self.random.choice(ends)} for k in range(self.random.randint(1, 4))
        ]
        rules.append({"then": self.random.choice(ends[:4])})
        exceptions = [
            {"rule": rule["id"], "proof": self.random.choice(["monotone", "escalation"]), "why": {"nl": "x"}}
            for rule in rules[:-1]
            if self.chance(0.15)
        ]
        protection = [{"when": self.condition(1, scored), "then": "protect"}] if self.chance(0.3) else []
        return {"outcomes": outcomes, "protection": protection, "rules": rules, "exceptions": exceptions}

    def responsivity(self) -> list[dict[str, Any]]:
        asked = [item for item in self.items if item["kind"] == "yes_no"]
        return [{"item": item["id"], "is": "yes", "advice": {"nl": "x"}} for item in asked if self.chance(0.2)]

    def condition(self, depth: int, scales: list[dict[str, Any]]) -> dict[str, Any]:
        if depth > 0 and self.chance(0.65):
            parts = [self.condition(depth - 1, scales) for _ in range(self.random.randint(2, 3))]
            form = self.random.choice(["all", "any", "not", "count"])
            if form == "not":
                return {"not": parts[0]}
            return {form: parts} if form != "count" else {"count": parts, "at_least": self.random.randint(1, len(parts))}
        named = [{"criterion": one["id"]} for one in self.criteria]
        named += [{"item": one["id"], "points_at_least": self.points()} for one in self.derived]
        if named and self.chance(0.2):
            return self.random.choice(named)
        return self.scale_leaf(self.random.choice(scales)) if scales and self.chance(0.4) else self.item_leaf()

    def scale_leaf(self, scale: dict[str, Any]) -> dict[str, Any]:
        ids = [band["id"] for band in scale["bands"]]
        return self.random.choice(
            [
                {"band": scale["id"], self.random.choice(["is", "at_least", "at_most"]): self.random.choice(ids)},
                {"band": scale["id"], "in": self.random.sample(ids, self.random.randint(1, len(ids)))},
                {"scale": scale["id"], **self.comparison([self.points() for _ in range(2)])},
                {"any_item_of": scale["id"], "points_at_least": self.points()},
            ]
        )

    def item_leaf(self) -> dict[str, Any]:
        item = self.random.choice(self.items)
        if "scale" in item and self.chance(0.25):
            return {"item": item["id"], "points_at_least": self.points()}
        if item["kind"] == "yes_no":
            return {"item": item["id"], "is": self.random.choice(["yes", "no"])}
        if item["kind"] in ("choice", "level"):
            ids = [option["id"] for option in item["options"]]
            return {"item": item["id"], "in": self.random.sample(ids, self.random.randint(1, len(ids)))}
        numbers: list[Any] = [0, 1, 2]
        if item["kind"] == "number":
            numbers = [Decimal("-0.1"), 0, Decimal("0.1")]
        elif item["kind"] == "age":
            numbers = [12, 13, 14]
        elif item["kind"] == "tally":
            numbers = [0, 1]  # no cut above two, so that lists of facts stay short
        if self.chance(0.25):
            return {"item": item["id"], "is": self.random.choice(numbers)}
        return {"item": item["id"], **self.comparison(numbers)}

    def comparison(self, numbers: Sequence[Decimal | int]) -> dict[str, Any]:
        if self.chance(0.2):
            return dict(zip(("at_least", "below"), sorted(self.random.sample(list(numbers), 2)), strict=True))
        return {self.random.choice(["at_least", "at_most", "above", "below"]): self.random.choice(list(numbers))}
