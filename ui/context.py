"""What every place of the window is given: the session, the language, and the doors to the outside."""

from __future__ import annotations

from dataclasses import dataclass

from triage.wording import Language
from ui.dialogs import Dialogs
from ui.jobs import JobRunner
from ui.session import Session
from ui.settings import Settings
from ui.theme import Theme


@dataclass(frozen=True)
class Context:
    """Passed to each place when it is built; there is no other way to reach these."""

    session: Session
    language: Language
    dialogs: Dialogs
    jobs: JobRunner
    settings: Settings
    theme: Theme

    def say(self, value: object) -> str:
        """Any value in the language of the window."""
        return self.language.say(value)
