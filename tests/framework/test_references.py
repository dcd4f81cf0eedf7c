"""What the format allows is not refused. What it forbids is in `tests/invalid`, one file per rule."""

from __future__ import annotations

import pytest

from triage.errors import InputError
from triage.framework.read import read
from triage.wording import DUTCH

HEAD = 'format: 1\nid: x\nversion: "1.0.0"\nuse: test\ntitle: {nl: x}\n'

ALLOWED = {
    "an item without domain, question or scale": "items: [{id: age, kind: age}]",
    "a domain that is not defined when no domains are": """
scales: [{id: risk, role: risk, domain_caps: {network: 2}}]
items: [{id: hit, kind: yes_no, domain: network, scale: risk, points: {yes: 3, no: 0}}]""",
    "points without a scale": """
items: [{id: hit, kind: yes_no, points: {yes: 3, no: 0}}]
criteria: [{id: said, when: {item: hit, points_at_least: 2}}]""",
    "negative points and half points": """
scales: [{id: risk, role: risk, min_known: 0.5, bands: [{id: low, to: 0}, {id: high, from: 0.5}]}]
items: [{id: hit, kind: yes_no, scale: risk, points: {yes: 1.5, no: -0.5}}]""",
    "a scale nobody scores on": "scales: [{id: risk, role: risk}]\nitems: [{id: age, kind: age}]",
    "a scored outcome of an instrument": """
scales: [{id: risk, role: risk}]
items: [{id: lij, kind: level, instrument: lij, scale: risk, options: [{id: "1", points: 0}, {id: "2", points: 1}]}]""",
    "a number as answer of a numeric question": "items: [{id: age, kind: age}]\ncriteria: [{id: said, when: {item: age, in: [15, 16]}}]",
    "a number that equals a tally": """
facts: [hic]
items: [{id: hits, kind: tally, of: {facts: [hic], statuses: [convicted]}}]
criteria: [{id: said, when: {item: hits, is: 0}}]""",
    "several comparisons in one condition": """
items: [{id: age, kind: age}]
criteria: [{id: said, when: {item: age, at_least: 12, below: 18}}]""",
    "a fraction in a comparison": "items: [{id: age, kind: age}]\ncriteria: [{id: said, when: {item: age, below: 17.5}}]",
    "bins that name only where they begin": """
items: [{id: hits, kind: count, points: [{points: 0}, {at_least: 1, points: 1}, {at_least: 4, points: 9}]}]""",
    "bins with decimals": """
items:
  - id: hours
    kind: number
    decimals: 1
    range: [0, 9.5]
    points: [{at_most: 2.4, points: 0}, {at_least: 2.5, at_most: 9.5, points: 1}]""",
    "a last bin that begins at the end of the range": """
items: [{id: hits, kind: count, range: [0, 4], points: [{points: 0}, {at_least: 4, points: 1}]}]""",
    "a condition on the first and the last number of the range": """
items: [{id: hits, kind: count, range: [1, 4]}]
criteria: [{id: ends, when: {item: hits, in: [1, 4]}}]""",
    "a range of one number": "items: [{id: age, kind: age, range: [15, 15]}]",
    "bands that join on whole points": """
scales: [{id: risk, role: risk, min_known: 1, bands: [{id: low, to: 1}, {id: high, from: 2, to: 3}]}]
items: [{id: a, kind: yes_no, scale: risk, points: {yes: 2, no: 0}}, {id: b, kind: yes_no, scale: risk, points: {yes: 1, no: 0}}]""",
    "a last band that ends at the capped maximum": """
scales: [{id: risk, role: risk, domain_caps: {d: 2}, min_known: 1, bands: [{id: low, to: 1}, {id: high, from: 2, to: 2}]}]
items:
  - {id: a, kind: yes_no, domain: d, scale: risk, points: {yes: 2, no: 0}}
  - {id: b, kind: yes_no, domain: d, scale: risk, points: {yes: 1, no: 0}}""",
    "one band": "scales: [{id: risk, role: risk, min_known: 1, bands: [{id: all}]}]\nitems: [{id: age, kind: age}]",
    "min_known without bands": "scales: [{id: risk, role: risk, min_known: 1}]\nitems: [{id: age, kind: age}]",
    "an established fact on a tally, a count, a yes/no and a scored choice": """
facts: [hic]
scales: [{id: risk, role: risk}]
items:
  - {id: hits, kind: tally, of: {facts: [hic], statuses: [convicted]}, established_fact: true}
  - {id: arrests, kind: count, established_fact: true}
  - {id: armed, kind: yes_no, established_fact: true}
  - {id: violence, kind: choice, scale: risk, established_fact: true, options: [{id: none, points: 0}, {id: some, points: 1}]}""",
    "a derived item on another scale": """
scales: [{id: risk, role: risk}, {id: need, role: need}]
items:
  - {id: hit, kind: yes_no, scale: risk, points: {yes: 1, no: 0}}
  - {id: both, kind: derived, scale: need, points: [{when: {scale: risk, at_least: 1}, points: 1}, {points: 0}]}
criteria: [{id: high, when: {any_item_of: need, points_at_least: 1}}]""",
    "routes and protection between the steps of help": """
items: [{id: age, kind: age}]
advice:
  outcomes:
    - {id: light, intensity: light}
    - {id: team, kind: route}
    - {id: same, intensity: light}
    - {id: protect, kind: protection}
    - {id: list, kind: list, intensity: medium}
  rules: [{when: {item: age, below: 18}, then: team}, {then: light}]
list: {places: 1, eligible: [list, same]}""",
    "the same id in different lists": """
domains: [{id: none}]
items:
  - {id: school, kind: choice, options: [{id: none}, {id: some}]}
  - {id: home, kind: choice, options: [{id: none}, {id: some}]}
advice: {outcomes: [{id: none, intensity: none}], rules: [{id: none, then: none}]}""",
    "an example of what is not certain": """
scales: [{id: risk, role: risk, min_known: 1, bands: [{id: low}, {id: high, from: 1}]}]
items: [{id: hit, kind: yes_no, scale: risk, points: {yes: 1, no: 0}, allow_not_applicable: true}]
advice: {outcomes: [{id: none, intensity: none}], rules: [{then: none}]}
examples:
  - name: {nl: x}
    answers: {hit: {status: unknown}}
    expect: {scales: {risk: [0, 1]}, bands: {risk: insufficient}, possible_advice: [none, out_of_scope]}
  - {name: {nl: y}, answers: {hit: {status: not_applicable}}, expect: {bands: {risk: [low, high]}, advice: out_of_scope}}
  - {name: {nl: z}, facts: [], expect: {advice: out_of_scope}}""",
    "an example that shows a sum by hand and nothing else": """
scales: [{id: risk, role: risk}]
items: [{id: hit, kind: yes_no, scale: risk, points: {yes: 1, no: 0}}]
examples: [{name: {nl: x}, answers: {hit: yes}, by_hand: {risk: "1"}, expect: {}}]""",
    "criteria that share a part": """
items: [{id: age, kind: age}]
criteria:
  - {id: a, when: {all: [{criterion: b}, {criterion: c}]}}
  - {id: b, when: {criterion: d}}
  - {id: c, when: {criterion: d}}
  - {id: d, when: {item: age, below: 18}}""",
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED.keys())
def test_the_format_allows(text: str) -> None:
    assert read((HEAD + text).encode(), "kader.yaml").framework.items


