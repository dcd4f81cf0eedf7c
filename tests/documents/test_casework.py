"""The people's part as a sheet carries it: written and read back the same, strict with strangers, and belonging to one weighing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.documents.dossier_papers import decision, sparse, whole
from tests.documents.papers import full_case, half_known_case, shipped, weighed
from triage.casework.decision import Reason
from triage.documents.casework import MOST_PARTS, MOST_TEXT, Casework, Head, disagreements
from triage.weighing.receipt import canonical
from triage.wording import DUTCH


def carried() -> Any:
    return whole().on_paper().data()


def said(casework: Casework) -> list[str]:
    return [DUTCH.say(one) for one in disagreements(casework, weighed(full_case()), shipped().sha256)]


@pytest.mark.parametrize("casework", [whole(), sparse()], ids=["whole", "sparse"])
def test_what_is_written_is_read_back_the_same(casework: Casework) -> None:
    written = casework.on_paper()
    assert Casework.from_data(written.data()) == written
    assert canonical(Casework.from_data(written.data()).data()) == canonical(written.data())


def test_a_sealed_result_travels_as_its_hash_only() -> None:
    written = whole().on_paper()
    assert written.assessment.result == ""
    assert len(written.sealed) == 64
    assert sparse().on_paper().sealed == ""
    assert written.on_paper() == written


SPOILT: dict[str, Callable[[Any], None]] = {
    "long text": lambda data: data["decision"]["reason"].update(argument="x" * (MOST_TEXT + 1)),
    "many tasks": lambda data: data.update(tasks=data["tasks"][:1] * (MOST_PARTS + 1)),
    "three approvals": lambda data: data.update(approvals=data["approvals"][:1] * 3),
    "id with words": lambda data: data["decision"].update(id="Jan de Vries"),
    "account with words": lambda data: data["assessment"].update(account="Jan de Vries"),
    "a result as well": lambda data: data["assessment"].update(result="{}"),
    "hash that is none": lambda data: data["head"].update(hash="5c"),
    "sealed hash that is none": lambda data: data.update(sealed="nee"),
    "negative number": lambda data: data["head"].update(number=-1),
    "huge number": lambda data: data["head"].update(number=10**30),
    "very old": lambda data: data["record"]["age"].update(years=121),
    "number as text": lambda data: data["head"].update(number="412"),
    "unknown role": lambda data: data.update(printed_by="directeur"),
    "day of another age": lambda data: data["record"].update(delete_on="0001-01-01"),
    "moment without a zone": lambda data: data["assessment"].update(sealed_at="2026-11-25T15:40:00"),
    "not a quarter": lambda data: data["record"]["gate"]["quarter"].update(last="2026-12-31"),
    "part missing": lambda data: data.pop("record"),
    "no object": lambda data: data.update(decision=[1]),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_no_dossier_writes_is_refused(how: str) -> None:
    data = carried()
    SPOILT[how](data)
    with pytest.raises(ValueError, match=r".*"):
        Casework.from_data(data)


def test_what_the_program_itself_hands_in_is_held_to_the_same_bounds() -> None:
    with pytest.raises(ValueError, match="too long"):
        replace(whole(), decision=decision(weighed(full_case()), proportionality="x" * (MOST_TEXT + 1))).on_paper()
    with pytest.raises(ValueError, match="moment"):
        replace(whole(), assessment=replace(whole().assessment, outcome_seen_at=datetime(2026, 1, 1))).on_paper()  # noqa: DTZ001
    with pytest.raises(ValueError, match="SHA-256"):
        replace(whole(), head=Head(1, "")).on_paper()


def test_casework_of_this_weighing_agrees_with_it() -> None:
    assert said(whole().on_paper()) == []
    assert said(sparse().on_paper()) == []


def test_a_sealed_result_of_another_weighing_is_said() -> None:
    other = whole(weighed(half_known_case())).assessment.result
    casework = replace(whole(), assessment=replace(whole().assessment, result=other)).on_paper()
    assert said(casework) == ["Wat bij de beoordeling is vastgelegd, is niet de weging van dit blad."]
    assert said(replace(whole().on_paper(), sealed="")) == ["Wat bij de beoordeling is vastgelegd, is niet de weging van dit blad."]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"case_code": "4F-5G6"}, "Niet alles van het casusoverleg gaat over casus 7K-4Q2."),
        ({"assessment": "zz"}, "Het besluit rust niet op deze vastgelegde beoordeling."),
        ({"advice": ("regular",)}, "Bij het besluit staat een ander advies dan uit de weging volgt."),
        ({"chosen": "iets"}, "Het eigen oordeel of het besluit noemt een uitkomst die het kader niet heeft."),
        ({"reason": Reason(("99",), "Omdat het zo is.")}, "Het besluit noemt een vraag of feit dat er niet is."),
    ],
)
def test_a_decision_of_something_else_is_said(change: dict[str, Any], expected: str) -> None:
    casework = replace(whole(), decision=decision(weighed(full_case()), **change)).on_paper()
    assert said(casework) == [expected]


def test_an_assessment_by_another_framework_or_of_another_day_is_said() -> None:
    kept = whole().on_paper()
    other = replace(kept, assessment=replace(kept.assessment, framework_version="9.9.9", reference_date=kept.record.opened_on))
    assert said(other) == [
        "De beoordeling is met een ander kader gemaakt dan de weging.",
        "De beoordeling heeft een andere peildatum dan de weging.",
    ]
    elsewhere = replace(kept, suspensions=(replace(kept.suspensions[0], framework_sha256="0" * 64),))
    assert said(elsewhere) == ["Er is een ander kader buiten gebruik gesteld dan dat van dit blad."]
