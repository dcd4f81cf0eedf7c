"""A table on the clipboard: its titles, its rows as they show, what belongs beneath, and what made it: framework, version, fingerprint."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from triage import __version__
from triage.wording import TRIAL, _, n_
from ui.context import Context
from ui.widgets.messages import Level, Notice
from ui.widgets.tables import RowsModel


def copy_rows(model: RowsModel, context: Context, *beneath: object) -> Notice:
    """Put the rows that show on the clipboard, and say how many. There must be a framework."""
    opened = context.session.opened
    assert opened is not None
    rows = [model.row_at(model.index(place, 0)) for place in range(model.rowCount())]
    lines = ["\t".join(column.title for column in model.columns)]
    lines += ["\t".join(column.words(row) for column in model.columns) for row in rows]
    made_by = _(
        "{trial}. Kader {framework} versie {version}, SHA-256 {hash}. Programma {program}.",
        trial=TRIAL,
        framework=opened.framework.title,
        version=opened.framework.version,
        hash=opened.sha256,
        program=__version__,
    )
    text = "\n".join([*lines, "", *map(context.say, (*beneath, made_by)), ""])
    QGuiApplication.clipboard().setText(text)  # data of our own there would outlive Python, and the program would crash as it closes
    words = n_(
        "{count} rij staat op het klembord. Eronder staat welk kader en welke versie dit zijn.",
        "{count} rijen staan op het klembord. Eronder staat welk kader en welke versie dit zijn.",
        len(rows),
    )
    return Notice("copied", Level.DONE, words)
