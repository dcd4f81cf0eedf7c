"""Names of people in a text (REQ-57): first names and surnames from lists, with what stands before them, such as *meneer* or *van de*.

An aid, not proof. It knows names with a capital that stand in the lists of deduce or behind a title or initial; a name in small letters, a
rare one and a nickname it does not see, and a word such as *Roos* it questions for nothing. So a name is only asked about, never barred.
The lists are read as they come, at the first text of a process and into memory alone: deduce itself would keep them in a file of
another form, which whoever can write there could use to run a program.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from triage.guard.hits import Hit, HitKind, Severity

if TYPE_CHECKING:
    from docdeid.deidentifier import DocDeid

_SETS = ("initial", "interfix_surname")
_LISTS = (
    *(f"names/lst_{name}" for name in ("first_name", "surname", "prefix", "interfix", *_SETS)),
    *(f"whitelist/lst_{name}" for name in ("common_word", "medical_term", "stop_word")),
)
_UNUSED = frozenset({"patient_name", "eponymous_disease"})
"""The name of a patient is never given along; diseases called after somebody are not worth the second their list takes."""

_WORDS = frozenset({"Bouw", "Ernst", "Pas", "Stap"})
"""Names that are a word of this field much more often. With a first name or title before it such a surname is found all the same."""


def people(text: str) -> tuple[Hit, ...]:
    """The names of people in `text`, in order of place. Takes some 0.2 ms a sentence, and the first time in a process most of a second."""
    if not any(character.isupper() for character in text):
        return ()
    found = _finder().deidentify(text).annotations
    return tuple(Hit(HitKind.NAME, one.start_char, one.end_char, Severity.WARN) for one in sorted(found, key=lambda one: one.start_char))


@cache
def _finder() -> DocDeid:
    with _unlogged():
        from deduce import deduce
        from docdeid.deidentifier import DocDeid
    tokenizer = deduce.Deduce._initialize_tokenizer(deduce._LOOKUP_LIST_PATH)
    config = json.loads(deduce._BASE_CONFIG_FILE.read_text(encoding="utf-8"))
    config["annotators"] = {
        name: annotator for name, annotator in config["annotators"].items() if annotator["group"] == "names" and name not in _UNUSED
    }
    finder = DocDeid()
    finder.tokenizers = {"default": tokenizer}
    extras = {"tokenizer": tokenizer, "ds": _structures(deduce._LOOKUP_LIST_PATH, tokenizer)}
    finder.processors = deduce._DeduceProcessorLoader().load(config=config, extras=extras)
    return finder


def _structures(path: Any, tokenizer: Any) -> Mapping[str, Any]:
    """What the patterns look names up in."""
    from deduce import lookup_struct_loader as load
    from deduce.lookup_structs import load_raw_itemsets
    from docdeid.ds.ds import DsCollection
    from docdeid.ds.lookup import LookupSet

    raw = load_raw_itemsets(path, list(_LISTS))
    for name in ("first_name", "surname"):
        raw[name] -= _WORDS
    found = DsCollection()
    for name in _SETS:
        words = found[name] = LookupSet()
        words.add_items_from_iterable(raw[name])
    found["prefix"], found["interfix"] = load.load_prefix_lookup(raw), load.load_interfix_lookup(raw)
    found["whitelist"] = load.load_whitelist_lookup(raw)
    found["first_name"], found["surname"] = load.load_first_name_lookup(raw, tokenizer), load.load_surname_lookup(raw, tokenizer)
    return found


@contextmanager
def _unlogged() -> Iterator[None]:
    """deduce would have everything that any library logs printed from its import on; with a handler there it lets the log be."""
    quiet = logging.NullHandler()
    logging.root.addHandler(quiet)
    try:
        yield
    finally:
        logging.root.removeHandler(quiet)
