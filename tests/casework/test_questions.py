"""The wording of a question: what whoever answers reads, and nothing else."""

from __future__ import annotations

import pytest

from tests.dossier.operations.making import changed, small
from triage.casework.questions import wording_of
from triage.framework.read import read


@pytest.mark.parametrize(
    ("old", "new", "item", "same"),
    [
        ("nl: Is er een steunende volwassene?", "nl: Is er steun?", "adult", False),
        ("nl: Iemand die er vaak is", "nl: Iemand die er altijd is", "adult", False),
        ("nl: Een hulpverlener", "nl: Een leraar", "adult", False),
        ("label: {nl: Zelden", "label: {nl: Nooit", "structure", False),
        ("nl: Zegt weinig.", "nl: Zegt niet veel.", "adult", True),
        ("points: {yes: 1, no: 0}", "points: {yes: 2, no: 0}", "adult", True),
    ],
)
def test_only_what_is_read_makes_it_another_wording(old: str, new: str, item: str, same: bool) -> None:
    other = read(changed((old, new)), "small.yaml").framework
    assert (wording_of(other.item_by_id[item]) == wording_of(small().item_by_id[item])) is same
    assert wording_of(small().item_by_id["hit"]) != wording_of(small().item_by_id["adult"])
