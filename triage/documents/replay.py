"""Checking a JSON file of results from itself alone: read the framework text in it, weigh every case in it again, name every difference.

What each kind of file holds beside the head (`weighing/envelope.py`) is checked by one function: weighings here, other kinds by whoever
writes them, handed in by the command.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from triage import __version__
from triage.cases.case import Case
from triage.documents.archive import MEBIBYTE
from triage.documents.enclosure import parsed
from triage.documents.foreign_words import harmless
from triage.documents.result_words import field_words
from triage.documents.reweighing import VERSION, framework_of, must_be_reasonable, result_differences, weighed_again
from triage.documents.verify import Verdict
from triage.errors import InputError
from triage.framework.yaml_source import MAX_BYTES
from triage.review import OpenFramework
from triage.weighing.envelope import FORMAT, FRAMEWORK_KEYS, HEAD_KEYS, TRIAL, WEIGHINGS
from triage.weighing.receipt import Json, canonical, case_data, case_from, reasons_data
from triage.wording import Message, _

MOST_BYTES = 64 * MEBIBYTE
"""Of a file of results; some five thousand weighings."""

FILE, FILE_FIRST = _("het bestand"), _("Het bestand")
WHAT_IT_MEANS = _("De controle zegt niet wie het bestand heeft gemaakt en niet of de antwoorden waar zijn.")
NOT_OURS = _("Kies een .json dat met dit programma is gemaakt.")
ASK_AGAIN = _("Vraag het bestand opnieuw op bij wie het heeft gemaakt.")
WEIGHING_KEYS = {"case", "data", "receipt", "result", "reasons"}

Told = Callable[[float], None]


@dataclass(frozen=True)
class Content:
    """What a file of results holds under its kind, and the framework it carries, made ready."""

    opened: OpenFramework
    inside: Json
    program_version: str
    told: Told


def is_results(content: bytes) -> bool:
    """Whether this looks like a JSON file rather than a sheet."""
    return content[:100].lstrip().startswith((b"{", b"["))


Again = Callable[[OpenFramework, Json, Told], Iterator[Message]]
"""Does again what stands in a file under its kind, and says each difference. It may raise what `_of_our_form` knows."""


def replay(content: bytes, told: Told = lambda _share: None, others: Mapping[str, Again] | None = None) -> Verdict:
    """Check a file of results: of weighings, or of a kind that `others` knows.

    Raises InputError when there is nothing to check: no JSON, too large, or not of a form we write.
    """
    kinds = others or {}
    if len(content) > MOST_BYTES:
        raise _not_ours(_("Dit bestand is groter dan {limit} MB.", limit=MOST_BYTES // MEBIBYTE))
    head, inside = _head(content, {WEIGHINGS, *kinds})
    stated, kind, version = head["framework"], head["kind"], head["program_version"]
    notes = (*_version_notes(version), WHAT_IT_MEANS)
    try:
        opened = framework_of(stated["text"], stated["name"])
    except InputError as error:
        first = error.defects[0]
        found = [_("Het kader in het bestand is niet te gebruiken. {place}: {problem}", place=first.place, problem=first.problem)]
        return _verdict(found, (_("De wegingen zijn daarom niet opnieuw gedaan."), *notes))
    found = list(_head_differences(head, opened))
    if kind == WEIGHINGS:
        found += _weighings(Content(opened, inside, version, told))
    else:
        with _of_our_form():
            found += kinds[kind](opened, inside, told)
    return _verdict(found, notes)


def _verdict(found: list[Message], notes: tuple[Message, ...]) -> Verdict:
    return Verdict(tuple(map(harmless, found)), tuple(map(harmless, notes)), FILE_FIRST)


def _head(content: bytes, kinds: Container[str]) -> tuple[dict[str, Json], Json]:
    """The head, with every part of the type it must have, and what stands under the kind. Raises InputError."""
    with _of_our_form():
        data = parsed(content)
        canonical(data)  # raises ValueError for what cannot be written again: half a sign, a number without end
    if not isinstance(data, dict) or data.get("format") != FORMAT or isinstance(data.get("format"), bool):
        raise _not_ours(_("Dit is geen bestand met wegingen dat dit programma kent."))
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise _not_ours(_("Dit bestand bevat iets wat dit programma niet kan narekenen."))
    framework, version = data.get("framework"), data.get("program_version")
    if data.keys() != {*HEAD_KEYS, kind} or not isinstance(framework, dict) or framework.keys() != set(FRAMEWORK_KEYS):
        raise _broken()
    if not all(isinstance(part, str) for part in framework.values()) or not isinstance(version, str) or not VERSION.fullmatch(version):
        raise _broken()
    if len(framework["text"].encode("utf-8")) > MAX_BYTES:
        raise _not_ours(_("Het kader in het bestand is te groot."))
    return data, data[kind]


def _head_differences(head: Mapping[str, Json], opened: OpenFramework) -> Iterator[Message]:
    if head["trial"] != TRIAL:
        yield _("Bovenaan het bestand staat niet dat het een proef is.")
    expected = {"id": opened.framework.id, "version": opened.framework.version, "sha256": opened.sha256}
    for key, should in expected.items():
        if head["framework"][key] != should:
            yield _(
                "{field}: in {where} staat {found}, het moet zijn {expected}.",
                field=field_words([key]),
                where=FILE,
                found=_("“{text}”", text=head["framework"][key]),
                expected=_("“{text}”", text=should),
            )


def _version_notes(version: str) -> Iterator[Message]:
    if version != __version__:
        yield _(
            "Dit bestand is gemaakt met programmaversie {version}; de weging is opnieuw gedaan met de regels van versie {ours}.",
            version=version,
            ours=__version__,
        )


def _weighings(content: Content) -> Iterator[Message]:
    """The differences of a file of weighings, case by case. Raises InputError for what is no weighing."""
    if not isinstance(content.inside, list) or not content.inside:
        raise _broken()
    seen: set[str] = set()
    for number, entry in enumerate(content.inside, 1):
        case = _case(entry)
        differences = list(_weighing(case, entry, content))
        if case.code in seen:
            differences.append(_("deze code staat er vaker in."))
        seen.add(case.code)
        yield from (_("Casus {case}: {difference}", case=case.code, difference=one) for one in differences)
        content.told(number / len(content.inside))


def _case(entry: Json) -> Case:
    """The case of a weighing whose parts have the form they must have. Raises InputError."""
    with _of_our_form():
        if entry.keys() != WEIGHING_KEYS or not isinstance(entry["receipt"], dict):
            raise ValueError("not a weighing")
        case = case_from(entry["data"])
        must_be_reasonable(list(entry.values()), entry["receipt"]["program_version"])
        return case


def _weighing(case: Case, entry: Mapping[str, Json], content: Content) -> Iterator[Message]:
    if entry["case"] != case.code:
        yield _("de code is niet die van de gegevens.")
    if canonical(case_data(case)) != canonical(entry["data"]):
        yield _("de gegevens zijn anders geschreven dan dit programma doet; er is iets in veranderd of toegevoegd.")
    if entry["receipt"]["program_version"] != content.program_version:
        yield _("het weegbewijs noemt een andere programmaversie dan het bestand.")
    weighing = weighed_again(content.opened, case, FILE_FIRST)
    if isinstance(weighing, Message):
        yield weighing
        return
    yield from result_differences(entry["receipt"], entry["result"], weighing, content.opened, FILE)
    if canonical(entry["reasons"]) != canonical(reasons_data(weighing)):
        yield _("de redenen in het bestand komen niet overeen met de weging.")


@contextmanager
def _of_our_form() -> Iterator[None]:
    """Whatever a file that this program did not write makes go wrong is one message."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
        raise _broken() from None


def _broken() -> InputError:
    return InputError.at(FILE, _("Het bestand heeft niet de vorm van een bestand met wegingen."), ASK_AGAIN)


def _not_ours(problem: Message) -> InputError:
    return InputError.at(FILE, problem, NOT_OURS)
