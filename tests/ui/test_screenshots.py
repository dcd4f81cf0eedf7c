"""The pictures of the window are made and each shows something."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from ui.screenshots import LOOKS, take


def test_a_picture_of_every_place_in_every_look(tmp_path: Path) -> None:
    written = take(tmp_path, 1000, 700)
    assert len(written) == 6 * len(LOOKS)
    for path in written:
        picture = QImage(str(path))
        shades = {picture.pixelColor(x, y).rgb() for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}
        assert len(shades) > 5
