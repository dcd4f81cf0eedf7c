"""The verantwoordingsblad: what an oversight body needs to judge how a framework was applied to one case, without the program."""

from __future__ import annotations

from triage.documents.casework import Casework
from triage.documents.sheet.paper import drawn, file_name, sheet

__all__ = ["Casework", "drawn", "file_name", "sheet"]
