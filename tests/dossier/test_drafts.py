"""What is being typed is found again, by whoever typed it, and leads to nobody."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.dossier.making import at_work, new_database, working
from triage.casework.record import CaseRecord
from triage.casework.roles import AccountRole
from triage.dossier import drafts
from triage.dossier.actions import Action
from triage.dossier.erasing import ErasingReason, erase
from triage.dossier.store import Dossier
from triage.errors import InputError

CASE = CaseRecord("7K-4Q2", date(2026, 12, 1), False, date(2027, 12, 1))


def with_case(dossier: Dossier) -> None:
    """Put a case in."""
    with dossier.writing(Action.CASE_MADE) as writing:
        writing.put(CASE)


def test_a_draft_is_found_again_after_opening_anew(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(at_work(path)) as dossier:
        with_case(dossier)
        drafts.keep(dossier, "weging/reden", "Een halve zin die nog", case="7K-4Q2")
    with closing(at_work(path)) as dossier:
        (draft,) = drafts.kept(dossier)
    assert (draft.field, draft.case, draft.text) == ("weging/reden", "7K-4Q2", "Een halve zin die nog")


def test_the_last_of_a_field_is_kept_and_an_empty_one_takes_it_away(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        for text in ("Een", "Een halve", "Een halve zin"):
            drafts.keep(dossier, "house/reden", text)
        assert [draft.text for draft in drafts.kept(dossier)] == ["Een halve zin"]
        drafts.keep(dossier, "house/reden", "  ")
        assert drafts.kept(dossier) == ()


def test_nobody_finds_the_draft_of_another(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(at_work(path)) as first:
        drafts.keep(first, "house/reden", "Van mij")
    with closing(at_work(path, role=AccountRole.CHAIR)) as second:
        assert drafts.kept(second) == ()


def test_what_the_guard_refuses_never_reaches_the_disk(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        draft = drafts.keep(dossier, "house/reden", "Zijn nummer is 249566758 en hij belt via 06 12345678.")
        assert drafts.kept(dossier) == (draft,)
    assert draft.text == "Zijn nummer is ▯ en hij belt via ▯."


def test_a_draft_can_be_dropped(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        drafts.keep(dossier, "house/reden", "Een")
        drafts.keep(dossier, "house/mening", "Twee")
        drafts.drop(dossier, "house/reden")
        assert [draft.field for draft in drafts.kept(dossier)] == ["house/mening"]


@pytest.mark.parametrize("field", ["Jan de Vries", "bel/0612345678", "house/", "weging/7K-4QX", "", "weging/reden\n"])
def test_a_field_is_a_name_of_the_program_and_nothing_that_was_typed(tmp_path: Path, field: str) -> None:
    with working(tmp_path) as dossier:
        with_case(dossier)
        with pytest.raises(ValueError, match="form"):
            drafts.keep(dossier, field, "Een halve zin", case=CASE.code)
        assert drafts.kept(dossier) == ()


def test_a_draft_is_of_a_case_unless_its_field_is_of_none(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        with_case(dossier)
        for field, case in (("reden", ""), ("house/reden", CASE.code)):
            with pytest.raises(ValueError, match="unless"):
                drafts.keep(dossier, field, "Een halve zin", case=case)
        drafts.keep(dossier, f"minutes/{CASE.code}", "Een halve zin", case=CASE.code)
        drafts.keep(dossier, "answer/0123456789abcdef/hit_2", "Een halve zin", case=CASE.code)
        assert len(drafts.kept(dossier)) == 2


def test_the_drafts_of_a_case_go_with_it_and_none_comes_after(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        with_case(dossier)
        drafts.keep(dossier, "reden", "Een halve zin", case=CASE.code)
        erase(dossier, CASE.code, ErasingReason.TERM_OVER)
        assert drafts.kept(dossier) == ()
        for case in (CASE.code, "Jan de Vries"):
            with pytest.raises(InputError, match="bestaat niet"):
                drafts.keep(dossier, "reden", "Een halve zin", case=case)
        assert drafts.kept(dossier) == ()
