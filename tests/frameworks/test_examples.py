"""The worked examples of every shipped framework: enough of them, all the cases that each must face, and every advice.

That each comes out as written is asked when a framework is opened; the sums are worked out once more in the tests of each framework.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.frameworks import pencil
from tests.frameworks.pencil import FRAMEWORKS, document, plain_data, title
from tests.frameworks.shipped import every

EIGHT = (
    "Only concerns at home and in the surroundings",
    "First fact and simply at school",
    "Two arrests, both dismissed",
    "Girl of 15, courier under pressure",
    "Aged 22, three robberies and ",
    "Half of the answers are unknown",
    "The same young person a year later, without a new fact",
    "Brother of somebody on ",
)
"""How the names of the eight cases begin. The help a framework looks at, and whether it has a list, decide how two of them end."""


@every
def test_there_are_at_least_ten_with_names_of_their_own(name: str) -> None:
    for language in ("nl", "en"):
        names = [example["name"][language] for example in document(name)["examples"]]
        assert len(names) == len(set(names)) >= 10


@pytest.mark.parametrize("begins", EIGHT)
@every
def test_all_eight_cases_that_every_framework_must_face_are_there(name: str, begins: str) -> None:
    assert len([example for example in document(name)["examples"] if title(example).startswith(begins)]) == 1


@every
def test_every_advice_is_met_by_some_example(name: str) -> None:
    met = {example["expect"].get("advice") for example in document(name)["examples"]} - {None}
    assert met == {outcome["id"] for outcome in document(name)["advice"]["outcomes"]} | {"out_of_scope"}


@every
def test_some_example_leaves_the_advice_open_and_says_which_are_possible(name: str) -> None:
    assert [example for example in document(name)["examples"] if len(example["expect"].get("possible_advice", ())) > 1]


def test_pencil_and_paper_share_nothing_with_the_program() -> None:
    tree = ast.parse(Path(pencil.__file__).read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert [module for module in modules if module.split(".")[0] in ("triage", "tests", "ui")] == []


@every
def test_pencil_and_paper_read_what_a_reader_that_shares_no_parser_with_the_program_reads(name: str) -> None:
    assert document(name) == plain_data(FRAMEWORKS / f"{name}.yaml", pure=True)
