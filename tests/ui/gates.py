"""What every view must pass: names for ears, Tab that reaches everything, keys that differ.

Each gate gives what is wrong, so that it can be shown to find it.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QMenuBar, QRadioButton, QScrollArea, QWidget


def focusable(root: QWidget) -> list[QWidget]:
    """Every visible part that can take the focus. Qt's own inner parts (`qt_…`) belong to the widget around them."""
    return [
        part
        for part in (root, *root.findChildren(QWidget))
        if part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not part.objectName().startswith("qt_")
    ]


def nameless(root: QWidget) -> list[QWidget]:
    """Parts that can take the focus and that a screen reader has no name for.

    Of a list to choose from Qt gives the choice itself as the name (on Linux), so there the name we set and a label are asked for.
    """
    return [part for part in focusable(root) if not (_labelled(part) if isinstance(part, QComboBox) else accessible_name(part).strip())]


def accessible_name(part: QWidget) -> str:
    """What Qt tells a screen reader."""
    interface = QAccessible.queryAccessibleInterface(part)
    return str(interface.text(QAccessible.Text.Name)) if interface else ""


def _labelled(part: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(part)
    relations = interface.relations(QAccessible.RelationFlag.Label) if interface else []
    return bool(part.accessibleName().strip()) and bool(relations)


def walk(window: QWidget, most: int = 600) -> list[QWidget]:
    """Press Tab until the focus is back where it began; the parts it came to, in order. Ends early when Tab sticks."""
    start = QApplication.focusWidget()
    assert start is not None
    seen = [start]
    for _ in range(most):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or here is start or here is seen[-1]:
            return seen
        seen.append(here)
    return seen


def missed(window: QWidget, walked: list[QWidget]) -> list[QWidget]:
    """Parts that Tab should come to and did not. Of a group of radio buttons one is enough; proxies stand for what they hold."""
    reached = set(map(id, walked))
    wanted = [part for part in focusable(window) if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None]
    return [part for part in wanted if id(part) not in reached and not (isinstance(part, QRadioButton) and not part.isChecked())]


def twice(walked: list[QWidget]) -> list[QWidget]:
    """Parts that Tab came to more than once."""
    counts = Counter(map(id, walked))
    return [part for part in walked if counts[id(part)] > 1]


def backwards(walked: list[QWidget]) -> list[tuple[QWidget, QWidget]]:
    """Pairs that Tab visits one after the other although the second stands wholly above the first, in one and the same scrolling part."""
    pairs = [(one, other) for one, other in pairwise(walked) if _part_of(one) is _part_of(other)]
    return [(one, other) for one, other in pairs if _top(other) + other.height() <= _top(one)]


def _part_of(part: QWidget) -> QWidget:
    """The nearest part around it that scrolls by itself, or its window."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around or part.window()


def _top(part: QWidget) -> int:
    return part.mapToGlobal(QPoint(0, 0)).y()


def shared_mnemonics(root: QWidget) -> dict[str, int]:
    """Letters that more than one visible command would answer to."""
    texts: list[str] = []
    for bar in root.findChildren(QMenuBar):
        texts += [action.text() for action in bar.actions()]
    for part in root.findChildren(QWidget):
        if part.isVisible() and isinstance(part, QAbstractButton | QLabel) and not isinstance(part, QRadioButton):
            texts.append(part.text() if not isinstance(part, QLabel) or part.buddy() is not None else "")
    letters = Counter(_mnemonic(text) for text in texts if _mnemonic(text))
    return {letter: count for letter, count in letters.items() if count > 1}


def cut_labels(root: QWidget) -> list[QLabel]:
    """Labels that get less height than their words need at their width, or, without wrapping, less width."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.pixmap():
            continue
        if label.wordWrap():
            short = label.height() < label.heightForWidth(label.width()) - 1
        else:
            short = label.width() < label.minimumSizeHint().width() - 1
        if short:
            found.append(label)
    return found


def _mnemonic(text: str) -> str:
    plain = text.replace("&&", "")
    return plain[plain.index("&") + 1].lower() if "&" in plain[:-1] else ""
