"""The window: menus, the list of places, the strip that says this is a trial, the message bar, one view, and the status bar.

Views emit wishes; this is the one place where they are connected. The title never holds a case code.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from triage.files import place_of
from triage.weighing.places import PlaceList
from triage.wording import TRIAL, _
from ui.actions import Actions
from ui.context import Context
from ui.files import FileDesk
from ui.helping import Page, help_page, keys_page
from ui.places import Menu, Place, PlaceAction, all_places
from ui.stopping import STOPPED
from ui.theme import Scheme, line_height
from ui.trial import Kind, case_removed
from ui.view import View, Wish, removal
from ui.widgets.messages import Level, MessageBar, Notice, Remedy
from ui.widgets.sidebar import Sidebar
from ui.widgets.status import Status
from ui.widgets.text import TrialStrip

TITLE = "Weegwijzer"

FRAME_LINES = 3
"""Room for the title bar that the system puts above the window, in lines of text: what stands below it has to stay on the screen."""


class _PlaceRun:
    """Runs an action of a place: goes there, then acts on its view."""

    def __init__(self, shell: Shell, place: Place, action: PlaceAction) -> None:
        self._shell, self._place, self._action = shell, place, action

    def __call__(self) -> None:
        self._action.act(self._shell.go_to(self._place))


class _PlaceVisit:
    """Goes to a place."""

    def __init__(self, shell: Shell, place: Place) -> None:
        self._shell, self._place = shell, place

    def __call__(self) -> None:
        self._shell.go_to(self._place).areas()[0].setFocus()


class _SchemeChoice:
    """Chooses light, dark, or as the system."""

    def __init__(self, shell: Shell, scheme: Scheme) -> None:
        self._shell, self._scheme = shell, scheme

    def __call__(self) -> None:
        self._shell.choose_scheme(self._scheme)


class Shell(QMainWindow):
    """The window of a trial."""

    def __init__(self, context: Context, files: FileDesk) -> None:
        super().__init__()
        self.context = context
        self.files = files
        self.places = all_places()
        self.views: dict[str, View] = {}
        self.actions_made = Actions(self, context.language)
        say = context.say
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.sidebar = Sidebar(self.places, context.language, say(_("Plaatsen")), self)
        self.strip = TrialStrip(say(_("<b>{trial}.</b> U probeert een kader uit. Alles is meteen te zien.", trial=TRIAL)), self)
        self.bar = MessageBar(context.language, self)
        self.stack = QStackedWidget(self)
        self.status = Status(context.session, context.language, self)
        self._lay_out()
        self._fill_menus()
        self._connect()
        self.restore_shape()
        self.go_to(self.places[0])
        self.take_change(frozenset(Kind))

    @property
    def place(self) -> Place:
        """The place that shows."""
        shown = self.stack.currentWidget()
        return next(place for place in self.places if self.views.get(place.id) is shown)

    @property
    def view(self) -> View:
        """The view that shows."""
        return self.views[self.place.id]

    def go_to(self, place: Place) -> View:
        """Show a place, building its view on the first visit."""
        if self.views and self.stack.currentWidget() is not None:
            self.view.settle()
        if place.id not in self.views:
            self.views[place.id] = self._built(place)
        view = self.views[place.id]
        if self.stack.currentWidget() is not view:
            self._go_on()
        self.stack.setCurrentWidget(view)
        self.sidebar.show_place(place)
        self.why.setEnabled(view.tells_why)
        return view

    def go_to_id(self, name: str) -> View:
        """Show the place with this id."""
        return self.go_to(next(place for place in self.places if place.id == name))

    def _go_on(self) -> None:
        """The user goes on: a message that passes, goes."""
        if self.bar.notice is not None and self.bar.notice.passing:
            self.bar.clear()

    def notify(self, notice: Notice) -> None:
        """Show a message in the bar."""
        self.bar.show_notice(notice)

    @Slot(object)
    def take_change(self, kinds: frozenset[Kind]) -> None:
        """Something changed: tell the views, the status bar and the menus."""
        for view in self.views.values():
            view.take_change(kinds)
        self.status.refresh()
        has_case = self.context.session.case is not None
        self.removal.setText(self.context.say(removal(self.context.session.chosen)))
        for action in self.actions_made.for_a_case:
            action.setEnabled(has_case)

    def choose_scheme(self, scheme: Scheme) -> None:
        """Light, dark, or as the system; kept for the next time."""
        self.context.theme.set_scheme(scheme)
        self.context.settings.scheme = scheme.value

    def _built(self, place: Place) -> View:
        view = place.build(self.context)
        view.wished.connect(self._fulfil)
        view.notice_given.connect(self.notify)
        self.stack.addWidget(view)
        return view

    def _lay_out(self) -> None:
        middle = QWidget(self)
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self.strip)
        down.addWidget(self.bar)
        down.addWidget(self.stack, 1)
        across.addLayout(down, 1)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(middle, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        session, files = self.context.session, self.files
        files.notice_given.connect(self.notify)
        files.place_wished.connect(self._go_to_wished)
        session.changed.connect(self.take_change)
        session.stack.cleanChanged.connect(self._clean_changed)
        session.stack.indexChanged.connect(self._stepped)
        self.bar.left.connect(self._back_to_view)
        self.context.jobs.busy.connect(self.status.show_job)
        self.context.jobs.idle.connect(self.status.show_rest)
        self.context.theme.changed.connect(self._redraw)
        self.sidebar.picked.connect(self.go_to)
        self.status.place_wished.connect(self._go_to_wished)
        self.status.stop_wished.connect(self.context.jobs.stop_all)

    def _fill_menus(self) -> None:
        make = self.actions_made
        menus = {Menu.FILE: make.menu(_("&Bestand"))}
        self._fill_file(menus)
        menus[Menu.EDIT] = make.menu(_("Be&werken"))
        self._fill_edit(menus)
        menus[Menu.CASE] = make.menu(_("&Casus"))
        make.add(menus[Menu.CASE], _("Nieuwe casus"), self.files.new_case, key=QKeySequence.StandardKey.New, drawing="add")
        self.removal = make.add(menus[Menu.CASE], removal(""), self._delete_case, needs_case=True, drawing="remove")
        self._add_place_actions(menus, Menu.CASE)
        make.add(menus[Menu.CASE], _("Vorige casus"), self._previous_case, key="Ctrl+PgUp", needs_case=True)
        make.add(menus[Menu.CASE], _("Volgende casus"), self._next_case, key="Ctrl+PgDown", needs_case=True)
        self.why = make.add(menus[Menu.CASE], _("Waarom?"), self._why, key="F2", drawing="question")
        self._fill_view_menu()
        self._fill_go_menu()
        helps = make.menu(_("&Help"))
        make.add(helps, _("Hulp bij dit scherm"), self._help, key="F1", drawing="question")
        make.add(helps, _("Sneltoetsen"), self._keys, key="Ctrl+/")
        make.redraw()

    def _fill_file(self, menus: dict[Menu, QMenu]) -> None:
        make, menu, files = self.actions_made, menus[Menu.FILE], self.files
        make.add(menu, _("Voorbeelden openen"), files.open_examples)
        make.add(menu, _("Tabel openen…"), files.choose_table, key=QKeySequence.StandardKey.Open, drawing="open")
        self.recent = menu.addMenu(self.context.say(_("Onlangs gebruikt")))
        self.recent.aboutToShow.connect(self._fill_recent)
        self.recent.triggered.connect(self._open_recent)
        make.add(menu, _("Leeg formulier maken…"), files.save_form, drawing="form")
        menu.addSeparator()
        make.add(menu, _("Bewaren"), self._save, key=QKeySequence.StandardKey.Save, drawing="save", needs_case=True)
        make.add(menu, _("Bewaren als…"), self._save_as, key="Ctrl+Shift+S", needs_case=True)
        make.add(menu, _("Resultaat bewaren als tabel…"), self._save_results, needs_case=True)
        self._add_place_actions(menus, Menu.FILE)
        menu.addSeparator()
        make.add(menu, _("Afsluiten"), self._quit, key=QKeySequence.StandardKey.Quit)

    def _fill_edit(self, menus: dict[Menu, QMenu]) -> None:
        make, menu = self.actions_made, menus[Menu.EDIT]
        self.undo = make.add(menu, _("Ongedaan maken"), self._undo, key=QKeySequence.StandardKey.Undo)
        self.redo = make.add(menu, _("Opnieuw doen"), self._redo, key=QKeySequence.StandardKey.Redo)
        make.add(menu, _("Tabel kopiëren"), self._copy_table, key="Ctrl+Shift+C", drawing="copy", needs_case=True)
        self.redo.setShortcuts(list(dict.fromkeys([*self.redo.shortcuts(), QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])))
        self._add_place_actions(menus, Menu.EDIT)
        make.add(menu, _("Zoeken"), self._search, key=QKeySequence.StandardKey.Find)
        self._name_undo()

    def _fill_view_menu(self) -> None:
        make = self.actions_made
        menu = make.menu(_("Bee&ld"))
        larger = make.add(menu, _("Tekst groter"), self._larger, key="Ctrl++")
        larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        make.add(menu, _("Tekst kleiner"), self._smaller, key="Ctrl+-")
        make.add(menu, _("Tekst gewoon (100 %)"), self._plain_size, key="Ctrl+0")
        menu.addSeparator()
        for scheme, words in (
            (Scheme.SYSTEM, _("Kleuren zoals het systeem")),
            (Scheme.LIGHT, _("Lichte kleuren")),
            (Scheme.DARK, _("Donkere kleuren")),
        ):
            make.add(menu, words, _SchemeChoice(self, scheme))

    def _fill_go_menu(self) -> None:
        make = self.actions_made
        menu = make.menu(_("&Ga naar"))
        for place in self.places:
            make.add(menu, place.title, _PlaceVisit(self, place), key=f"Ctrl+{place.number}", drawing=place.icon)
        menu.addSeparator()
        make.add(menu, _("Volgend deel van het scherm"), self._next_area, key="F6")
        make.add(menu, _("Vorig deel van het scherm"), self._previous_area, key="Shift+F6")

    def _add_place_actions(self, menus: dict[Menu, QMenu], menu: Menu) -> None:
        for place in self.places:
            for action in place.actions:
                if action.menu is menu:
                    self.actions_made.add(
                        menus[menu],
                        action.text,
                        _PlaceRun(self, place, action),
                        key=action.key,
                        drawing=action.icon,
                        needs_case=action.needs_case,
                    )

    @Slot()
    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in self.context.settings.recent:
            action = self.recent.addAction(self.context.say(place_of(path)))
            action.setData(str(path))
        if not self.recent.isEmpty():
            self.recent.addSeparator()
        forget = self.recent.addAction(self.context.say(_("Deze lijst vergeten")))
        forget.triggered.connect(self._forget_files)

    @Slot()
    def _forget_files(self) -> None:
        self.context.settings.forget_files()
        self.take_change(frozenset({Kind.SAVED}))

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        if action.data():
            self.files.open_file(Path(action.data()))

    @Slot(object, object)
    def _fulfil(self, wish: Wish, about: object) -> None:
        """What a view asked for."""
        match wish:
            case Wish.OPEN_EXAMPLES:
                self.files.open_examples()
            case Wish.OPEN_TABLE:
                self.files.choose_table()
            case Wish.OPEN_FILE:
                self.files.open_file(Path(str(about)))
            case Wish.CHOOSE_FRAMEWORK:
                self.files.choose_framework()
            case Wish.NEW_CASE:
                self.files.new_case()
            case Wish.TYPE_CASE:
                self.files.type_case()
            case Wish.DELETE_CASE:
                self._delete_case()
            case Wish.EMPTY_FORM:
                self.files.save_form()
            case Wish.SAVE_LIST if isinstance(about, PlaceList):
                self.files.save_list(about)
            case Wish.FORGET_FILES:
                self._forget_files()
            case Wish.GO_TO:
                self._go_to_wished(str(about))

    @Slot(str)
    def _go_to_wished(self, name: str) -> None:
        self.go_to_id(name).areas()[0].setFocus()

    @Slot()
    def _save(self) -> None:
        self.view.settle()
        self.files.save()

    @Slot()
    def _save_as(self) -> None:
        self.view.settle()
        self.files.save_as()

    @Slot()
    def _save_results(self) -> None:
        self.view.settle()
        self.files.save_results()

    @Slot()
    def _quit(self) -> None:
        self.close()

    @Slot()
    def _undo(self) -> None:
        self.view.settle()
        self.context.session.stack.undo()

    @Slot()
    def _redo(self) -> None:
        self.view.settle()
        self.context.session.stack.redo()

    @Slot()
    def _delete_case(self) -> None:
        session = self.context.session
        if session.case is None:
            return
        code, beside = session.chosen, self._case_beside()
        session.choose(beside or code)
        session.do(case_removed(session.cases, code))
        undo = Remedy(_("Casus {code} terugzetten", code=code), self._undo)
        self.notify(Notice("case_removed", Level.DONE, _("Casus {code} is verwijderd.", code=code), (undo,), about_step=True))

    def _case_beside(self) -> str:
        """The case after the chosen one as the view orders them, or the one before it; empty when there is no other."""
        order = self._order()
        place = order.index(self.context.session.chosen)
        return next(iter([*order[place + 1 :], *reversed(order[:place])]), "")

    def _order(self) -> list[str]:
        """The codes of the cases in the order in which they are seen."""
        session = self.context.session
        seen = self.view.order()
        return seen if session.chosen in seen else [case.code for case in session.cases]

    @Slot()
    def _previous_case(self) -> None:
        self._step_case(-1)

    @Slot()
    def _next_case(self) -> None:
        self._step_case(1)

    def _step_case(self, step: int) -> None:
        self.view.settle()
        session, order = self.context.session, self._order()
        if session.chosen in order and 0 <= order.index(session.chosen) + step < len(order):
            session.choose(order[order.index(session.chosen) + step])

    @Slot()
    def _why(self) -> None:
        self.view.why()

    @Slot()
    def _copy_table(self) -> None:
        """Copy the table that shows; where there is none, that of the cases."""
        view = self.view if self.view.has_table else self.go_to_id("cases")
        view.copy_table()

    @Slot()
    def _search(self) -> None:
        self.view.search()

    @Slot()
    def _larger(self) -> None:
        self.context.theme.larger()

    @Slot()
    def _smaller(self) -> None:
        self.context.theme.smaller()

    @Slot()
    def _plain_size(self) -> None:
        self.context.theme.set_zoom(100)

    @Slot()
    def _help(self) -> None:
        self._show_page(help_page(self.place, self.context.language, self))

    @Slot()
    def _keys(self) -> None:
        self._show_page(keys_page(self.actions_made.listed(), self.context.language, self))

    def _show_page(self, page: Page) -> None:
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    @Slot()
    def _next_area(self) -> None:
        self._step_area(1)

    @Slot()
    def _previous_area(self) -> None:
        self._step_area(-1)

    def _step_area(self, step: int) -> None:
        """Go to the next part of the window: the list of places, the parts of the view, the status bar."""
        areas = [area for area in (self.sidebar, self.bar, *self.view.areas(), self.status.first) if area.isVisible()]
        focus = QApplication.focusWidget()
        here = next((place for place, area in enumerate(areas) if focus and (area is focus or area.isAncestorOf(focus))), -step)
        focus_inside(areas[(here + step) % len(areas)])

    @Slot()
    def _redraw(self) -> None:
        self.context.settings.zoom = self.context.theme.zoom
        self.actions_made.redraw()

    @Slot(bool)
    def _clean_changed(self, _clean: bool) -> None:
        self.take_change(frozenset({Kind.SAVED}))

    @Slot(int)
    def _stepped(self, _index: int) -> None:
        """A step was done or undone: what was told about the step before is past."""
        self._go_on()
        if self.bar.notice is not None and self.bar.notice.about_step:
            self.bar.clear()
        self._name_undo()

    @Slot()
    def _back_to_view(self) -> None:
        self.view.areas()[0].setFocus()

    def _name_undo(self) -> None:
        """The undo commands say what they would undo."""
        stack, say = self.context.session.stack, self.context.say
        for action, possible, name, words in (
            (self.undo, stack.canUndo(), stack.undoText(), _("Ongedaan maken")),
            (self.redo, stack.canRedo(), stack.redoText(), _("Opnieuw doen")),
        ):
            action.setEnabled(possible)
            action.setText(f"{say(words)}: {name}" if name else say(words))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.files.open_file(paths[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the message, when nothing else wants it."""
        if event.key() == Qt.Key.Key_Escape and self.bar.isVisible():
            self.bar.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours of the system."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_made"):
            self.actions_made.redraw()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what was not saved; then end what still runs."""
        self.view.settle()
        if not self.files.may_let_go():
            event.ignore()
            return
        self._end()
        super().closeEvent(event)

    @Slot()
    def leave(self) -> None:
        """Stop because the system asks so, from any dialog, without a question: nobody may be there to answer."""
        self._end()
        QApplication.exit(STOPPED)

    def _end(self) -> None:
        """Keep the shape of the window, and wait for what is being written."""
        self.context.settings.geometry = self.saveGeometry()
        self.context.settings.write()
        self.context.jobs.close()

    def restore_shape(self) -> None:
        """Take the shape of the last time; the first time, one that fits on the screen with its frame."""
        line = line_height(self)
        if not self.restoreGeometry(self.context.settings.geometry):
            available = self.screen().availableGeometry()
            self.resize(min(line * 84, available.width()), min(line * 52, available.height() - line * FRAME_LINES))


def focus_inside(area: QWidget) -> None:
    """Give the focus to an area, or to the first thing in it that takes it."""
    if area.focusPolicy() != Qt.FocusPolicy.NoFocus:
        area.setFocus(Qt.FocusReason.TabFocusReason)
        return
    for inside in area.findChildren(QWidget):
        if inside.focusPolicy() & Qt.FocusPolicy.TabFocus and inside.isVisible() and inside.isEnabled():
            inside.setFocus(Qt.FocusReason.TabFocusReason)
            return