def test_sixty_layers_of_conditions_are_the_most() -> None:
    def chain(length: int) -> bytes:
        criteria = [
            "  - {id: c1, when: {item: age, below: 18}}",
            *(f"  - {{id: c{n}, when: {{criterion: c{n - 1}}}}}" for n in range(2, length + 1)),
        ]
        return "\n".join([f"{HEAD}items: [{{id: age, kind: age}}]\ncriteria:", *criteria]).encode()

    assert len(read(chain(60), "x").framework.criteria) == 60
    with pytest.raises(InputError, match="meer dan 60 lagen"):
        read(chain(61), "x")


def test_each_circle_is_named_once() -> None:
    criteria = "criteria: [{id: a, when: {criterion: b}}, {id: b, when: {criterion: a}}, {id: c, when: {criterion: c}}]"
    with pytest.raises(InputError) as caught:
        read(f"{HEAD}items: [{{id: age, kind: age}}]\n{criteria}\n".encode(), "x")
    assert [DUTCH.say(defect.problem) for defect in caught.value.defects] == [
        "'a' rust op zichzelf: a → b → a.",
        "'c' rust op zichzelf: c → c.",
    ]


def problems(text: str) -> list[str]:
    """What is wrong with a framework of these parts."""
    with pytest.raises(InputError) as caught:
        read((HEAD + text).encode(), "x")
    return [DUTCH.say(defect.problem) for defect in caught.value.defects]


