from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.headers import house
from triage.casework.roles import AccountRole
from triage.dossier import header as header_module
from triage.dossier.header import (
    CHANGED,
    CURRENT,
    DAMAGED,
    LONGEST_HEADER,
    MOST_ACCOUNTS,
    MOST_DELETED,
    MOST_PROPOSED,
    MOST_REMOVED,
    NEWER,
    NO_DOSSIER,
    NO_HEADER,
    UNBOUNDED,
    Format,
    Header,
    NextKey,
    SealedTo,
    authenticated,
    bound_to,
    header_bytes,
    header_from,
    read_header,
    signed,
    write_header,
)
from triage.dossier.keys import LEAST, MOST, SEALED_BYTES, Cost
from triage.dossier.places import Places
from triage.dossier.unlock import begin_re_key
from triage.errors import InputError
from triage.files import Fault
from triage.wording import DUTCH

Parts = dict[str, Any]


def refusal(content: bytes) -> Fault:
    """What is said of these bytes as a header."""
    with pytest.raises(InputError) as refused:
        header_from(content, "jeugd.dossier-sleutels")
    assert refused.value.__cause__ is None
    defect = refused.value.defects[0]
    return defect.problem, defect.mend


def edited(edit: Callable[[Parts], object]) -> bytes:
    """The file of a header after somebody edited it as JSON."""
    parts: Parts = json.loads(header_bytes(house().header))
    edit(parts)
    return json.dumps(parts).encode()


def put(name: str, value: object, *, within: str = "") -> Callable[[Parts], None]:
    """An edit: a value in the place of another, at the top or in the first element of a list."""

    def edit(parts: Parts) -> None:
        (parts[within][0] if within else parts)[name] = value

    return edit


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "jeugd.dossier")


# What is written is read.


def test_a_header_is_read_as_it_was_written(places: Places) -> None:
    write_header(places, house().header)
    assert read_header(places) == house().header
    assert authenticated(read_header(places), house().key) == house().header
    assert [path.name for path in places.path.parent.iterdir()] == ["jeugd.dossier-sleutels"]


def test_a_header_with_a_re_key_that_began_is_read_as_it_was_written(places: Places) -> None:
    header, _ = begin_re_key(house().header, house().by, Random(2).randbytes)
    write_header(places, header)
    assert read_header(places) == header


def test_the_same_header_gives_the_same_bytes_and_another_order_of_parts_the_same_header() -> None:
    header = house().header
    parts = json.loads(header_bytes(header))
    turned = json.dumps(dict(reversed(parts.items()))).encode()
    assert header_bytes(header_from(turned, "")) == header_bytes(header)


@given(st.lists(st.sampled_from(["4C-H9W", "7K-4Q2", "casus-017"])), st.integers(0, 2**40))
def test_every_list_of_deleted_cases_and_every_count_is_read_back(codes: list[str], counter: int) -> None:
    header = signed(replace(house().header, deleted=tuple(codes), counter=counter), house().key)
    assert authenticated(header_from(header_bytes(header), ""), house().key) == header


def test_the_largest_header_that_is_allowed_can_be_written_and_read(places: Places) -> None:
    slot, sealed = house().header.accounts[0], bytes(SEALED_BYTES)
    slots = tuple(replace(slot, id=f"procesregisseur-{number}", cost=MOST) for number in range(900_001, 900_001 + MOST_ACCOUNTS))
    proposed = tuple(replace(slot, id=f"procesregisseur-{number}", sealed=None) for number in range(800_001, 800_001 + MOST_PROPOSED))
    header = replace(
        house().header,
        accounts=slots,
        proposed=proposed,
        removed=tuple(f"technisch_beheerder-{number}" for number in range(900_001, 900_001 + MOST_REMOVED)),
        deleted=("casus-0123456789-abc",) * MOST_DELETED,
        next=NextKey(tuple(SealedTo(slot.id, sealed) for slot in slots), sealed),
    )
    write_header(places, header)
    assert read_header(places) == header
    assert len(header_bytes(header)) <= LONGEST_HEADER


def test_a_header_that_could_not_be_read_back_is_never_written(places: Places) -> None:
    write_header(places, house().header)
    for spoilt in (replace(house().header, accounts=()), replace(house().header, deleted=("4C-H9W",) * (MOST_DELETED + 1))):
        with pytest.raises(ValueError, match="read back"):
            write_header(places, spoilt)
    assert read_header(places) == house().header


