"""A framework in another form, by the name of the form; what each is called in a command stands in `arguments.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from triage.files import place_of, write_bytes
from triage.framework.registry import Registry
from triage.review import OpenFramework
from triage.wording import Language, Message, _, n_


def export_to(form: str, opened: OpenFramework, out: Path, registry: Registry, language: Language) -> tuple[Message, ...]:
    """Write a framework in a form and say what was made. Raises InputError when that cannot be done, and KeyError for an unknown form."""
    return _FORMS[form](opened, out, registry, language)


def _form(opened: OpenFramework, out: Path, registry: Registry, language: Language) -> tuple[Message, ...]:
    """An empty fill-in form."""
    from triage.cases.form import write_form

    write_form(opened.framework, out, language, registry)
    return (_("Leeg formulier gemaakt: {file}.", file=place_of(out)),)


def _booklet(opened: OpenFramework, out: Path, registry: Registry, language: Language) -> tuple[Message, ...]:
    """The booklet of the framework."""
    from triage.documents.booklet import booklet

    write_bytes(out, booklet(opened, registry, language).encode("utf-8"))
    return (_("Kaderboekje gemaakt: {file}.", file=place_of(out)),)


def _pmml(opened: OpenFramework, out: Path, _registry: Registry, language: Language) -> tuple[Message, ...]:
    """The scales as scorecards, and before it what those do not say."""
    from triage.exchange.pmml import pmml

    made = pmml(opened, language)
    write_bytes(out, made.content)
    done = n_(
        "PMML gemaakt: {file}, met {count} scorekaart: {scales}.",
        "PMML gemaakt: {file}, met {count} scorekaarten: {scales}. Een programma dat er maar één leest, neemt de eerste.",
        len(made.scales),
        file=place_of(out),
        scales=made.scales,
    )
    return (*made.refused, *made.unsaid, done)


def _schema(_opened: OpenFramework, out: Path, _registry: Registry, language: Language) -> tuple[Message, ...]:
    """The schema of format 1, the same for every framework."""
    from triage.exchange.schema import schema_bytes

    write_bytes(out, schema_bytes(language))
    return (_("Schema van formaat 1 gemaakt: {file}. Het is voor elk kader hetzelfde.", file=place_of(out)),)


_FORMS: dict[str, Callable[[OpenFramework, Path, Registry, Language], tuple[Message, ...]]] = {
    "booklet": _booklet,
    "form": _form,
    "pmml": _pmml,
    "schema": _schema,
}
