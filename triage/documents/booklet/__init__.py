"""The kaderboekje: a whole framework in words and tables, so that a reader can weigh a case by hand without the program."""

from __future__ import annotations

from triage.documents.booklet.paper import booklet

__all__ = ["booklet"]
