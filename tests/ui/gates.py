"""What every view must pass: names for ears, Tab that reaches everything, keys that differ.

Each gate gives what is wrong, so that it can be shown to find it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QMenuBar,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)


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
            narrow = label.width() < max(map(label.fontMetrics().horizontalAdvance, re.split(r"[\s\u200b]+", plain(label))), default=0)
            short = narrow or label.height() < label.heightForWidth(label.width()) - 1
        else:
            short = label.width() < label.minimumSizeHint().width() - 1
        if short:
            found.append(label)
    return found


def plain(label: QLabel) -> str:
    """The words of a label without their marks."""
    text = QTextDocument()
    text.setHtml(label.text())
    return text.toPlainText() if label.textFormat() == Qt.TextFormat.RichText else label.text()


def cut_parts(root: QWidget) -> list[str]:
    """Everything of which a word does not show: labels, buttons, lists, titles, cells, tabs; and what sticks out of its parent."""
    found = [f"label: {label.text()}" for label in cut_labels(root)]
    for part in root.findChildren(QWidget):
        if not part.isVisible() or part.objectName().startswith("qt_"):
            continue
        found += [f"{type(part).__name__} {_called(part)}: {fault}" for fault in _faults(part)]
    return found


def _called(part: QWidget) -> str:
    words = part.text() if isinstance(part, QAbstractButton | QLabel) else part.accessibleName()
    return f"{words[:60]!r} in {type(part.parentWidget()).__name__}"


def _faults(part: QWidget) -> list[str]:
    found = _sticking_out(part)
    match part:
        case QTableView():
            found += _cut_cells(part)
        case QTabBar():
            wide = [part.tabText(number) for number in range(part.count()) if _tab_is_cut(part, number)]
            found += [f"tab: {text}" for text in wide]
        case QComboBox():
            option = QStyleOptionComboBox()
            part.initStyleOption(option)
            field = part.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, part)
            wraps = int(Qt.TextFlag.TextWordWrap) if part.sizePolicy().hasHeightForWidth() else 0
            needed = part.fontMetrics().boundingRect(QRect(0, 0, field.width(), 100_000), wraps, part.currentText())
            if needed.width() > field.width() or needed.height() > part.height():
                found.append(f"list: {part.currentText()}")
        case QAbstractButton() | QAbstractSpinBox() if not isinstance(part.parentWidget(), QTabBar):
            if part.width() < part.minimumSizeHint().width() or part.height() < part.minimumSizeHint().height():
                found.append("smaller than its words")
    return found


def _tab_is_cut(bar: QTabBar, number: int) -> bool:
    return bar.tabRect(number).width() < bar.fontMetrics().horizontalAdvance(bar.tabText(number))


def _sticking_out(part: QWidget) -> list[str]:
    """Whether a part is larger than what holds it, where nothing scrolls."""
    around = part.parentWidget()
    inner = isinstance(part, QHeaderView | QScrollBar) or isinstance(around, QTabBar | QAbstractSpinBox | QComboBox)
    if around is None or inner or part.isWindow():
        return []
    holder = around.parentWidget()
    scrolls_x = scrolls_y = False
    if isinstance(holder, QAbstractScrollArea) and holder.viewport() is around:
        scrolls_x = holder.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        scrolls_y = holder.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    place, room = part.geometry(), around.rect()
    found = []
    if not scrolls_x and (place.left() < -1 or place.right() > room.right() + 1):
        found.append("sticks out sideways")
    if not scrolls_y and (place.top() < -1 or place.bottom() > room.bottom() + 1):
        found.append("sticks out below")
    return found


def _cut_cells(table: QTableView) -> list[str]:
    """Titles and cells whose words need more than they get; and a table that has rows of which none shows."""
    model, header, found = table.model(), table.horizontalHeader(), []
    count = min(model.rowCount(), 80)
    if count and table.viewport().height() < min(table.rowHeight(0), 2 * table.fontMetrics().height()):
        found.append("no row shows")
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        width = table.columnWidth(column)
        title = str(model.headerData(column, Qt.Orientation.Horizontal))
        margin = table.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin, None, header)
        if not _fits(header, title, width, header.height() - 2 * margin):
            found.append(f"title: {title}")
        for row in range(count):
            words = str(model.index(row, column).data() or "")
            if not _fits(table, words, width, table.rowHeight(row)):
                found.append(f"cell: {words}")
    return found


def _fits(part: QWidget, words: str, width: int, height: int) -> bool:
    metrics = part.fontMetrics()
    room = width - 2 * (metrics.height() // 2)
    needed = metrics.boundingRect(QRect(0, 0, max(room, 1), 100_000), int(Qt.TextFlag.TextWordWrap), words)
    longest = max((metrics.horizontalAdvance(word) for word in words.split()), default=0)
    return longest <= room and needed.height() <= height


def places_of(root: QWidget) -> list[tuple[str, object]]:
    """What kind of part stands where, and how large it is."""
    parts = [part for part in root.findChildren(QWidget) if part.isVisible() and not part.objectName().startswith("qt_")]
    return sorted((type(part).__name__, part.geometry().getRect()) for part in parts)


def _mnemonic(text: str) -> str:
    plain = text.replace("&&", "")
    return plain[plain.index("&") + 1].lower() if "&" in plain[:-1] else ""
