"""Mistakes of ours: a calm message with a report number, and a trace in a log file that holds nothing of a case."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from triage.faults import kept, report_number
from triage.wording import Language, _
from ui.dialogs import Dialogs, Verb


class FaultDesk(QObject):
    """Catches what nobody caught, writes it down and says so. `told` gives the report number."""

    told = Signal(str)

    def __init__(self, log: Path, language: Language, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._language = language
        self._dialogs = dialogs
        self._telling = False
        self._before: Callable[..., object] | None = None

    def watch(self) -> None:
        """From now on take every fault that nobody caught."""
        self._before = sys.excepthook
        sys.excepthook = self._caught

    def stop(self) -> None:
        """Leave faults to whoever had them before."""
        if self._before is not None:
            sys.excepthook = self._before
            self._before = None

    def take(self, fault: BaseException) -> None:
        """Write a fault down and tell about it."""
        number = report_number(datetime.now(UTC))
        logged = kept(fault, self._log, number)
        self.told.emit(number)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(number, logged=logged)
        finally:
            self._telling = False

    def _caught(self, _kind: type[BaseException], fault: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(fault, KeyboardInterrupt):
            sys.__excepthook__(type(fault), fault, fault.__traceback__)
            return
        self.take(fault)

    def _tell(self, number: str, *, logged: bool) -> None:
        say = self._language.say
        log = (
            _("In het logboek staat waar het misging, en niets over een casus.")
            if logged
            else _("Het logboek kon niet worden geschreven. Schrijf daarom op wat u deed toen het misging.")
        )
        parent = self.parent()
        self._dialogs.ask(
            parent if isinstance(parent, QWidget) else QWidget(),
            say(_("Fout in het programma")),
            say(_("Er ging iets mis in het programma. Dat ligt niet aan u.")),
            say(_("Uw casussen staan er nog. Bewaar ze nu. Meld dit nummer bij de beheerder: {number}. {log}", number=number, log=log)),
            (Verb("on", say(_("Verder werken")), safe=True),),
            "problem",
        )
