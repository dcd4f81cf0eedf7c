"""The menus and their keys. Every command of the window has one action, with words, a key and, where it helps, an icon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from triage.wording import Language, Message
from ui.icons import icon


class _Run(QObject):
    """Runs a command without the boolean that `triggered` sends."""

    def __init__(self, act: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act

    @Slot()
    def run(self) -> None:
        """Run it."""
        self._act()


class Actions:
    """Makes the actions of a window and keeps them, for the list of keys and for switching them on and off."""

    def __init__(self, window: QMainWindow, language: Language) -> None:
        self._window = window
        self._language = language
        self._words: dict[QAction, Message] = {}
        self._icons: list[tuple[QAction, str]] = []
        self.all: list[QAction] = []
        self.for_a_case: list[QAction] = []

    def menu(self, title: Message) -> QMenu:
        """A menu in the bar."""
        return self._window.menuBar().addMenu(self._language.say(title))

    def add(
        self,
        menu: QMenu,
        text: Message,
        act: Callable[[], object],
        *,
        key: str | QKeySequence.StandardKey = "",
        drawing: str = "",
        needs_case: bool = False,
    ) -> QAction:
        """A command in a menu. `act` wants no argument."""
        made = QAction(self._language.say(text), self._window)
        made.setShortcuts([QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key))
        self._words[made] = text
        made.triggered.connect(_Run(act, made).run)
        menu.addAction(made)
        self.all.append(made)
        if needs_case:
            self.for_a_case.append(made)
        if drawing:
            self._icons.append((made, drawing))
        return made

    def redraw(self) -> None:
        """Draw the icons again, in the colours of now."""
        for action, drawing in self._icons:
            action.setIcon(icon(drawing, self._window.palette()))

    def listed(self) -> list[tuple[str, str]]:
        """Every command that has a key: the key as this system writes it, and its words, whatever it would act on now."""
        return [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), self._language.say(words).replace("&", "").rstrip("…"))
            for action, words in self._words.items()
            if not action.shortcut().isEmpty()
        ]
