"""Hostile files: refused before they cost time or memory, with a message like any other."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from tests.commands import TOP60
from triage.errors import InputError
from triage.framework.read import read
from triage.framework.yaml_source import MAX_BYTES

TIMES = 100
"""As much work as a hostile file may be, beside reading a shipped framework on the same machine. The heaviest takes some 25 times that;
work that grows with the square of a file takes thousands."""

MEBIBYTES = 300

HEAD = b'format: 1\nid: x\nversion: "1.0.0"\nuse: test\ntitle: {nl: x}\n'
AGE = b"items:\n- {id: age, kind: age}\n"


def fill(start: bytes, unit: bytes, end: bytes = b"") -> bytes:
    """A file as large as is allowed, most of it one thing repeated."""
    return start + unit * ((MAX_BYTES - len(start) - len(end)) // len(unit)) + end


def lines(template: str, count: int) -> bytes:
    """Numbered lines: `{n}` is the number, `{m}` the next one."""
    return "".join(template.format(n=number, m=number + 1) for number in range(count)).encode()


HOSTILE = {
    "larger than a megabyte": b"x" * (8 * MAX_BYTES),
    "a megabyte of opening brackets": fill(HEAD + b"a: ", b"["),
    "a megabyte of opening braces": fill(HEAD + b"a: ", b"{"),
    "a megabyte of dashes": fill(HEAD + b"a:\n", b"- "),
    "a megabyte of list elements": fill(HEAD + b"a: [", b"x,", b"]"),
    "a megabyte of empty keys": fill(HEAD + b"a: {", b"?,"),
    "a megabyte of references": fill(HEAD + b"a: [", b"*a,", b"]"),
    "a megabyte of tags": fill(HEAD + b"a: ", b"!"),
    "a megabyte of tag rules": fill(b"", b"%TAG !a! tag:x\n", b"---\nformat: 1\n"),
    "a megabyte of quotes": fill(HEAD + b"a: ", b'"'),
    "a megabyte of line ends": fill(b"x", b"\n"),
    "a megabyte of spaces before the first key": fill(b"", b" ", b"format: 1\n"),
    "a megabyte of zeros": b"\0" * MAX_BYTES,
    "a number of a million digits": fill(HEAD + AGE + b"kleur: ", b"9", b"\n"),
    "a number with an endless exponent": HEAD + AGE + b"kleur: 1e99999999999999999999\n",
    "a key of a million letters": fill(HEAD + AGE, b"k", b": 1\n"),
    "an alias bomb": HEAD
    + b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (letter, letter, b", ".join([b"*%c" % (letter - 1)] * 10)) for letter in range(98, 110)),
    "references that add up to a great depth": HEAD + b"a: &a " + b"[" * 40 + b"]" * 40 + b"\nb: " + b"[" * 40 + b"*a" + b"]" * 40 + b"\n",
    "twelve thousand unknown keys": HEAD + AGE + lines("k{n}: 1\n", 12_000),
    "twenty thousand items that are none": HEAD + b"items:\n" + b"- x\n" * 20_000,
    "nine thousand items with the same id": HEAD + b"items:\n" + b"- {id: a, kind: age}\n" * 9_000,
    "thousands of ids that are almost right": HEAD
    + AGE
    + lines("- {{id: item{n}, kind: age}}\n", 3_000)
    + b"criteria:\n"
    + lines("- {{id: c{n}, when: {{item: itme{n}, below: 1}}}}\n", 3_000),
    "thousands of circles": HEAD
    + AGE
    + b"criteria:\n"
    + b"".join(b"- {id: c%d, when: {criterion: c%d}}\n" % (number, number ^ 1) for number in range(5_000)),
    "one circle through thousands of criteria": HEAD
    + AGE
    + b"criteria:\n- {id: c5000, when: {criterion: c0}}\n"
    + lines("- {{id: c{n}, when: {{criterion: c{m}}}}}\n", 5_000),
    "thousands of criteria on top of each other": HEAD
    + AGE
    + b"criteria:\n- {id: c5000, when: {item: age, below: 1}}\n"
    + lines("- {{id: c{n}, when: {{criterion: c{m}}}}}\n", 5_000),
    "deep conditions on an id that is not there": HEAD
    + AGE
    + b"criteria:\n"
    + b"".join(b"- {id: c%d, when: %s{item: b, below: 1}%s}\n" % (number, b"{not: " * 50, b"}" * 50) for number in range(500)),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_little_work(content: bytes) -> None:
    start = time.process_time()
    read(TOP60.read_bytes(), TOP60.name)
    reading = time.process_time() - start
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        read(content, "kader.yaml")
    assert time.process_time() - start < TIMES * reading
    assert len(str(caught.value)) < MAX_BYTES


def test_hostile_files_take_little_memory() -> None:
    tracemalloc.start()
    try:
        for name in ("twenty thousand items that are none", "a megabyte of empty keys", "an alias bomb", "a megabyte of opening brackets"):
            with pytest.raises(InputError):
                read(HOSTILE[name], "kader.yaml")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEBIBYTES * 1024 * 1024
