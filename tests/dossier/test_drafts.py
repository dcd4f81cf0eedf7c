"""What is being typed is found again, by whoever typed it, and leads to nobody."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tests.dossier.making import at_work, new_database, working
from triage.casework.roles import AccountRole
from triage.dossier import drafts


def test_a_draft_is_found_again_after_opening_anew(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(at_work(path)) as dossier:
        drafts.keep(dossier, "weging/reden", "Een halve zin die nog", case="7K-4Q2")
    with closing(at_work(path)) as dossier:
        (draft,) = drafts.kept(dossier)
    assert (draft.field, draft.case, draft.text) == ("weging/reden", "7K-4Q2", "Een halve zin die nog")


def test_the_last_of_a_field_is_kept_and_an_empty_one_takes_it_away(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        for text in ("Een", "Een halve", "Een halve zin"):
            drafts.keep(dossier, "reden", text)
        assert [draft.text for draft in drafts.kept(dossier)] == ["Een halve zin"]
        drafts.keep(dossier, "reden", "  ")
        assert drafts.kept(dossier) == ()


def test_nobody_finds_the_draft_of_another(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(at_work(path)) as first:
        drafts.keep(first, "reden", "Van mij")
    with closing(at_work(path, role=AccountRole.CHAIR)) as second:
        assert drafts.kept(second) == ()


def test_what_the_guard_refuses_never_reaches_the_disk(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        draft = drafts.keep(dossier, "reden", "Zijn nummer is 249566758 en hij belt via 06 12345678.")
        assert drafts.kept(dossier) == (draft,)
    assert draft.text == "Zijn nummer is ▯ en hij belt via ▯."


def test_a_draft_can_be_dropped(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        drafts.keep(dossier, "reden", "Een")
        drafts.keep(dossier, "mening", "Twee")
        drafts.drop(dossier, "reden")
        assert [draft.field for draft in drafts.kept(dossier)] == ["mening"]
