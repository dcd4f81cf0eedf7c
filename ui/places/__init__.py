"""The places of the window. Each is one folder here that says in `PLACE` what it is called, where it stands and how its view is built.

A new place touches only its own folder: the window finds it by looking.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from triage.wording import Message

if TYPE_CHECKING:
    from ui.context import Context
    from ui.view import View


class Menu(Enum):
    """The menus a place may add to."""

    FILE = "file"
    EDIT = "edit"
    CASE = "case"


@dataclass(frozen=True)
class PlaceAction:
    """Something a place can do from anywhere in the window: the window goes there first, then runs `act` on its view."""

    menu: Menu
    text: Message
    key: str
    icon: str
    act: Callable[[View], None]
    needs_case: bool = True


@dataclass(frozen=True)
class Place:
    """A place: `number` is its key (Ctrl+1 …) and its order in the sidebar; `purpose` is one sentence; `help` the text behind F1."""

    id: str
    number: int
    title: Message
    icon: str
    purpose: Message
    help: tuple[Message, ...]
    build: Callable[[Context], View]
    actions: tuple[PlaceAction, ...] = ()


def all_places() -> tuple[Place, ...]:
    """Every place there is, in order."""
    found = [importlib.import_module(f"{__name__}.{module.name}").PLACE for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=_number))


def _number(place: Place) -> int:
    return place.number
