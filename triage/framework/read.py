"""The one door from a framework file to a `Framework`: every defect at once, each with file, line, source line and mend.

Source: framework format 1, *Refused at reading*.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from triage.errors import InputError
from triage.files import read_named
from triage.framework import references
from triage.framework.model import Framework
from triage.framework.shape import shape
from triage.framework.source import SourceText
from triage.framework.yaml_source import MAX_BYTES, parse


@dataclass(frozen=True)
class FrameworkFile:
    """A framework with the exact bytes it was read from: what a dossier keeps and a receipt names."""

    framework: Framework
    content: bytes
    name: str

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def source(self) -> SourceText:
        """The text once more with the line of every part, for what review has to say; read again only when asked for."""
        return parse(self.content, self.name)


def read(content: bytes, name: str) -> FrameworkFile:
    """The framework in these bytes. `name` is what messages call the file.

    Raises InputError with every defect, in the order of the file. Sources, attributes, fact kinds and instruments are not looked up in
    the registry here: that is review.
    """
    source = parse(content, name)
    if source.data is None:
        raise InputError(source.defects(source.faults))
    draft, faults = shape(source)
    faults = [*source.faults, *faults, *(references.check(draft) if draft else ())]
    if draft is None or faults:
        raise InputError(source.defects(faults))
    return FrameworkFile(draft.framework, content, name)


def read_path(path: Path) -> FrameworkFile:
    """The framework in a file. Raises InputError, also when the file cannot be opened."""
    return read(*read_named(path, MAX_BYTES))