def test_the_disk_is_asked_to_keep_the_new_name_as_well(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(header_module, "settle_folder", asked.append)
    write_header(places, house().header)
    assert asked == [places.path.parent]


# What cannot be read.


def test_a_missing_header_beside_a_dossier_says_that_both_belong_together(places: Places) -> None:
    places.database.touch()
    with pytest.raises(InputError) as refused:
        read_header(places)
    assert (refused.value.defects[0].problem, refused.value.defects[0].mend) == NO_HEADER
    assert "jeugd.dossier-sleutels" in str(refused.value)
    assert "horen bij elkaar" in str(refused.value)
    assert "reservekopie" in str(refused.value)


def test_a_dossier_that_is_not_there_is_said_by_its_own_name(places: Places) -> None:
    with pytest.raises(InputError) as refused:
        read_header(places)
    assert (refused.value.defects[0].problem, refused.value.defects[0].mend) == NO_DOSSIER
    assert str(refused.value).startswith("jeugd.dossier:")


def test_a_folder_or_too_large_a_file_in_its_place_is_said(places: Places) -> None:
    places.header.mkdir()
    with pytest.raises(InputError, match="map"):
        read_header(places)
    places.header.rmdir()
    places.header.write_bytes(b" " * (LONGEST_HEADER + 1))
    with pytest.raises(InputError, match="groter dan 1 MB"):
        read_header(places)


def test_a_file_of_a_newer_program_is_said_to_be_just_that() -> None:
    assert refusal(edited(put("format", {"major": CURRENT.major + 1, "minor": 0}))) == NEWER
    assert refusal(b'{"format": {"major": 7, "minor": 0, "name": "x"}, "all": "else"}') == NEWER
    newer = {"major": CURRENT.major, "minor": CURRENT.minor + 1}
    assert refusal(edited(lambda parts: parts.update(format=newer, seal_of_the_board="x"))) == NEWER


def test_a_newer_minor_form_that_holds_nothing_new_is_read_and_keeps_its_number() -> None:
    form = Format(CURRENT.major, CURRENT.minor + 1)
    header = signed(replace(house().header, format=form), house().key)
    assert header_from(header_bytes(header), "").format == form


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\0", b"null", b"[]", b"{}", b"7", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"format": {"major": 1e999, "minor": 0}}'),
        *(b'{"format": {"major": NaN, "minor": 0}}', b'{"format": {"major": ' + b"9" * 5000 + b', "minor": 0}}', b'{"format": 1}'),
        *(header_bytes(house().header)[:length] for length in (1, 100, 1000, 2000, -3)),
    ],
)
def test_what_is_no_header_is_said_to_be_damaged(content: bytes) -> None:
    assert refusal(content) == DAMAGED


@pytest.mark.parametrize(
    "edit",
    [
        put("counter", -1),
        put("counter", 1.0),
        put("counter", True),
        put("counter", "1"),
        put("counter", 2**60),
        put("format", {"major": 0, "minor": 0}),
        put("file_id", "00" * 15),
        put("file_id", "A" * 32),
        put("mac", " " + "0" * 64),
        put("mac", "0" * 63 + "é"),
        put("accounts", []),
        put("accounts", {}),
        put("deleted", ["x" * 21]),
        put("deleted", [7]),
        put("removed", ["iemand"]),
        put("removed", ["procesregisseur-1"]),
        put("next", {"accounts": [], "recovery": None}),
        put("extra", 1),
        put("role", "burgemeester", within="accounts"),
        put("role", "voorzitter", within="accounts"),
        put("id", "procesregisseur-01", within="accounts"),
        put("id", "Jan de Vries", within="accounts"),
        put("id", "voorzitter-1", within="accounts"),
        put("sealed", None, within="accounts"),
        put("sealed", "00", within="accounts"),
        put("locked", 0, within="accounts"),
        put("extra", 1, within="accounts"),
        put("cost", {"memory_kib": 8192, "passes": 1}, within="accounts"),
        put("cost", {"memory_kib": 8192, "passes": 1, "lanes": 1, "extra": 1}, within="accounts"),
        put("cost", {"memory_kib": "8192", "passes": 1, "lanes": 1}, within="accounts"),
        put("sealed", "00" * SEALED_BYTES, within="proposed"),
        lambda parts: parts["accounts"].append(parts["accounts"][0]),
        lambda parts: parts["proposed"].append(parts["proposed"][0]),
        lambda parts: parts.pop("recovery"),
        lambda parts: parts["accounts"][-1].update(sealed=parts["accounts"][0]["sealed"]),
    ],
)
def test_a_header_of_another_shape_is_said_to_be_damaged(edit: Callable[[Parts], object]) -> None:
    assert refusal(edited(edit)) == DAMAGED


