"""What no case can make matter: found exactly, as trying out every case would find it, and never held against what does matter."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

import numpy as np
import pytest

from tests.weighing.invent import invent_framework
from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.framework.contents import point_values
from triage.framework.model import ChoiceItem, DerivedItem, Framework, LevelItem, NumericItem, TallyItem, YesNoItem
from triage.framework.source import Path
from triage.review.influence import MOST_SCORES, Judged, judge
from triage.review.lint.used import unused_items
from triage.weighing.space import Space
from triage.weighing.tables import ItemTable, Tables
from triage.weighing.truth import TRUE
from triage.weighing.weigh import weigh
from triage.wording import DUTCH

MOST_CASES = 400
"""Complete cases of a framework that are tried out one by one."""

AGE = {"id": "age", "kind": "age"}
HIT = {"id": "hit", "kind": "yes_no", "scale": "risk", "points": {"yes": 2, "no": 0}}
SCHOOL = {"id": "school", "kind": "choice", "options": [{"id": "goes"}, {"id": "stays"}]}


def framework(*items: dict[str, Any], **parts: Any) -> Framework:
    """A small framework with the age, a question with points and these items."""
    given: dict[str, Any] = {
        "format": 1,
        "id": "small",
        "version": "1.0.0",
        "use": "casework",
        "title": {"nl": "Klein"},
        "scope": {"text": {"nl": "x"}, "when": {"item": "age", "at_least": 12}},
        "scales": [{"id": "risk", "role": "risk"}],
        "items": [AGE, HIT, *items],
        "advice": {
            "outcomes": [{"id": "nothing", "intensity": "none"}, {"id": "help", "intensity": "light"}],
            "rules": [{"when": {"scale": "risk", "at_least": 2}, "then": "help"}, {"then": "nothing"}],
        },
    }
    return Framework.model_validate({**given, **parts})


def judged(model: Framework, most: int = 300_000) -> Judged:
    """What is found in a framework."""
    return judge(Tables.of(model), most)


def places(model: Framework) -> list[Path]:
    """Where something is refused, everything being settled."""
    found = judged(model)
    assert found.unsettled == ()
    return [fault.path for fault in found.refused]


class TriedOut:
    """Every complete case of a framework, weighed by the engine. Axes of every array are the questions."""

    def __init__(self, space: Space) -> None:
        self.space, self.framework = space, space.framework
        shape = [len(question.cells) for question in space.questions]
        cases = {cells: space.case(cells, "A-1") for cells in product(*map(range, shape))}
        self.exists = np.array([self._exists(cells, case) for cells, case in cases.items()]).reshape(shape)
        weighed = weigh(space.tables, CaseTable.of([case for case, there in zip(cases.values(), self.exists.flat, strict=True) if there]))
        walk = weighed.walk
        assert walk is not None
        self.inside = self._laid_out(True if walk.scope_row is None else walk.truths[walk.scope_row] != TRUE)
        outcomes = [walk.outcomes.index(walk.lines[end].then) for end in (walk.truths == TRUE).argmax(axis=0)]
        self.outcome = self._laid_out(outcomes)
        self.said = np.stack(
            [self._laid_out(weighed.counted.sums(scale.id).low) for scale in self.framework.scales]
            + [self._laid_out(weighed.counted.truth(criterion.when)) for criterion in self.framework.criteria]
        )
        self.truth = weighed.counted.truth

    def _laid_out(self, values: Any) -> Any:
        """One value per case that exists, as an array over the questions; 0 elsewhere."""
        found = np.zeros(self.exists.shape, np.int64)
        found[self.exists] = values
        return found

    def _exists(self, cells: tuple[int, ...], case: Case) -> bool:
        """Whether a case lies in the cells it stands for: at the age chosen there is such a list of facts."""
        question = self.framework.age_question
        value = case.answers[question.id].value if question else None
        if question is None or value is None:
            return True
        try:
            return self.space.tables.items[question.id].cell_of(value) == cells[self.space.place[question.id]]
        except ValueError:
            return False

    def matters(self, question: int) -> bool:
        """Whether some two cases that differ in this question only are told anything else."""
        for one, other in product(range(self.exists.shape[question]), repeat=2):
            both = self.exists.take(one, question) & self.exists.take(other, question)
            inside = (self.inside.take(one, question) == 1) & (self.inside.take(other, question) == 1)
            said = (self.said.take(one, question + 1) != self.said.take(other, question + 1)).any(axis=0)
            if (both & (self.outcome.take(one, question) != self.outcome.take(other, question))).any() or (inside & said).any():
                return True
        return False

    def steps(self) -> set[Path]:
        """The answers and bins with points that some case within the scope has."""
        found = set[Path]()
        for place, question in enumerate(self.space.questions):
            inside = np.moveaxis(self.inside, place, 0).reshape(len(question.cells), -1).any(axis=1)
            for number, cell in enumerate(question.cells):
                for table, at in zip(question.tables, cell.at, strict=True):
                    if inside[number] and at < table.width and point_values(table.item):
                        found.add(("items", self.framework.items.index(table.item), *step(table, at)))
        return found

    def ends(self, item: DerivedItem) -> set[int]:
        """The lines of a derived item at which some case within the scope ends."""
        left, found = self.inside == 1, set[int]()
        for number, line in enumerate(item.points):
            here = left if line.when is None else left & (self._laid_out(self.truth(line.when)) == TRUE)
            found |= {number} if here.any() else set()
            left = left & ~here
        return found


def step(table: ItemTable, at: int) -> Path:
    """Where in an item the points of a cell stand."""
    item, value = table.item, table.cells[at]
    if isinstance(item, YesNoItem):
        return "points", str(value)
    if isinstance(item, ChoiceItem | LevelItem):
        return "options", [option.id for option in item.options].index(str(value))
    assert isinstance(item, NumericItem | TallyItem)
    return "points", max(k for k, line in enumerate(item.points) if line.at_least is None or line.at_least <= Decimal(value))


def steps_of(model: Framework) -> set[Path]:
    """Every answer and bin with points."""
    return {
        ("items", number, *path)
        for number, item in enumerate(model.items)
        if point_values(item) and not isinstance(item, DerivedItem)
        for path in (
            [("points", "yes"), ("points", "no")]
            if isinstance(item, YesNoItem)
            else [("options", k) for k in range(len(item.options))]
            if isinstance(item, ChoiceItem | LevelItem)
            else [("points", k) for k in range(len(item.points))]
        )
    }


def test_random_frameworks_are_judged_as_trying_out_every_case_does() -> None:
    tried = silent = dead = 0
    for seed in range(500):
        space = Space(Tables.of(invent_framework(seed)))
        if prod(len(question.cells) for question in space.questions) > MOST_CASES:
            continue
        every, found = TriedOut(space), judge(space.tables)
        assert found.unsettled == ()
        paths = {fault.path for fault in found.refused}
        if not (every.inside == 1).any():
            assert paths == {("scope", "when")}, seed
            continue
        number = {item.id: place for place, item in enumerate(space.framework.items)}
        lines = {
            ("items", number[item.id], "points", line)
            for item in space.framework.items
            if isinstance(item, DerivedItem)
            for line in set(range(len(item.points))) - every.ends(item)
        }
        steps = steps_of(space.framework) - every.steps()
        used = used_items(space.framework)
        without = {
            ("items", number[question.items[0]])
            for place, question in enumerate(space.questions)
            if used & set(question.items) and not every.matters(place)
        }
        assert paths == lines | steps | without, seed
        tried, silent, dead = tried + 1, silent + len(without), dead + len(lines | steps)
    assert tried >= 50
    assert silent >= 10
    assert dead >= 10


def used_items(model: Framework) -> set[str]:
    """The items that lint leaves to the search for influence."""
    return {item.id for item in model.items} - unused_items(model)


def test_what_matters_is_not_refused() -> None:
    assert places(framework()) == []


def test_an_answer_without_points_may_say_that_a_case_lies_outside_the_scope() -> None:
    scope = {"text": {"nl": "x"}, "when": {"item": "school", "is": "goes"}}
    assert places(framework(SCHOOL, scope=scope, items=[HIT, SCHOOL])) == []


def test_an_answer_with_points_that_lies_outside_the_scope_is_refused() -> None:
    scope = {"text": {"nl": "x"}, "when": {"item": "hit", "is": "yes"}}
    assert ("items", 0, "points", "no") in places(framework(scope=scope, items=[HIT]))


def test_every_bin_that_no_age_within_the_scope_reaches_is_refused() -> None:
    age = {**AGE, "scale": "risk", "points": [{"points": 0}, {"at_least": 12, "points": 1}, {"at_least": 18, "points": 0}]}
    scope = {"text": {"nl": "x"}, "when": {"all": [{"item": "age", "at_least": 12}, {"item": "age", "below": 18}]}}
    assert places(framework(items=[age, HIT], scope=scope)) == [("items", 0, "points", 0), ("items", 0, "points", 2)]


def test_a_scope_without_any_case_is_the_only_thing_said() -> None:
    scope = {"text": {"nl": "x"}, "when": {"all": [{"item": "age", "at_least": 12}, {"item": "age", "below": 12}]}}
    assert places(framework(SCHOOL, scope=scope)) == [("scope", "when")]


@pytest.mark.parametrize(
    "use",
    [
        {"responsivity": [{"item": "school", "is": "goes", "advice": {"nl": "x"}}]},
        {"needs": [{"item": "school", "in": ["stays"], "goal": {"nl": "x"}}]},
        {"criteria": [{"id": "away", "when": {"item": "school", "is": "stays"}}]},
        {"list": {"places": 1, "eligible": ["help"], "leave_when": {"item": "school", "is": "goes"}}},
    ],
    ids=lambda use: next(iter(use)),
)
def test_a_question_matters_for_a_need_a_fitting_line_a_criterion_and_leaving_the_list(use: dict[str, Any]) -> None:
    assert places(framework(SCHOOL, **use)) == []


def test_a_need_that_asks_for_one_number_makes_its_question_matter() -> None:
    number = {"id": "hours", "kind": "number", "range": [0, 40]}
    assert places(framework(number, needs=[{"item": "hours", "is": 7, "goal": {"nl": "x"}}])) == []


def test_a_need_that_every_answer_or_none_makes_does_not_make_its_question_matter() -> None:
    every = {"needs": [{"item": "school", "in": ["goes", "stays"], "goal": {"nl": "x"}}]}
    assert places(framework(SCHOOL, **every)) == [("items", 2)]


def test_points_that_a_cap_always_hides_do_not_matter_and_one_point_that_shows_does() -> None:
    def capped(cap: int) -> Framework:
        fixed = {"id": "fixed", "kind": "yes_no", "domain": "a", "scale": "risk", "points": {"yes": 3, "no": 2}}
        hit = {**HIT, "domain": "a"}
        return framework(items=[AGE, hit, fixed], scales=[{"id": "risk", "role": "risk", "domain_caps": {"a": cap}}])

    assert places(capped(2)) == [("items", 1), ("items", 2)]
    assert places(capped(3)) == []


def test_one_combination_in_a_million_is_enough_to_matter() -> None:
    items = [{"id": f"q{k}", "kind": "choice", "options": [{"id": f"o{n}"} for n in range(10)]} for k in range(6)]
    rare = {"all": [*({"item": f"q{k}", "is": "o9"} for k in range(6)), {"item": "school", "is": "stays"}]}
    assert places(framework(SCHOOL, *items, criteria=[{"id": "rare", "when": rare}])) == []
    never = {"all": [rare, {"item": "age", "below": 12}]}
    assert len(places(framework(SCHOOL, *items, criteria=[{"id": "rare", "when": never}]))) == 7


def test_what_takes_too_long_is_called_unsettled_and_never_refused() -> None:
    silent = {"responsivity": [{"item": "school", "in": ["goes", "stays"], "advice": {"nl": "x"}}]}
    found = judged(framework(SCHOOL, **silent), most=1)
    assert found.refused == ()
    assert [fault.path for fault in found.unsettled] == [("items", 0), ("items", 2), ("items", 1)]
    many = [{"id": f"q{k}", "kind": "yes_no"} for k in range(401)]
    found = judged(framework(*many))
    assert found.refused == ()
    assert [DUTCH.say(fault.problem) for fault in found.unsettled] == [
        "Binnen de grens is niet vast te stellen of elk antwoord kan voorkomen en iets uitmaakt."
    ]


def test_a_scale_with_too_many_scores_leaves_it_unsettled_whether_a_question_matters() -> None:
    doubling = [{"id": f"q{k}", "kind": "yes_no", "scale": "risk", "points": {"yes": 2 ** (k + 1), "no": 0}} for k in range(11)]
    silent = {"id": "silent", "kind": "yes_no", "scale": "risk", "points": {"yes": 0, "no": 0}}
    assert 2**9 < MOST_SCORES < 2**11
    found = judged(framework(*doubling, silent))
    assert found.refused == ()
    assert [fault.path for fault in found.unsettled] == [("items", 13)]
    assert places(framework(*doubling[:9], silent)) == [("items", 11)]
