"""Both tables of lines in one order: nothing is lost, and what kept its order is not called moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from triage.framework.conditions import ItemAnswer
from triage.framework.model import RuleLine
from triage.review.alignment import Slot, align

LINES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(["x", "y"])).map(
        lambda pair: RuleLine(when=ItemAnswer(item=pair[0], is_="yes"), then=pair[1])
    ),
    max_size=6,
).map(lambda lines: [*lines, RuleLine(then="x")])


def places(slots: tuple[Slot, ...], side: str) -> list[int]:
    return [place for slot in slots if (place := getattr(slot, side))]


@given(old=LINES, new=LINES)
def test_both_tables_can_be_read_back_from_the_slots(old: list[RuleLine], new: list[RuleLine]) -> None:
    slots = align("advice.rules", old, new)
    assert places(slots, "old") == list(range(1, len(old) + 1))
    assert places(slots, "new") == list(range(1, len(new) + 1))


@given(lines=LINES)
def test_a_table_beside_itself_has_a_slot_per_line(lines: list[RuleLine]) -> None:
    slots = align("advice.rules", lines, lines)
    assert [(slot.old, slot.new, slot.moved) for slot in slots] == [(n, n, False) for n in range(1, len(lines) + 1)]


@given(old=LINES, new=LINES)
def test_a_name_belongs_to_one_change_and_a_moved_line_stands_there_twice(old: list[RuleLine], new: list[RuleLine]) -> None:
    slots = align("advice.rules", old, new)
    for name in {slot.name for slot in slots}:
        mine = [slot for slot in slots if slot.name == name]
        assert [slot.moved for slot in mine] in ([False], [True, True])


@given(old=LINES, new=LINES)
def test_the_default_stays_last_on_both_sides(old: list[RuleLine], new: list[RuleLine]) -> None:
    last = align("advice.rules", old, new)[-1]
    assert (last.old, last.new) == (len(old), len(new))
