"""The chained list: whatever is changed in it, shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from triage.dossier import chain
from triage.dossier.chain import Entry, broken_links, first_link, head_mac, linked, payload_hash

TEXTS = st.text(max_size=8)
FIELDS = ("operation", "at", "account", "role", "device", "action", "case", "object", "result", "undoes", "payload")


def entries_of(lines: list[tuple[str, str, str]]) -> list[Entry]:
    """A list of entries, linked."""
    made: list[Entry] = []
    previous = first_link("dossier")
    for number, (account, action, case) in enumerate(lines, 1):
        entry = Entry(number, number, "2026-12-01", account, "rol", "pc", action, case, "", "done", None, "", previous)
        made.append(linked(entry))
        previous = made[-1].hash
    return made


LISTS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=12).map(entries_of)


@given(LISTS)
def test_a_list_that_nobody_touched_holds(entries: list[Entry]) -> None:
    assert list(broken_links(entries, first_link("dossier"))) == []


@given(LISTS, st.data())
def test_every_field_of_every_entry_is_held_by_the_chain(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(FIELDS))
    other: dict[str, Any] = {name: 99 if name in ("operation", "undoes") else f"{getattr(entries[place], name)}x"}
    changed = replace(entries[place], **other)
    assert list(broken_links([*entries[:place], changed, *entries[place + 1 :]], first_link("dossier"))) == [place + 1]


@given(LISTS, st.data())
def test_whoever_makes_the_hash_fit_again_breaks_the_next_link(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    changed = linked(replace(entries[place], account="iemand anders"))
    found = list(broken_links([*entries[:place], changed, *entries[place + 1 :]], first_link("dossier")))
    assert found == ([place + 2] if place + 1 < len(entries) else [])
    assert head_mac(b"key", changed.number, changed.hash) != head_mac(b"key", entries[place].number, entries[place].hash)


@given(LISTS, st.data())
def test_an_entry_taken_from_the_middle_or_the_front_shows(entries: list[Entry], data: st.DataObject) -> None:
    entries = [*entries, *entries_of([("a", "b", "c")] * (len(entries) + 1))[-1:]]
    place = data.draw(st.integers(0, len(entries) - 2))
    assert list(broken_links(entries[:place] + entries[place + 1 :], first_link("dossier"))) != []


@given(LISTS, st.data())
def test_cutting_off_the_end_shows_in_the_head(entries: list[Entry], data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(entries) - 1))
    assert list(broken_links(entries[:left], first_link("dossier"))) == []
    last, now_last = entries[-1], entries[left - 1] if left else None
    assert now_last is None or head_mac(b"key", last.number, last.hash) != head_mac(b"key", now_last.number, now_last.hash)


def test_the_list_of_one_dossier_does_not_fit_another() -> None:
    assert list(broken_links(entries_of([("a", "b", "c")]), first_link("another"))) == [1]


def test_the_head_needs_the_key() -> None:
    assert head_mac(b"key", 3, "00") != head_mac(b"other", 3, "00")


@given(TEXTS)
def test_the_same_payload_has_another_hash_with_another_salt(body: str) -> None:
    assert payload_hash("00" * chain.SALT_BYTES, body) != payload_hash("01" * chain.SALT_BYTES, body)
