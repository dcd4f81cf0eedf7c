"""The sheet of a real case: everything people did is on it, nothing of a minor is missing, and it says what it must not be taken for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any

import pytest

from tests.documents.dossier_papers import DECIDED, TODAY, assessment, decision, issued, left, own, sparse, sparse_sheet, whole, whole_sheet
from tests.documents.papers import full_case, half_known_case, pages, registry, shipped, text, weighed
from triage.casework.contest import Contest, with_contests
from triage.casework.decision import BestInterests
from triage.casework.readiness import Readiness
from triage.casework.record import Age
from triage.casework.roles import AccountRole, Involved
from triage.casework.views import View
from triage.documents.casework import Casework, disagreements
from triage.documents.enclosure import Names
from triage.documents.sheet import sheet
from triage.documents.sheet.paper import notices, parts
from triage.documents.sheet.subject import Framed, Subject
from triage.documents.sheet.typed import typed
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus
from triage.periods import Period
from triage.weighing.receipt import fingerprint, receipt
from triage.weighing.result import Weighing
from triage.wording import DUTCH

EMPTY = "niet ingevuld"
BSN = "111222333"
OF_PEOPLE = (1, 2, 3, 7, 8, 9, 10, 12, 13, 14, 15)
"""The parts that say something of a dossier."""


@cache
def full() -> Weighing:
    return weighed(full_case())


@cache
def framed() -> Framed:
    return Framed(shipped(), Names.of(shipped().framework, full_case(), registry()), DUTCH)


def subject(casework: Casework, printed: date = TODAY) -> Subject:
    weighing = full()
    return Subject(weighing, framed(), receipt(weighing, shipped().sha256), printed, fingerprint(b""), None, casework)


def words(casework: Casework, printed: date = TODAY, numbers: tuple[int, ...] = OF_PEOPLE) -> str:
    """What stands in the parts of people, without making a PDF of it, and at the head of each page."""
    of = subject(casework, printed)
    blocks = [block for number in numbers for block in parts()[number - 1][1](of)]
    return " ".join([*notices(of), *("".join(strip.text for strip in block.strips()) for block in blocks)])


def part(pdf: bytes, number: int) -> str:
    """The text of a part, without what stands at the foot and head of pages."""
    said = text(pdf)
    names = [f"{place}. {DUTCH.say(name)}" for place, (name, _fill) in enumerate(parts(), 1)]
    end = [*names, "Overzicht A. Bewijs per onderdeel"][number]
    return said[said.index(names[number - 1]) : said.index(end)]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every single value in casework, with the way to it."""
    if is_dataclass(value) and not isinstance(value, Period | type):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from leaves(one, (*path, place))
    elif value is not None:
        yield path, value


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    first, *rest = path
    if isinstance(value, tuple):
        return (*value[:first], changed(value[first], tuple(rest), new), *value[first + 1 :])
    return replace(value, **{first: changed(getattr(value, first), tuple(rest), new)})


