"""Everything that is done with a dossier and stands in its list, and which roles may do it (REQ-46, REQ-47, REQ-61).

Roles are rules of the program, not of the cipher: whoever holds a data key holds it whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from triage.casework.roles import AccountRole
from triage.weighing.sentences import alternatives
from triage.wording import Message, _

DIRECTOR, CHAIR, KEEPER, OVERSEER = AccountRole.DIRECTOR, AccountRole.CHAIR, AccountRole.KEEPER, AccountRole.OVERSEER
_CASEWORK = frozenset({DIRECTOR, CHAIR})
_READERS = frozenset({DIRECTOR, CHAIR, OVERSEER})
_KEY_HOLDERS = frozenset({DIRECTOR, CHAIR, KEEPER, OVERSEER})
_CARE_OF_FILE = frozenset({DIRECTOR, CHAIR, KEEPER})


class Action(StrEnum):
    """What was done. The values stand in files and never change."""

    DOSSIER_MADE = "dossier_made"
    OPENED = "opened"
    CLOSED = "closed"
    LOCKED = "locked"
    FAILED_UNLOCK = "failed_unlock"
    MIGRATED = "migrated"
    UNDONE = "undone"
    REDONE = "redone"
    ACTIVITY_READ = "activity_read"
    SEARCHED = "searched"
    CHECKED = "checked"
    REPAIRED = "repaired"

    CASE_OPENED = "case_opened"
    CASE_MADE = "case_made"
    CASES_IMPORTED = "cases_imported"
    GATE_FILLED = "gate_filled"
    AGE_RECORDED = "age_recorded"
    ANSWERED = "answered"
    ANSWER_TAKEN_OVER = "answer_taken_over"
    FACTS_CHANGED = "facts_changed"
    VIEW_RECORDED = "view_recorded"
    NOTICE_RECORDED = "notice_recorded"
    INSPECTION_RECORDED = "inspection_recorded"
    CONTESTED = "contested"
    CONTEST_SETTLED = "contest_settled"
    ASSESSMENT_STARTED = "assessment_started"
    SECOND_LOOK_STARTED = "second_look_started"
    REWEIGHED = "reweighed"
    MOVED_TO_VERSION = "moved_to_version"
    ASSESSMENT_GIVEN_UP = "assessment_given_up"
    OWN_ASSESSMENT = "own_assessment"
    OUTCOME_SEEN = "outcome_seen"
    SEALED = "sealed"
    HELP_CHOSEN = "help_chosen"
    HELP_DROPPED = "help_dropped"
    INSTRUMENT_RECORDED = "instrument_recorded"
    DECIDED = "decided"
    TASK_CHANGED = "task_changed"
    REVIEWED = "reviewed"
    CASE_LEFT = "case_left"

    CONFERENCE_CHANGED = "conference_changed"
    CONFERENCE_FINISHED = "conference_finished"

    FRAMEWORK_PROPOSED = "framework_proposed"
    FRAMEWORK_ADOPTED = "framework_adopted"
    FRAMEWORK_SUSPENDED = "framework_suspended"
    ITEM_SUSPENDED = "item_suspended"
    SUSPENSION_LIFTED = "suspension_lifted"

    PAPER_ISSUED = "paper_issued"
    EXPORTED = "exported"

    ACCOUNT_PROPOSED = "account_proposed"
    ACCOUNT_ADMITTED = "account_admitted"
    ACCOUNT_REMOVED = "account_removed"
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_UNLOCKED = "account_unlocked"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 - the name of an action
    RECOVERY_KEY_MADE = "recovery_key_made"
    RECOVERY_KEY_USED = "recovery_key_used"
    REKEYED = "rekeyed"
    HEADER_CAUGHT_UP = "header_caught_up"
    LOSS_FOUND = "loss_found"
    END_CHANGED = "end_changed"
    INSTRUCTION_CONFIRMED = "instruction_confirmed"
    READINESS_CHANGED = "readiness_changed"
    SETTINGS_CHANGED = "settings_changed"
    DATE_CONFIRMED = "date_confirmed"

    BACKED_UP = "backed_up"
    RESTORED = "restored"
    EXTENSION_ASKED = "extension_asked"
    RETENTION_EXTENDED = "retention_extended"
    CASE_DELETED = "case_deleted"


@dataclass(frozen=True)
class Rule:
    """Who may do it, and whether it can be undone while nothing that lasts came after it."""

    roles: frozenset[AccountRole]
    reversible: bool = False


_WORK = Rule(_CASEWORK, reversible=True)
_LASTING = Rule(_CASEWORK)
_ANYBODY = Rule(_KEY_HOLDERS)

RULES: Mapping[Action, Rule] = {
    Action.DOSSIER_MADE: Rule(frozenset({DIRECTOR})),
    Action.OPENED: _ANYBODY,
    Action.CLOSED: _ANYBODY,
    Action.LOCKED: _ANYBODY,
    Action.FAILED_UNLOCK: _ANYBODY,
    Action.MIGRATED: _ANYBODY,
    Action.UNDONE: Rule(_CARE_OF_FILE),
    Action.REDONE: Rule(_CARE_OF_FILE),
    Action.ACTIVITY_READ: Rule(_READERS),
    Action.SEARCHED: Rule(_READERS),
    Action.CHECKED: _ANYBODY,
    Action.REPAIRED: Rule(_CARE_OF_FILE),
    Action.CASE_OPENED: Rule(_READERS),
    Action.CASE_MADE: _LASTING,
    Action.CASES_IMPORTED: _LASTING,
    Action.GATE_FILLED: _WORK,
    Action.AGE_RECORDED: _WORK,
    Action.ANSWERED: _WORK,
    Action.ANSWER_TAKEN_OVER: _WORK,
    Action.FACTS_CHANGED: _WORK,
    Action.VIEW_RECORDED: _WORK,
    Action.NOTICE_RECORDED: _WORK,
    Action.INSPECTION_RECORDED: _WORK,
    Action.CONTESTED: _LASTING,
    Action.CONTEST_SETTLED: _WORK,
    Action.ASSESSMENT_STARTED: _WORK,
    Action.SECOND_LOOK_STARTED: _LASTING,
    Action.REWEIGHED: _WORK,
    Action.MOVED_TO_VERSION: _WORK,
    Action.ASSESSMENT_GIVEN_UP: _LASTING,
    Action.OWN_ASSESSMENT: _LASTING,
    Action.OUTCOME_SEEN: Rule(_READERS),
    Action.SEALED: _LASTING,
    Action.HELP_CHOSEN: _WORK,
    Action.HELP_DROPPED: _WORK,
    Action.INSTRUMENT_RECORDED: _WORK,
    Action.DECIDED: _LASTING,
    Action.TASK_CHANGED: _WORK,
    Action.REVIEWED: _LASTING,
    Action.CASE_LEFT: _LASTING,
    Action.CONFERENCE_CHANGED: _WORK,
    Action.CONFERENCE_FINISHED: _LASTING,
    Action.FRAMEWORK_PROPOSED: Rule(frozenset({KEEPER, DIRECTOR, CHAIR})),
    Action.FRAMEWORK_ADOPTED: Rule(frozenset({KEEPER, DIRECTOR, CHAIR})),
    Action.FRAMEWORK_SUSPENDED: Rule(_CARE_OF_FILE),
    Action.ITEM_SUSPENDED: Rule(_CARE_OF_FILE),
    Action.SUSPENSION_LIFTED: Rule(frozenset({KEEPER})),
    Action.PAPER_ISSUED: Rule(_READERS),
    Action.EXPORTED: Rule(_READERS),
    Action.ACCOUNT_PROPOSED: _ANYBODY,
    Action.ACCOUNT_ADMITTED: Rule(frozenset({DIRECTOR})),
    Action.ACCOUNT_REMOVED: Rule(frozenset({DIRECTOR})),
    Action.ACCOUNT_LOCKED: _ANYBODY,
    Action.ACCOUNT_UNLOCKED: Rule(_CASEWORK),
    Action.PASSPHRASE_CHANGED: _ANYBODY,
    Action.RECOVERY_KEY_MADE: Rule(frozenset({DIRECTOR})),
    Action.RECOVERY_KEY_USED: _ANYBODY,
    Action.REKEYED: Rule(frozenset({DIRECTOR})),
    Action.HEADER_CAUGHT_UP: _ANYBODY,
    Action.LOSS_FOUND: _ANYBODY,
    Action.END_CHANGED: _ANYBODY,
    Action.INSTRUCTION_CONFIRMED: _ANYBODY,
    Action.READINESS_CHANGED: _LASTING,
    Action.SETTINGS_CHANGED: Rule(_CASEWORK, reversible=True),
    Action.DATE_CONFIRMED: _LASTING,
    Action.BACKED_UP: Rule(_CARE_OF_FILE),
    Action.RESTORED: Rule(_CARE_OF_FILE),
    Action.EXTENSION_ASKED: _WORK,
    Action.RETENTION_EXTENDED: _LASTING,
    Action.CASE_DELETED: _LASTING,
}

LOG_ONLY = frozenset(
    {
        *(Action.OPENED, Action.CLOSED, Action.LOCKED, Action.FAILED_UNLOCK, Action.ACTIVITY_READ, Action.SEARCHED, Action.CHECKED),
        *(Action.CASE_OPENED, Action.EXPORTED, Action.LOSS_FOUND, Action.END_CHANGED),
    }
)
"""What changes no record: the second who opens a dossier may still do it, and it is written down all the same."""

WITHOUT_INSTRUCTION = frozenset(
    {
        *LOG_ONLY,
        *(
            Action.DOSSIER_MADE,
            Action.MIGRATED,
            Action.BACKED_UP,
            Action.REPAIRED,
            Action.RESTORED,
            Action.REKEYED,
            Action.HEADER_CAUGHT_UP,
        ),
        *(Action.ACCOUNT_PROPOSED, Action.ACCOUNT_ADMITTED, Action.ACCOUNT_REMOVED, Action.ACCOUNT_LOCKED, Action.ACCOUNT_UNLOCKED),
        *(Action.PASSPHRASE_CHANGED, Action.RECOVERY_KEY_MADE, Action.RECOVERY_KEY_USED, Action.INSTRUCTION_CONFIRMED),
        *(Action.DATE_CONFIRMED, Action.CASE_DELETED),
    }
)
"""What an account may do without a valid confirmation of the instruction (REQ-28): read, look after the file, and delete on time."""

NOT_YOURS = _("Dit hoort niet bij uw rol.")


def may(role: AccountRole, action: Action) -> bool:
    """Whether a role may do this."""
    return role in RULES[action].roles


def whose(action: Action) -> Message:
    """Which roles may do it, for a refusal."""
    roles = [role for role in AccountRole if role in RULES[action].roles]
    return _("Vraag het aan een account met de rol {roles}.", roles=alternatives(roles))
