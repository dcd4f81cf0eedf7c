"""What a user can mend, as data: where it is, what is wrong and what to do about it.

Our own mistakes are plain Python exceptions; they never pass through here. No message may hold case content:
place and problem name a file, row, column or question, not the text that stood there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.wording import DUTCH, Language, Message


@dataclass(frozen=True)
class Defect:
    """One thing that is wrong: `place` (file and line, row and column), `problem`, `mend` and, where it helps, `quote`.

    `quote` is a line of a framework file, shown under the message. It stays empty for case data.
    """

    place: str | Message
    problem: Message
    mend: Message
    quote: str = ""

    def in_words(self, language: Language) -> str:
        """One line `place: problem mend`, with the quoted source line under it when there is one."""
        said = f"{language.say(self.place)}: {language.say(self.problem)} {language.say(self.mend)}"
        return f"{said}\n    | {self.quote.strip()}" if self.quote.strip() else said


class InputError(Exception):
    """Something the user can mend. Carries every defect that was found, in order, not only the first."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(defects)
        super().__init__(self.in_words(DUTCH))

    @classmethod
    def at(cls, place: str | Message, problem: Message, mend: Message, quote: str = "") -> InputError:
        """An error with a single defect."""
        return cls([Defect(place, problem, mend, quote)])

    def in_words(self, language: Language) -> str:
        """Every defect on its own line."""
        return "\n".join(defect.in_words(language) for defect in self.defects)
