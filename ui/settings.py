"""What the window remembers between two runs: its shape, text size, colours and recent files. Never anything about a case."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT_KEPT = 8


class Settings:
    """The settings of one user, in an INI file. Every key stands here, with what it is when nothing was kept."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @classmethod
    def of_user(cls) -> Settings:
        """The settings of whoever runs the program."""
        return cls(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "weegwijzer", "weegwijzer"))

    @classmethod
    def in_file(cls, path: Path) -> Settings:
        """Settings kept in a given file."""
        return cls(QSettings(str(path), QSettings.Format.IniFormat))

    @property
    def folder(self) -> Path:
        """Where the settings lie; the log of faults lies beside them."""
        return Path(self._store.fileName()).parent

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window; empty when nothing was kept."""
        kept = self._store.value("window/geometry", QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, shape: QByteArray) -> None:
        self._store.setValue("window/geometry", shape)

    @property
    def zoom(self) -> int:
        """Text size in per cent; 100 when nothing readable was kept."""
        kept = str(self._store.value("view/zoom", "100"))
        return int(kept) if kept.isdecimal() else 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._store.setValue("view/zoom", percent)

    @property
    def scheme(self) -> str:
        """`system`, `light` or `dark`."""
        return str(self._store.value("view/scheme", "system"))

    @scheme.setter
    def scheme(self, word: str) -> None:
        self._store.setValue("view/scheme", word)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files used last, newest first. Only their paths are kept."""
        kept = str(self._store.value("files/recent", ""))
        return tuple(Path(line) for line in kept.split("|") if line)

    def remember(self, path: Path) -> None:
        """Put a file in front of the recent files."""
        known = [path.resolve(), *(other for other in self.recent if other != path.resolve())]
        self._store.setValue("files/recent", "|".join(str(other) for other in known[:RECENT_KEPT]))

    def forget_files(self) -> None:
        """Forget every recent file."""
        self._store.remove("files/recent")

    def write(self) -> None:
        """Write what was set to disk now."""
        self._store.sync()
