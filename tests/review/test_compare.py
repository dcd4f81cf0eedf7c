"""What differs between two versions, the version number due, and whether the new file has it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.review.versions import SMALL, changed, framework
from triage.framework import references
from triage.framework.draft import Draft
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile, read_path
from triage.framework.source import SourceText
from triage.framework.yaml_source import parse
from triage.review.change import Weight
from triage.review.compare import Verdict, compare, due_after, version_defect
from triage.wording import DUTCH

HOUSE = Path(__file__).parent.parent.parent
NOWHERE = SourceText("", "", None, {}, ())
COMPLETE = HOUSE / "tests" / "data" / "frameworks" / "complete.yaml"


def said(old: Framework, new: Framework) -> list[tuple[Weight, str]]:
    return [(change.weight, DUTCH.say(change.said)) for change in compare(old, new).changes]


@pytest.mark.parametrize("path", sorted((HOUSE / "frameworks").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_framework_beside_itself_has_no_difference_and_keeps_its_number(path: Path) -> None:
    one = read_path(path).framework
    found = compare(one, one)
    assert (found.changes, found.due, found.verdict) == ((), one.version, Verdict.RIGHT)


ONE_CHANGE = [
    ("points: {yes: 1, no: 0}", "points: {yes: 3, no: 0}", Weight.MINOR, "Vraag kick: punten waren ja: 1 punt, en zijn nu ja: 3 punten."),
    ("id: high, from: 4", "id: high, from: 3", Weight.MINOR, "Schaal risk, niveau high: waar het begint: was 4, is nu 3."),
    ("min_known: 0.5", "min_known: 0.75", Weight.MINOR, "Schaal risk: hoeveel bekend moet zijn: was 50 %, is nu 75 %."),
    ("{id: skips, points: 1}", "{id: skips, points: 2}", Weight.MINOR, "Vraag school, antwoord skips: de punten: was 1, is nu 2."),
    (
        "      - {id: skips, points: 1}\n",
        "      - {id: skips, points: 1}\n      - {id: gone, points: 2}\n",
        Weight.MINOR,
        "Vraag school, antwoord gone is nieuw: “gone”, 2 punten.",
    ),
    (
        "points: {yes: 1, no: 0}",
        "points: {yes: 1, no: 0}, baseline: 0.5",
        Weight.MINOR,
        "Vraag kick: vanaf hoeveel punten het onderdeel een reden is: was niet ingevuld, is nu 0,5.",
    ),
    ("{nl: Raak?}", "{nl: Heeft hij geslagen?}", Weight.PATCH, "Vraag hit: de vraag: “Raak?” werd “Heeft hij geslagen?”."),
    ("{nl: Klein}", "{nl: Klein, en: Small}", Weight.PATCH, "Het kader: de titel (Engels): nieuw: “Small”."),
    (
        "{id: hitting, when: {item: hit, is: yes}}",
        "{id: hitting, when: {item: kick, is: yes}}",
        Weight.MINOR,
        "Criterium hitting geldt nu als “kick” “ja” is; dat was als “Raak?” “ja” is.",
    ),
    ("at_least: high}, then: much", "at_least: high}, then: light", Weight.MINOR, "regel top leidde naar “much” en nu naar “light”."),
    (
        "    - {id: much, intensity: intensive}",
        "    - {id: much, intensity: medium}",
        Weight.MINOR,
        "Advies much: hoe zwaar de hulp is: was intensive, is nu medium.",
    ),
    ("use: test", "use: test\nstatus: withdrawn", Weight.NONE, "Het kader: de status van het kader: was draft, is nu withdrawn."),
    (
        "  - {id: age, kind: age, range: [0, 99]}",
        "  - {id: age, kind: age, range: [0, 99]}\n  - {id: extra, kind: yes_no}",
        Weight.MAJOR,
        "Vraag extra is nieuw: “extra”.",
    ),
    (
        "kind: age, range: [0, 99]",
        "kind: count, range: [0, 99]",
        Weight.MAJOR,
        "Vraag age is nu een andere soort vraag; oude antwoorden passen niet meer.",
    ),
    (
        "kind: yes_no, scale: risk, points: {yes: 1, no: 0}}",
        "kind: yes_no, scale: risk, points: {yes: 1, no: 0}, evidence: [{source: moffitt, strength: weak}]}",
        Weight.MINOR,
        "Vraag kick: bewijs erbij: moffitt (zwak).",
    ),
]


@pytest.mark.parametrize(("old", "new", "weight", "words"), ONE_CHANGE, ids=[row[3][:40] for row in ONE_CHANGE])
def test_one_change_is_named_once_with_its_weight(old: str, new: str, weight: Weight, words: str) -> None:
    assert said(framework(), changed((old, new))) == [(weight, words)]


def test_a_question_taken_away_is_major_and_so_is_one_added() -> None:
    bigger = changed(("  - {id: age, kind", "  - {id: extra, kind: yes_no}\n  - {id: age, kind"))
    assert said(bigger, framework()) == [(Weight.MAJOR, "Vraag extra is weg: “extra”.")]


def test_a_rule_that_moved_is_said_to_have_moved_and_nothing_else() -> None:
    first = "    - {id: top, when: {band: risk, at_least: high}, then: much}\n"
    second = "    - {when: {all: [{criterion: hitting}, {item: age, at_least: 18}]}, then: light}\n"
    moved = changed((first + second, second + first))
    assert said(framework(), moved) in (
        [(Weight.MINOR, "regel top stond op plaats 1 en staat nu op 2.")],
        [(Weight.MINOR, "regel 1 stond op plaats 2 en staat nu op 1.")],
    )


def test_a_rule_added_in_the_middle_leaves_the_others_alone() -> None:
    more = changed(("    - {then: none}", "    - {when: {item: kick, is: yes}, then: light}\n    - {then: none}"))
    assert said(framework(), more) == [(Weight.MINOR, "regel 3 is nieuw: “light”, als “kick” “ja” is.")]


def test_words_of_a_question_may_mean_more_and_a_title_does_not() -> None:
    assert compare(framework(), changed(("{nl: Raak?}", "{nl: Mis?}"))).may_mean_more
    assert not compare(framework(), changed(("{nl: Klein}", "{nl: Groot}"))).may_mean_more


VERSIONS = [
    ("1.4.2", Weight.NONE, Verdict.RIGHT),
    ("1.4.3", Weight.NONE, Verdict.HIGHER),
    ("1.4.2", Weight.PATCH, Verdict.TOO_LOW),
    ("1.4.3", Weight.PATCH, Verdict.RIGHT),
    ("1.5.0", Weight.PATCH, Verdict.HIGHER),
    ("1.4.3", Weight.MINOR, Verdict.TOO_LOW),
    ("1.5.0", Weight.MINOR, Verdict.RIGHT),
    ("1.10.0", Weight.MINOR, Verdict.HIGHER),
    ("2.0.0", Weight.MINOR, Verdict.HIGHER),
    ("1.9.9", Weight.MAJOR, Verdict.TOO_LOW),
    ("2.0.0", Weight.MAJOR, Verdict.RIGHT),
    ("2.1.0", Weight.MAJOR, Verdict.HIGHER),
    ("1.4.1", Weight.PATCH, Verdict.OLDER),
    ("0.9.0", Weight.NONE, Verdict.OLDER),
]
SWAPS: dict[Weight, tuple[tuple[str, str], ...]] = {
    Weight.NONE: (),
    Weight.PATCH: (("{nl: Klein}", "{nl: Groot}"),),
    Weight.MINOR: (("from: 4", "from: 3"), ("{nl: Klein}", "{nl: Groot}")),
    Weight.MAJOR: (("{id: age, kind", "{id: extra, kind: yes_no}\n  - {id: age, kind"), ("from: 4", "from: 3")),
}


@pytest.mark.parametrize(("version", "weight", "verdict"), VERSIONS)
def test_the_heaviest_change_decides_which_number_must_go_up(version: str, weight: Weight, verdict: Verdict) -> None:
    new = changed(('"1.4.2"', f'"{version}"'), *SWAPS[weight])
    found = compare(framework(), new)
    assert (found.weight, found.verdict) == (weight, verdict)
    wrong = version_defect(found, FrameworkFile(new, b"", "nieuw.yaml"))
    assert (wrong is not None) is (verdict in (Verdict.TOO_LOW, Verdict.OLDER))
    if wrong is not None:
        assert wrong.place == "nieuw.yaml"
        assert f'version: "{due_after("1.4.2", weight)}"' in DUTCH.say(wrong.mend)


def test_two_frameworks_are_said_to_be_two_and_get_no_verdict() -> None:
    found = compare(framework(), changed(("id: small", "id: other"), ("from: 4", "from: 3")))
    assert (found.same_framework, found.verdict) == (False, Verdict.OTHER_FRAMEWORK)
    assert len(found.changes) == 1


def _leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(value, (*path, key))
    else:
        yield path, data


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1
        case "yes" | "no":
            return "no" if value == "yes" else "yes"
        case str():
            return value + "x"
    return value


def test_no_value_of_a_framework_can_change_without_being_named() -> None:
    """Every value of a framework with everything in it, one by one; values that cannot be another are passed over."""
    data = parse(COMPLETE.read_bytes(), "complete.yaml").data
    old = Framework.model_validate(data)
    looked_at, unnamed = 0, []
    for path, value in _leaves(data):
        mutant = copy.deepcopy(data)
        inside: Any = mutant
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = _other(value)
        try:
            new = Framework.model_validate(mutant)
        except ValidationError:
            continue
        if new == old or path[0] in ("id", "version") or references.check(Draft(new, NOWHERE)):
            continue
        looked_at += 1
        if not said(old, new):
            unnamed.append(path)
    assert looked_at > 100
    assert unnamed == []


def test_small_is_what_these_tests_say_it_is() -> None:
    assert framework(SMALL).version == "1.4.2"
