"""Every paper that leaves is written down before its bytes do: hash, role, time and way out (REQ-03, REQ-47).

So whoever holds a paper can ask the dossier whether these very bytes were issued, when and by which role.
"""

from __future__ import annotations

from triage.casework.record import CaseRecord
from triage.dossier.actions import Action
from triage.dossier.holdings import Paper, WayOut
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier
from triage.weighing.receipt import fingerprint
from triage.wording import Message, _

SHEET = "verantwoordingsblad"


def issue(dossier: Dossier, case: str, kind: str, content: bytes, way: WayOut, head: str = "") -> Change:
    """Write down that a paper of a case leaves. Only when this is done may its bytes. Raises InputError for a role that may not.

    `head` is the line of the list that is printed on it, where it prints one.
    """
    with dossier.writing(Action.PAPER_ISSUED, case=case) as writing:
        must(writing, CaseRecord, case)
        actor = dossier.actor
        paper = Paper(
            id=new_id(dossier.random),
            case_code=case,
            kind=kind,
            sha256=fingerprint(content),
            account=actor.account,
            role=actor.role.value,
            at=dossier.now(),
            way=way,
            head=head,
        )
        writing.put(paper)
    return writing.change(_("Vastgelegd: {kind} van casus {case}, {way}.", kind=kind, case=case, way=way), undo=False)


def issued(dossier: Dossier, content: bytes) -> tuple[Paper, ...]:
    """When these very bytes were issued; none when never, or when the case was deleted since. That it was found is written down.

    Raises InputError for a role that reads no cases.
    """
    dossier.must_have_role(Action.CASE_OPENED)
    sha256 = fingerprint(content)
    with dossier.reading() as records:
        found = records.where(Paper, "sha256", sha256)
    for code in dict.fromkeys(paper.case_code for paper in found):
        dossier.note(Action.CASE_OPENED, case=code)
    return found


def issued_words(papers: tuple[Paper, ...]) -> tuple[Message, ...]:
    """What is said of it."""
    if not papers:
        return (
            _("Dit dossier heeft dit bestand niet uitgegeven, of de casus is sindsdien gewist."),
            _("Ook een blad dat klopt met zichzelf kan dan door een ander zijn gemaakt."),
        )
    return tuple(
        _(
            "Uitgegeven op {day} om {time} uur door een {role}: {way}.",
            day=paper.at.astimezone().date(),
            time=f"{paper.at.astimezone():%H.%M}",
            role=paper.role,
            way=paper.way,
        )
        for paper in papers
    )