@pytest.mark.parametrize("within", ["accounts", "proposed"])
@pytest.mark.parametrize(
    "cost",
    [
        *(replace(MOST, memory_kib=MOST.memory_kib + 1), replace(MOST, passes=MOST.passes + 1), replace(MOST, lanes=MOST.lanes + 1)),
        *(replace(LEAST, memory_kib=LEAST.memory_kib - 1), replace(LEAST, passes=0), replace(LEAST, lanes=0)),
        *(Cost(2**40, 1, 1), Cost(LEAST.memory_kib, 2**31, 1), Cost(-1, -1, -1)),
    ],
)
def test_a_cost_that_would_eat_the_computer_or_protects_nothing_is_refused_when_it_is_read(cost: Cost, within: str) -> None:
    assert refusal(edited(put("cost", vars(cost), within=within))) == UNBOUNDED


# Who changed it.


def test_a_signature_counts_up_and_holds_for_its_own_key_only() -> None:
    again = signed(house().header, house().key)
    assert again.counter == house().header.counter + 1
    assert authenticated(again, house().key) == again
    with pytest.raises(InputError) as refused:
        authenticated(again, bytes(32))
    assert (refused.value.defects[0].problem, refused.value.defects[0].mend) == CHANGED


@pytest.mark.parametrize(
    "changed",
    [
        lambda header: replace(header, counter=header.counter - 1),
        lambda header: replace(header, file_id=bytes(16)),
        lambda header: replace(header, format=Format(1, 1)),
        lambda header: replace(header, deleted=("4C-H9W",)),
        lambda header: replace(header, removed=("voorzitter-7",)),
        lambda header: replace(header, recovery=None),
        lambda header: replace(header, accounts=header.accounts[1:]),
        lambda header: replace(header, accounts=header.accounts[::-1]),
        lambda header: replace(header, accounts=(replace(header.accounts[0], cost=MOST), *header.accounts[1:])),
        lambda header: replace(header, accounts=(replace(header.accounts[0], locked=True), *header.accounts[1:])),
        lambda header: replace(header, accounts=(*header.accounts, replace(header.proposed[0], sealed=bytes(SEALED_BYTES)))),
        lambda header: replace(header, next=begin_re_key(header, house().by, Random(3).randbytes)[0].next),
    ],
)
def test_whatever_is_changed_without_the_key_is_found(changed: Callable[[Header], Header]) -> None:
    with pytest.raises(InputError) as refused:
        authenticated(changed(house().header), house().key)
    assert "veranderd" in str(refused.value)


def test_a_part_is_bound_to_file_account_role_and_purpose_each_by_itself() -> None:
    roles, purposes = (AccountRole.DIRECTOR, AccountRole.CHAIR, None), ("data key", "private key")
    all_of_them = list(product((bytes(16), bytes(15) + b"1"), ("voorzitter-1", "voorzitter-11"), roles, purposes))
    assert len({bound_to(file_id, account, role, purpose) for file_id, account, role, purpose in all_of_them}) == len(all_of_them)


def test_proposals_come_and_go_without_the_key() -> None:
    assert authenticated(replace(house().header, proposed=()), house().key).proposed == ()


def test_a_header_says_no_name_and_no_key() -> None:
    content = header_bytes(house().header)
    assert house().key.hex().encode() not in content
    assert house().recovery.encode() not in content
    assert "paard" not in content.decode()


def test_the_messages_say_what_is_so_and_what_to_do() -> None:
    for problem, mend in (NO_DOSSIER, NO_HEADER, NEWER, DAMAGED, UNBOUNDED, CHANGED):
        assert all(len(sentence.split()) <= 20 for text in (problem, mend) for sentence in DUTCH.say(text).split(". "))