@pytest.mark.parametrize(
    "name", ["case", "reference_date", "advice", "possible_advice", "deciding", "trial", "state", "best", "worst", "share"]
)
def test_no_question_scale_or_criterion_is_called_as_a_column_that_every_table_has(name: str) -> None:
    said = [f"De id '{name}' is al de naam van een vaste kolom in tabellen."]
    assert problems(f"items: [{{id: {name}, kind: age}}]") == said
    assert problems(f"scales: [{{id: {name}, role: risk}}]\nitems: [{{id: age, kind: age}}]") == said
    assert problems(f"items: [{{id: age, kind: age}}]\ncriteria: [{{id: {name}, when: {{item: age, below: 18}}}}]") == said


@pytest.mark.parametrize("ending", ["low", "high", "band", "possible"])
def test_no_question_is_called_as_a_column_of_a_scale(ending: str) -> None:
    assert problems(f"scales: [{{id: risk, role: risk}}]\nitems: [{{id: risk_{ending}, kind: age}}]") == [
        f"De id 'risk_{ending}' is ook de naam van een kolom van schaal 'risk'."
    ]


@pytest.mark.parametrize("condition", ["{band: risk, is: high}", "{scale: risk, at_least: 1}", "{any_item_of: risk, points_at_least: 1}"])
def test_a_derived_item_never_rests_on_the_scale_it_stands_on(condition: str) -> None:
    scales = "scales: [{id: risk, role: risk, min_known: 1, bands: [{id: low}, {id: high, from: 1}]}]"
    items = f"items: [{{id: both, kind: derived, scale: risk, points: [{{when: {condition}, points: 1}}, {{points: 0}}]}}]"
    assert problems(f"{scales}\n{items}") == ["'risk' rust op zichzelf: risk → both → risk."]


@pytest.mark.parametrize(
    "line",
    ["{item: age, advice: {nl: x}}", "{item: age, is: 15, in: [16], advice: {nl: x}}"],
    ids=["neither", "both"],
)
def test_a_responsivity_line_names_its_answers_in_one_way(line: str) -> None:
    assert problems(f"items: [{{id: age, kind: age}}]\nresponsivity: [{line}]")


def test_a_count_of_nothing_is_refused() -> None:
    assert problems("items: [{id: age, kind: age}]\ncriteria: [{id: c, when: {count: [{item: age, is: 15}], at_least: 0}}]")


def test_the_numbers_in_conditions_on_a_tally_are_limited_with_those_of_its_points() -> None:
    def tally(conditions: int) -> str:
        parts = ", ".join(f"{{item: hits, at_least: {number}}}" for number in range(conditions))
        item = "{id: hits, kind: tally, of: {facts: [hic], statuses: [convicted]}, points: [{points: 0}, {at_least: 1, points: 1}]}"
        return f"facts: [hic]\nitems: [{item}]\ncriteria: [{{id: c, when: {{any: [{parts}]}}}}]"

    assert read((HEAD + tally(49)).encode(), "x").framework.items
    assert problems(tally(50)) == ["Punten en voorwaarden van 'hits' noemen meer dan 100 getallen."]
