"""A house to work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dossier.operations.making import House, house


@pytest.fixture
def at(tmp_path: Path) -> Iterator[House]:
    """A house ready for real cases, with the small framework in use and one case."""
    with house(tmp_path) as found:
        yield found
