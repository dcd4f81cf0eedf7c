"""The command `check`: shape, rules of review, worked examples and proofs, and what it says of other files."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.commands import CASES, HOUSE, INGROEI, TOP60, Said, run
from triage import review
from triage.cases.intake import take_in
from triage.cases.read_table import read_tables
from triage.framework.read import read_path
from triage.weighing.weigh import weigh

HEAVIER_WITHOUT_CONDUCT = (
    "      when: {any: [{band: seriousness, at_least: medium}, {band: need, at_least: medium}]}\n      then: regular",
    "      when: {any: [{band: seriousness, at_least: medium}, {band: need, at_least: medium}]}\n      then: local",
)
"""Circumstances alone now lead past light help: a line that a board could write by mistake."""


SHIPPED = sorted((HOUSE / "frameworks").glob("*.yaml"))


def changed(tmp_path: Path, swap: tuple[str, str]) -> Path:
    text = TOP60.read_text("utf-8")
    assert text.count(swap[0]) == 1
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace(*swap), "utf-8")
    return path


@pytest.fixture(scope="module")
def shipped() -> str:
    """What the true program says of the frameworks that come with it."""
    done = run("check", *SHIPPED)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_check_says_shape_examples_and_each_proof_with_its_time(shipped: str) -> None:
    for path in SHIPPED:
        assert f"  vorm: geen gebreken; SHA-256 {sha256(path.read_bytes()).hexdigest()}\n" in shipped
    assert "18 van 18 kloppen" in shipped
    proofs = [line for line in shipped.splitlines() if re.match(r"  (bewezen|weerlegd|niet bewezen) \([0-9,]+ s\): ", line)]
    assert len(proofs) >= 250
    assert {line.split()[0] for line in proofs} == {"bewezen"}
    assert any("Zonder vastgesteld feit blijft het advies bij geen of lichte hulp." in line for line in proofs)
    assert shipped.count("500 willekeurige casussen, gelijk") == 5


def test_a_claim_that_fails_shows_its_case_and_the_case_opens_again(tmp_path: Path, say: Said) -> None:
    path = changed(tmp_path, HEAVIER_WITHOUT_CONDUCT)
    code, out, _err = say("check", path, "--cases", tmp_path)
    assert code == 1
    lines = out.splitlines()
    failed = next(number for number, line in enumerate(lines) if re.match(r"  weerlegd .*Zonder vastgesteld feit", line))
    assert "De casus eindigt bij regel 4 (Lokale aanpak bespreken)." in lines[failed + 1]
    assert "exploited nee" in lines[failed + 2]
    claims = [line for line in lines if re.match(r"  (bewezen|weerlegd)", line)]
    number = next(place for place, line in enumerate(claims, 1) if "Zonder vastgesteld feit" in line)
    opened = review.look(read_path(path))
    tables = read_tables(tmp_path / "top60-ranking-bewijzen.xlsx")
    intake = take_in(tables.cases, opened.framework, facts=tables.facts, reference_date=date(2026, 7, 1))
    assert intake.refused == ()
    weighed = weigh(opened.tables, intake.cases)
    advice = weighed.weighing(intake.cases.codes.index(f"proef-{number}-1")).advice
    assert advice is not None
    assert advice.advice == "local"


def test_refutations_with_one_cause_show_one_case(tmp_path: Path, say: Said) -> None:
    _code, out, _err = say("check", changed(tmp_path, HEAVIER_WITHOUT_CONDUCT))
    assert out.count("Dezelfde regels als hierboven: De eerste casus eindigt bij regel 5 (Geen extra inzet)") >= 3


def test_a_framework_with_only_routes_says_that_some_claims_say_nothing(say: Said) -> None:
    code, out, _err = say("check", HOUSE / "frameworks" / "zvh-triage.yaml")
    assert code == 0
    assert "dit kader kent alleen routes en bescherming" in out


def test_a_framework_without_advice_has_nothing_to_prove(say: Said) -> None:
    code, out, _err = say("check", HOUSE / "tests" / "data" / "frameworks" / "chads2.yaml")
    assert code == 0
    assert "er is niets te bewijzen" in out


def test_check_says_which_text_has_no_english_and_still_passes(tmp_path: Path, shipped: str, say: Said) -> None:
    text = TOP60.read_text("utf-8")
    label = "{nl: Geld, en: Money}"
    assert text.count(label) == 1
    (tmp_path / "half.yaml").write_text(text.replace(label, "{nl: Geld}"), "utf-8")
    (code, out, err), line = say("check", tmp_path / "half.yaml"), text[: text.index(label)].count("\n") + 1
    assert (code, err) == (0, "")
    assert "toetsing: 0 gebreken, 1 waarschuwing\n" in out
    assert f"  let op: half.yaml:{line}: Deze tekst heeft geen Engels. Voeg 'en' toe.\n" in out
    assert "top60-ranking.yaml: " in shipped
    assert "Engels" not in shipped


def test_check_says_twenty_warnings_and_the_number_of_the_others(tmp_path: Path, say: Said) -> None:
    text = INGROEI.read_text("utf-8")
    (tmp_path / "old.yaml").write_text(re.sub("rechecked: 20[0-9]{2}", "rechecked: 2001", text), "utf-8")
    said = [line for line in say("check", tmp_path / "old.yaml")[1].splitlines() if line.startswith("  let op")]
    assert len(said) == 21
    assert re.fullmatch("  let op: nog [0-9]+ waarschuwingen", said[-1])


def test_check_fails_on_what_review_refuses_and_on_a_question_without_influence(tmp_path: Path, say: Said) -> None:
    refused = [HOUSE / "tests" / "invalid" / "review" / f"{name}.yaml" for name in ("class_w", "question_without_influence")]
    code, out, err = say("check", *refused)
    assert code == 1
    assert "class_w.yaml:" in err
    assert "question_without_influence.yaml:" in err
    assert out.count("toetsing: 1 gebrek, 0 waarschuwingen") == 2


def test_a_framework_that_review_refuses_weighs_nothing(tmp_path: Path, say: Said) -> None:
    refused = HOUSE / "tests" / "invalid" / "review" / "class_w.yaml"
    code, _out, err = say("weigh", CASES, "--framework", refused, "--out", tmp_path / "out.csv")
    assert (code, list(tmp_path.iterdir())) == (1, [])
    assert "class_w.yaml:" in err


def test_check_looks_at_every_file_and_fails_when_one_fails(tmp_path: Path, say: Said) -> None:
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        TOP60.read_text(encoding="utf-8").replace("{at_least: 2, points: 3}", "{at_least: 2, points: 4}", 1), encoding="utf-8"
    )
    code, out, err = say("check", HOUSE / "tests" / "invalid" / "bands_overlap.yaml", changed, INGROEI)
    assert code == 1
    assert "bands_overlap.yaml:" in err
    assert "changed.yaml, voorbeeld" in err
    assert "22 van 22 kloppen" in out


@pytest.mark.parametrize(
    "content",
    [
        '{"items":[{"naam":"Jan de Vries","bsn":"111222333","tel":"0612345678"}]}',
        'format: 1\nid: x\n"111222333": 1\n"111222333": 2\nbsn: 111222333\n',
    ],
)
def test_what_stands_in_another_file_given_as_a_framework_is_not_said(tmp_path: Path, say: Said, content: str) -> None:
    (tmp_path / "export.yaml").write_text(content, "utf-8")
    code, out, err = say("check", tmp_path / "export.yaml")
    assert code == 1
    assert [secret for secret in ("111222333", "0612345678", "Jan de Vries") if secret in out + err] == []