def another(value: Any) -> Any:
    """Another value of the same kind; far enough away that a group of ages or a quarter is another one too."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(one for one in type(value) if one is not value)
        case str():
            return f"{value}9"
        case int():
            return value - 3 if value > 10 else value + 1
        case datetime() | date():
            return value + timedelta(days=100)
        case Period():
            return Period.quarter(2025, 1)
    raise TypeError(type(value).__name__)


@cache
def everything() -> Casework:
    """The whole case, and that it left."""
    return replace(whole().on_paper(), record=replace(whole().record, leaving=left()))


LEAVES = list(leaves(everything()))
STANDS_IN = {
    "record": (1, 2, 14),
    "assessment": (1, 7, 15),
    "decision": (8, 9, 10, 12, 14, 15),
    "views": (12,),
    "contests": (3, 15),
    "suspensions": (3, 15),
    "notices": (13, 15),
    "inspections": (13, 15),
    "help": (8,),
    "tasks": (8, 15),
    "approvals": (1,),
    "readiness": (2,),
    "head": (15,),
    "printed_by": (15,),
    "sealed": (15,),
}
"""In which parts each field of casework is looked for."""


def test_every_single_value_of_casework_is_on_the_paper_or_held_against_the_weighing() -> None:
    weighing = full()
    base = {numbers: words(everything(), numbers=numbers) for numbers in STANDS_IN.values()}
    unseen = []
    for path, value in LEAVES:
        if path in (("assessment", "result"), ("assessment", "seen")):
            continue
        other, numbers = changed(everything(), path, another(value)), STANDS_IN[path[0]]
        if not disagreements(other, weighing, shipped().sha256) and words(other, numbers=numbers) == base[numbers]:
            unseen.append(path)
    assert len(LEAVES) > 150
    assert unseen == []


IDS = {"id", "case_code", "account", "assessment", "conference", "corrects", "second_of", "sealed", "hash", "result"}
WRITTEN = [
    path
    for path, value in LEAVES
    if isinstance(value, str) and not isinstance(value, Enum) and not IDS & {path[-1]} and "framework" not in str(path[-1])
]


def test_every_text_that_somebody_typed_passes_the_guard() -> None:
    checked = {one.text for one in typed(everything())}
    lists_of_ids = {"advice", "facts", "chosen", "option", "outcome", "item", "code"}
    missed = [path for path in WRITTEN if not lists_of_ids & set(path[-2:])]
    missed = [path for path in missed if _at(everything(), path) not in checked]
    assert missed == []


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step] if isinstance(value, tuple) else getattr(value, step)
    return value


def test_what_leads_to_a_person_bars_the_sheet_and_every_place_is_named() -> None:
    casework = replace(whole(), decision=decision(full(), proportionality=f"Zie {BSN}."))
    casework = replace(casework, views=(replace(casework.views[0], text="Bel 06-12345678 漢"), casework.views[1]))
    with pytest.raises(InputError) as refused:
        issued(casework)
    said = [DUTCH.say(defect.place) for defect in refused.value.defects]
    assert said == ["evenredigheid", "mening van de jongere", "mening van de jongere"]
    assert BSN not in str(refused.value)


def test_what_somebody_confirmed_may_be_printed_and_a_document_may_have_a_date() -> None:
    questioned = "De jongere noemt nummer 111222334 van de loterij."
    reference = "Besluit van 14 september 2026"
    ready = whole().readiness
    assert ready is not None
    casework = replace(whole(), readiness=replace(ready, dpia=replace(ready.dpia, reference=reference)))
    casework = replace(casework, tasks=(replace(casework.tasks[0], what=questioned),))
    said = text(issued(casework))
    assert questioned in said
    assert reference in said


@pytest.mark.parametrize("pdf", [whole_sheet(), sparse_sheet()], ids=["whole", "sparse"])
def test_no_part_calls_a_sheet_of_a_dossier_a_trial(pdf: bytes) -> None:
    assert "PROEF" not in text(pdf)
    assert "Dit blad is een proef" not in text(pdf)


def test_a_sparse_sheet_says_of_every_part_of_people_that_it_is_not_filled_in() -> None:
    for number in (2, 8, 9, 10, 12, 13, 14):
        assert EMPTY in part(sparse_sheet(), number), number
    assert "Het casusoverleg heeft nog niet besloten." in text(sparse_sheet())
    assert "nog niet bekeken" in part(sparse_sheet(), 7)
    assert all(page.startswith("OEFENSTAND – niet voor besluiten · CONCEPT – nog niet vastgelegd") for page in pages(sparse_sheet()))


def test_a_sealed_sheet_of_a_ready_organisation_bears_no_notice_of_its_own() -> None:
    assert all(page.startswith("CONCEPTKADER") for page in pages(whole_sheet()))
    assert words(replace(whole(), readiness=Readiness())).startswith("OEFENSTAND")
    assert words(replace(whole(), record=replace(whole().record, practice=True))).startswith("OEFENSTAND")


def test_the_referral_and_what_the_organisation_recorded_stand_in_parts_one_and_two() -> None:
    assert "Soort aanmelder reclassering" in part(whole_sheet(), 1)
    assert "Kader toegelaten ingebracht door kaderbeheerder, 3 augustus 2026, 09.15 uur" in part(whole_sheet(), 1)
    assert "goedgekeurd door voorzitter, 10 augustus 2026, 11.00 uur" in part(whole_sheet(), 1)
    said = part(whole_sheet(), 2)
    assert "Aanleiding Drie aanhoudingen in een half jaar, en de dagbesteding is gestopt." in said
    assert "Aangemeld in 3e kwartaal 2026" in said
    assert "Effecttoets, versie 1; 1 juni 2026; verantwoordelijk: manager van het Zorg- en Veiligheidshuis" in said


def test_own_assessment_decision_and_reasons_stand_in_order_with_their_times() -> None:
    said = part(whole_sheet(), 7)
    assert "“Lokale aanpak bespreken”" in said
    assert "25 november 2026, 13.40 uur" in said
    assert "vastgelegd voordat de uitkomst van het kader zichtbaar was" in said
    said = part(whole_sheet(), 8)
    assert "Besluit van het overleg: “Lokale aanpak bespreken”. Dit is lichter dan het advies van het kader." in said
    assert "22. Gaat het goed met school, opleiding of werk? Nee: geen school, opleiding of werk" in said
    assert "F3. Inbraak 1e kwartaal 2026" in said
    assert "jeugdhulp (zorg)" in said
    assert "De politie vindt een plaats op de lijst beter. Deze partner wil dat dit niet gebeurt." in said
    assert "nog niet gedaan; te laat" in said


def test_an_own_assessment_after_the_outcome_is_called_that() -> None:
    late = replace(whole().assessment, own=replace(own(), at=own().at + timedelta(hours=3)))
    assert "pas vastgelegd toen de uitkomst van het kader al zichtbaar was" in words(replace(whole(), assessment=late))


def test_a_contest_shows_what_held_before_and_what_holds_now_with_both_weighings() -> None:
    said = part(whole_sheet(), 3)
    assert "23. Heeft de jongere schulden of geldzorgen? Door de jongere, 2 december 2026" in said
    assert "Wat eerst gold vastgesteld Wat nu geldt betwist, nog niet nagegaan; geeft geen zeker punt" in said
    assert re.search(r"Zorgen 6 punten .* 5–7 punten", said)
    assert "Nagezien in het dossier van de politie. Nagegaan door politie, 9 oktober 2026" in said
    assert "zoals die is vastgelegd, dus van voor de betwisting" in said


def test_a_contest_in_the_weighing_itself_shows_the_same_both_ways() -> None:
    one = Contest("k1", whole().record.code, Involved.YOUTH, None, 3, "Dat was ik niet.", date(2026, 12, 2))
    case = with_contests(full_case(), [one])
    weighing = weighed(case)
    casework = replace(sparse(), assessment=assessment(weighing, sealed=False), contests=(one,))
    pdf = sheet(weighing, shipped(), registry(), printed=TODAY, language=DUTCH, casework=casework)
    said = part(pdf, 3)
    assert "F3. Inbraak, 1e kwartaal 2026" in said
    assert "dus van voor de betwisting" not in said
    assert re.search(r"Ernst en herhaling van feiten 24 punten .*–24 punten", said)


def test_a_minor_with_a_decision_and_nothing_else_gets_no_sheet_and_everything_missing_is_named() -> None:
    bare = replace(whole(), decision=decision(full(), best_interests=None), views=())
    with pytest.raises(InputError) as refused:
        issued(bare)
    assert [DUTCH.say(defect.place) for defect in refused.value.defects] == [
        "kindtoets: belang van het kind",
        "kindtoets: mening van het kind",
        "kindtoets: minst ingrijpende keuze",
        "kindtoets: privacy",
        "mening van de jongere",
        "mening van de ouders",
    ]


def test_a_view_with_words_and_reason_both_blank_counts_as_none() -> None:
    blank = replace(whole(), views=(View(whole().record.code, Involved.YOUTH, " ", "\n", DECIDED), whole().views[1]))
    with pytest.raises(InputError, match="mening van de jongere"):
        issued(blank)


def test_somebody_who_is_surely_of_age_needs_no_check_and_no_parents() -> None:
    made = decision(full(), best_interests=None)
    adult = replace(whole(), decision=made, views=whole().views[:1], record=replace(whole().record, age=Age(19, date(2026, 9, 1))))
    said = part(issued(adult), 12)
    assert "De jongere is 18 jaar of ouder. De kindtoets is dan niet verplicht." in said
    assert "De ouders De jongere is 18 jaar of ouder. De mening van de ouders is niet nodig." in said


def test_without_an_own_assessment_there_is_no_sheet_for_it_would_show_the_advice() -> None:
    with pytest.raises(InputError, match="De eigen inschatting ontbreekt nog"):
        issued(replace(sparse(), assessment=replace(sparse().assessment, own=None)))


def test_after_the_end_date_the_sheet_is_called_lapsed_and_on_the_day_itself_it_is_not() -> None:
    ends = date(2027, 5, 1)
    assert "VERVALLEN" not in words(whole(), ends)
    after = pages(issued(whole(), printed=ends + timedelta(days=1)))
    assert all("VERVALLEN" in page for page in after)
    assert "Vervallen. Dit besluit gold tot en met 1 mei 2027. Gebruik dit blad niet meer: weeg de casus opnieuw." in " ".join(after)
    assert "Het is vervallen: het gold tot en met 1 mei 2027." in after[0]


def test_informing_access_and_complaints_stand_in_part_thirteen() -> None:
    said = part(whole_sheet(), 13)
    assert "De jongere Verteld dat dit programma is gebruikt. Hoe in een gesprek Verteld op 1 december 2026" in said
    assert "Waarom niet De ouders wonen niet bij de jongere en zijn nog niet bereikt." in said
    assert "mogen alleen inzien als de jongere dat goedvindt" in said
    assert "inzage geweigerd Waarom De jongere stemt niet in." in said
    assert "Waar een klacht kan niet ingevuld" in said


def test_days_extensions_and_leaving_stand_in_part_fourteen() -> None:
    said = words(everything(), numbers=(14,))
    assert "1 maart 2028" in said
    assert "in plaats van 1 september 2027" in said
    assert "de doelen zijn bereikt" in said


def test_the_end_of_the_list_and_what_issued_means_stand_in_part_fifteen() -> None:
    said = part(whole_sheet(), 15)
    assert "regel 412" in said
    assert "5C5C 5C5C" in said
    assert "“uitgegeven” wil zeggen dat het dossier precies dit bestand heeft uitgegeven" in said
    assert "Blad gemaakt door procesregisseur" in said


def test_a_question_out_of_use_and_a_framework_out_of_use_are_said() -> None:
    lasting = replace(whole().suspensions[0], lifted_on=None)
    assert "telt als onbekend" in words(replace(whole(), suspensions=(lasting,)), numbers=(3,))
    assert words(replace(whole(), suspensions=(replace(lasting, item=None),))).startswith("KADER BUITEN GEBRUIK")


def test_casework_of_another_weighing_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="niet de weging van dit blad"):
        issued(whole(), half_known_case())


def test_contested_words_of_the_status_are_kept_for_answers_only() -> None:
    """A stranger's sheet may claim any status of before; what no answer can have been is not weighed."""
    odd = replace(whole().contests[0], before_status=AnswerStatus.NOT_APPLICABLE)
    assert "niet van toepassing" in words(replace(whole(), contests=(odd,)), numbers=(3,))


def test_an_empty_check_prints_before_a_decision() -> None:
    said = words(replace(sparse(), record=replace(sparse().record, age=Age(15, DECIDED))), numbers=(12,))
    assert said.count(EMPTY) == len(fields(BestInterests)) + len(Involved)
    assert sparse().printed_by is AccountRole.DIRECTOR
