"""Reading: each refusal has one small file in `tests/invalid`, and one reading reports every defect of a file, in order, with its line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from triage.errors import InputError
from triage.framework.read import FrameworkFile, read, read_path
from triage.wording import DUTCH

TESTS = Path(__file__).resolve().parents[1]
INVALID = sorted((TESTS / "invalid").glob("*.yaml"))
COMPLETE = TESTS / "data" / "frameworks" / "complete.yaml"
SMALL = b'format: 1\nid: small\nversion: "1.0.0"\nuse: test\ntitle: {nl: Klein}\nitems:\n  - {id: age, kind: age}\n'


def refused(content: bytes, name: str = "kader.yaml") -> InputError:
    """The error that reading these bytes gives."""
    with pytest.raises(InputError) as caught:
        read(content, name)
    return caught.value


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_refusal_gives_one_defect_on_its_line_in_dutch_with_a_mend(path: Path) -> None:
    content = path.read_bytes()
    said = {key: text for key, _, text in (line[2:].partition(": ") for line in content.decode("utf-8", "replace").splitlines()[:3])}
    error = refused(content, path.name)
    assert [(defect.place, DUTCH.say(defect.problem), DUTCH.say(defect.mend)) for defect in error.defects] == [
        (f"{path.name}:{said['line']}", said["problem"], said["mend"])
    ]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_defect_quotes_its_source_line(path: Path) -> None:
    content = path.read_bytes()
    (defect,) = refused(content, path.name).defects
    line = int(str(defect.place).rsplit(":", 1)[1])
    row = content.decode("utf-8", "replace").splitlines()[line - 1].strip()
    may_be_shown = path.stem not in ("empty", "not_a_framework")
    assert (
        defect.quote.rstrip("…").replace("�", "")
        == "".join(sign for sign in row[:160] if sign.isprintable() and sign != "�") * may_be_shown
    )


def test_a_file_with_thirty_different_defects_reports_thirty() -> None:
    content = (TESTS / "framework" / "thirty_defects.yaml").read_bytes()
    marked = [number for number, row in enumerate(content.decode().splitlines(), 1) if row.endswith("# defect")]
    error = refused(content)
    assert len(marked) == 30
    assert [defect.place for defect in error.defects] == [f"kader.yaml:{line}" for line in marked]
    assert len({(defect.problem.template, defect.mend.template) for defect in error.defects}) >= 25


def test_a_part_that_cannot_be_read_is_not_held_against_what_refers_to_it() -> None:
    wrong_item = SMALL + b"  - {id: school, kind: keuze}\ncriteria:\n  - {id: out, when: {item: school, is: truant}}\n"
    assert [defect.place for defect in refused(wrong_item).defects] == ["kader.yaml:8"]
    misspelt = SMALL + b"scalse:\n  - {id: risk, role: risk}\ncriteria:\n  - {id: high, when: {scale: risk, at_least: 2}}\n"
    assert [defect.place for defect in refused(misspelt).defects] == ["kader.yaml:8"]


def test_what_can_be_read_is_still_checked_beside_a_wrong_part() -> None:
    content = SMALL + b"  - {id: school, kind: keuze}\ncriteria:\n  - {id: out, when: {item: shcool, is: truant}}\n"
    assert [defect.place for defect in refused(content).defects] == ["kader.yaml:8", "kader.yaml:10"]


def test_behind_a_wrong_part_the_lines_of_the_next_ones_are_still_right() -> None:
    criteria = b"criteria:\n  - {id: a, when: {kleur: rood}}\n  - {id: b, when: {item: agee, below: 18}}\n"
    assert [defect.place for defect in refused(SMALL + criteria).defects] == ["kader.yaml:9", "kader.yaml:10"]
    derived = (
        b"  - {id: school, kind: keuze}\n  - {id: d, kind: derived, points: [{when: {item: agee, below: 18}, points: 1}, {points: 0}]}\n"
    )
    assert [defect.place for defect in refused(SMALL + derived).defects] == ["kader.yaml:8", "kader.yaml:9"]


def test_after_a_merge_of_all_keys_nothing_else_is_held_against_the_file() -> None:
    error = refused(b"format: 1\nbasis: &basis {id: x}\n<<: *basis\nitems: 3\n")
    assert [defect.place for defect in error.defects] == ["kader.yaml:3"]


def test_defects_past_five_hundred_are_said_to_exist() -> None:
    error = refused(SMALL + b"kleur: 1\n" * 2000)
    assert len(error.defects) == 501
    assert DUTCH.say(error.defects[-1].problem) == "Er zijn nog meer fouten."


def test_the_hash_is_that_of_the_bytes_on_disk() -> None:
    file = read_path(COMPLETE)
    assert isinstance(file, FrameworkFile)
    assert file.content == COMPLETE.read_bytes()
    assert file.sha256 == hashlib.sha256(COMPLETE.read_bytes()).hexdigest()
    assert read(file.content, file.name) == file


def test_windows_line_ends_change_the_hash_and_nothing_else() -> None:
    unix = COMPLETE.read_bytes().replace(b"\r\n", b"\n")
    windows = unix.replace(b"\n", b"\r\n")
    assert read(unix, "a").framework == read(windows, "b").framework
    assert read(unix, "a").sha256 != read(windows, "b").sha256


def test_a_file_that_is_not_there_is_said_by_name_only(tmp_path: Path) -> None:
    for path in (tmp_path / "weg.yaml", tmp_path):
        with pytest.raises(InputError) as caught:
            read_path(path)
        assert caught.value.defects[0].place == path.name


def test_a_table_opened_by_mistake_is_never_shown() -> None:
    error = refused(b"naam;bsn\nJan de Vries;123456782\n", "casussen.csv")
    assert error.in_words(DUTCH) == (
        "casussen.csv:1: Dit is geen wegingskader: de sleutel 'format' ontbreekt. Kies een bestand dat begint met 'format: 1'."
    )
