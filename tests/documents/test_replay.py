"""A file of weighings is checked from itself alone: what was changed in it is named, and nobody's file makes the check stumble."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.commands import CASES as TABLE
from tests.commands import FACTS, TOP60, Said
from triage import review
from triage.cases.intake import take_in
from triage.cases.read_table import read_table
from triage.cases.table import CaseTable
from triage.documents.replay import MOST_BYTES, replay
from triage.errors import InputError
from triage.exchange.tables import write_weighings
from triage.weighing.receipt import canonical
from triage.weighing.weigh import weigh
from triage.wording import DUTCH

Data = dict[str, Any]


@lru_cache(maxsize=1)
def written(folder: Path) -> bytes:
    """The file of three example cases."""
    from datetime import date

    opened = review.open(TOP60)
    cases = take_in(read_table(TABLE), opened.framework, facts=read_table(FACTS), reference_date=date(2026, 11, 24)).cases
    write_weighings(weigh(opened.tables, CaseTable.of([cases.case(number) for number in range(3)])), opened.file, folder / "w.json")
    return (folder / "w.json").read_bytes()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(tmp_path_factory.mktemp("replay"))


def differences(content: bytes, change: Callable[[Data], object]) -> list[str]:
    data = json.loads(content)
    change(data)
    return [DUTCH.say(one) for one in replay(json.dumps(data).encode()).differences]


def test_a_file_as_it_was_written_holds(content: bytes) -> None:
    verdict = replay(content)
    assert (verdict.holds, DUTCH.say(verdict.message())) == (True, "Het bestand klopt met zichzelf.")
    assert [DUTCH.say(note) for note in verdict.notes] == [
        "De controle zegt niet wie het bestand heeft gemaakt en niet of de antwoorden waar zijn."
    ]


def test_another_answer_is_named_with_its_case(content: bytes) -> None:
    def younger(data: Data) -> None:
        data["weighings"][1]["data"]["answers"]["age"]["value"] = "30"

    code = json.loads(content)["weighings"][1]["case"]
    found = differences(content, younger)
    assert found[0].startswith(f"Casus {code}: Weegbewijs, SHA-256 van de casus: in het bestand staat")
    assert any(one.startswith(f"Casus {code}: Advies, ") and "in het bestand staat" in one for one in found)
    assert all(one.startswith(f"Casus {code}: ") for one in found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["weighings"][0]["receipt"].update(unknown=["pace"]), "Weegbewijs, wat nog open is: in het bestand staat"),
        (lambda data: data["weighings"][0]["result"]["items"].popitem(), "Resultaat, de onderdelen: wat in het bestand staat"),
        (lambda data: data["weighings"][0]["result"].update(extra=1), "Resultaat, geheel: wat in het bestand staat"),
        (lambda data: data["weighings"][0]["receipt"].update(seed=1), "Weegbewijs, geheel: wat in het bestand staat"),
        (lambda data: data["weighings"][0]["reasons"]["lines"].pop(), "de redenen in het bestand komen niet overeen"),
        (lambda data: data["weighings"][0].update(case="A-1"), "de code is niet die van de gegevens"),
        (lambda data: data["weighings"][0]["data"].update(extra="x"), "er is iets in veranderd of toegevoegd"),
        (lambda data: data["weighings"].append(data["weighings"][0]), "deze code staat er vaker in"),
        (lambda data: data["weighings"][0]["receipt"].update(program_version="9.9"), "noemt een andere programmaversie dan het bestand"),
        (lambda data: data["weighings"][0]["data"]["answers"].update(x=data["weighings"][0]["data"]["answers"]["age"]), "niet stelt: x"),
        (lambda data: data["weighings"][0]["data"]["answers"]["pace"].update(value="zomaar"), "niet past bij het kader"),
        (lambda data: data["framework"].update(version="9.0.0"), "versie van het kader: in het bestand staat “9.0.0”, het moet zijn"),
        (lambda data: data["framework"].update(sha256="ab"), "SHA-256 van het kader: in het bestand staat “ab”"),
        (lambda data: data.update(trial="echt"), "staat niet dat het een proef is"),
        (lambda data: data["framework"].update(text="format: 1\n"), "Het kader in het bestand is niet te gebruiken"),
        (
            lambda data: data["framework"].update(text=data["framework"]["text"] + "\n# later\n"),
            "SHA-256 van het kader: in het bestand staat",
        ),
    ],
)
def test_what_was_changed_is_named(content: bytes, change: Callable[[Data], object], said: str) -> None:
    found = differences(content, change)
    assert any(said in one for one in found), found


def test_a_file_of_another_version_says_so(content: bytes) -> None:
    data = json.loads(content)
    data["program_version"] = "0.1"
    for entry in data["weighings"]:
        entry["receipt"]["program_version"] = "0.1"
    verdict = replay(json.dumps(data).encode())
    assert verdict.holds
    assert "gemaakt met programmaversie 0.1" in DUTCH.say(verdict.notes[0])


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("trial"),
        lambda data: data.update(extra=1),
        lambda data: data.update(format="1"),
        lambda data: data.update(format=True),
        lambda data: data.update(kind=["weighings"]),
        lambda data: data.update(kind="list"),
        lambda data: data.update(framework=3),
        lambda data: data["framework"].update(text=7),
        lambda data: data["framework"].update(text="\ud800"),
        lambda data: data["framework"].update(text="x" * (1 << 20) + "x"),
        lambda data: data.update(program_version="<b>"),
        lambda data: data.update(weighings={}),
        lambda data: data.update(weighings=[]),
        lambda data: data.update(weighings=[3]),
        lambda data: data["weighings"][0].pop("reasons"),
        lambda data: data["weighings"][0].update(data=None),
        lambda data: data["weighings"][0].update(receipt=[]),
        lambda data: data["weighings"][0]["receipt"].pop("program_version"),
        lambda data: data["weighings"][0]["receipt"].update(program_version=4),
        lambda data: data["weighings"][0]["data"].update(case=5),
        lambda data: data["weighings"][0]["data"].update(reference_date="gisteren"),
        lambda data: data["weighings"][0]["data"]["answers"]["age"].update(value="1e99999999"),
        lambda data: data["weighings"][0]["data"].update(answers=[1]),
        lambda data: data["weighings"][0]["data"].update(facts=[{}] * 3),
        lambda data: data["weighings"][0].update(result=json.loads("[" * 200 + "]" * 200)),
    ],
)
def test_a_file_of_another_form_is_refused_with_a_message(content: bytes, change: Callable[[Data], object]) -> None:
    with pytest.raises(InputError, match=r"^het bestand: "):
        differences(content, change)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe{",
        b'{"format": 1, "format": 1}',
        b'{"format": NaN}',
        b'{"format": 1e999}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"format": 1' + b"0" * 10_000 + b"}",
        b" " * (MOST_BYTES + 1),
    ],
    ids=range(13),
)
def test_what_is_no_file_of_results_is_refused_with_a_message(content: bytes) -> None:
    with pytest.raises(InputError):
        replay(content)


@pytest.mark.parametrize("seed", range(12))
def test_a_byte_that_changed_anywhere_is_seen_or_refused(content: bytes, seed: int) -> None:
    """But for the name the framework's file had, which only messages use, and blanks between the parts."""
    random = Random(seed)
    place = random.randrange(len(content))
    broken = content[:place] + bytes([random.choice(b'0123456789abcxyz"{}[],:')]) + content[place + 1 :]
    try:
        verdict = replay(broken)
    except InputError:
        return
    data, found = json.loads(content), json.loads(broken)
    found["framework"]["name"] = data["framework"]["name"]
    assert verdict.holds is (canonical(found) == canonical(data))


def test_the_command_checks_what_weigh_wrote_and_says_what_was_changed(say: Said, tmp_path: Path) -> None:
    out = tmp_path / "w.json"
    assert say("weigh", TABLE, "--framework", TOP60, "--facts", FACTS, "--out", out)[0] == 0
    assert say("verify", out)[:2] == (
        0,
        "Het bestand klopt met zichzelf.\n- De controle zegt niet wie het bestand heeft gemaakt en niet of de antwoorden waar zijn.\n",
    )
    out.write_text(
        out.read_text("utf-8").replace('"kind": "number", "status": "established"', '"kind": "number", "status": "contested"', 1)
    )
    code, said, _told = say("verify", out)
    assert code == 1
    assert "Het bestand klopt niet met zichzelf." in said
    (tmp_path / "half.json").write_bytes(out.read_bytes()[:1000])
    code, _said, told = say("verify", tmp_path / "half.json")
    assert (code, told) == (
        1,
        "half.json: Het bestand heeft niet de vorm van een bestand met wegingen. Vraag het bestand opnieuw op bij wie het heeft gemaakt.\n",
    )
