"""What the place Verantwoording may say."""

from __future__ import annotations

from collections.abc import Callable

from triage.errors import InputError
from triage.wording import Message, _, n_
from ui.jobs import Unfinished
from ui.widgets.messages import Level, Notice, Remedy

NOT_FINISHED = {
    Unfinished.STOPPED: _("U hebt het maken gestopt."),
    Unfinished.FAULT: _("Er ging iets mis in het programma. Uw casussen staan er nog."),
}
"""Why there is no sheet, when it was not the case that refused."""


def why_not(error: InputError) -> Message:
    """What the sheet refused, and how to mend it: every defect."""
    words: Message | None = None
    for defect in error.defects:
        said = _("{place}: {problem} {mend}", place=defect.place, problem=defect.problem, mend=defect.mend)
        words = said if words is None else _("{first} {next}", first=words, next=said)
    assert words is not None
    return words


def no_printer(save: Callable[[], None]) -> Notice:
    """There is nothing to print with."""
    text = _("Deze computer kent geen printer. Bewaar het blad als PDF en druk het af op een computer die er wel een heeft.")
    return Notice("no_printer", Level.WARNING, text, (Remedy(_("Bewaar als PDF…"), save),))


def printer_refused(save: Callable[[], None]) -> Notice:
    """The printer could not begin."""
    text = _("De printer nam het blad niet aan. Kijk of hij aanstaat en papier heeft, of bewaar het blad als PDF.")
    return Notice("printer_refused", Level.PROBLEM, text, (Remedy(_("Bewaar als PDF…"), save),))


def printed(pages: int, printer: str) -> Notice:
    """The sheet went to the printer."""
    if not printer:
        return Notice("printed", Level.DONE, n_("{count} pagina afgedrukt.", "{count} pagina’s afgedrukt.", pages))
    text = n_(
        "{count} pagina naar printer {printer} gestuurd.", "{count} pagina’s naar printer {printer} gestuurd.", pages, printer=printer
    )
    return Notice("printed", Level.DONE, text)


def saved(name: str | Message) -> Notice:
    """The sheet stands in a file."""
    return Notice("sheet_saved", Level.DONE, _("Het blad is bewaard als {name}.", name=name))
