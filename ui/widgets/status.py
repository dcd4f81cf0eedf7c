"""The status bar: what is open, whether it is saved, by which framework, and what is being worked on. Its texts are real buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from triage.wording import Language, Message, _, n_
from ui.jobs import Job
from ui.session import Session
from ui.theme import line_height
from ui.widgets.flow import CommandRow


class Status(CommandRow):
    """In a narrow window it takes more lines. `place_wished` names the place that a text leads to; `stop_wished` is the Stop button."""

    place_wished = Signal(str)
    stop_wished = Signal()

    def __init__(self, session: Session, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._language = language
        self._source = QLabel(self)
        self._cases = QPushButton(self)
        self._framework = QPushButton(self)
        self._job = QLabel(self)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._stop = QPushButton(language.say(_("Stop")), self)
        self._stop.setAccessibleName(language.say(_("Werk stoppen")))
        self.add(self._source, self._cases, self._framework, self._job, self._progress, self._stop)
        for button in (self._cases, self._framework):
            button.setFlat(True)
        self._cases.clicked.connect(self._to_cases)
        self._framework.clicked.connect(self._to_framework)
        self._stop.clicked.connect(self._wish_stop)
        self.follow_text_size()
        self.show_rest()

    def follow_text_size(self) -> None:
        """Keep the air around the words in step with them."""
        super().follow_text_size()
        line = line_height(self)
        self.setContentsMargins(line // 2, line // 6, line // 2, line // 6)
        self._progress.setFixedWidth(line * 8)

    @property
    def first(self) -> QWidget:
        """The first control of the bar."""
        return self._cases

    def refresh(self) -> None:
        """Say again what is open."""
        say, session = self._language.say, self._session
        self._source.setText(say(self._source_words()))
        self._cases.setText(say(n_("{count} casus", "{count} casussen", len(session.cases))))
        framework = session.framework
        self._framework.setText(
            say(
                _("Kader: {title} {version}", title=framework.title, version=framework.version) if framework else _("Kader wordt gelezen …")
            )
        )

    def show_job(self, job: Job) -> None:
        """Show that a job runs."""
        self._job.setText(self._language.say(job.name))
        for part in (self._job, self._progress, self._stop):
            part.show()

    def show_rest(self) -> None:
        """Nothing runs."""
        for part in (self._job, self._progress, self._stop):
            part.hide()

    def _source_words(self) -> Message:
        session = self._session
        if not session.cases and not session.source.name:
            return _("Er is nog niets geopend")
        name = session.source.name or _("nieuw")
        if not session.stack.isClean():
            return _("Bestand: {name} – nog niet bewaard", name=name)
        return _("Bestand: {name}", name=name)

    @Slot()
    def _to_cases(self) -> None:
        self.place_wished.emit("cases")

    @Slot()
    def _to_framework(self) -> None:
        self.place_wished.emit("framework")

    @Slot()
    def _wish_stop(self) -> None:
        self.stop_wished.emit()
