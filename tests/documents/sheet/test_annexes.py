"""What stands at the back: what counts per item, the sources of every text, and what the abbreviations mean."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf

from tests.documents.papers import PRINTED, case_of, full_case, full_sheet, half_known_sheet, printed, registry, shipped, text, weighed
from tests.documents.sheet.test_used import part
from triage.documents.blocks import Facts
from triage.documents.enclosure import Names
from triage.documents.sheet import sheet
from triage.documents.sheet.abbreviations import MEANINGS, abbreviations
from triage.documents.sheet.subject import Framed, lasting
from triage.framework.model import TallyItem
from triage.wording import DUTCH

FRAMEWORK = shipped().framework
UPPER = re.compile(r"\b(?:[A-Z]{2,}[0-9]?|[A-Z][0-9])\b")
NOT_AN_ABBREVIATION = {"PROEF", "CONCEPTKADER", "TESTKADER"}


def what_counts() -> str:
    return part(text(full_sheet()), "Overzicht C. Wat per onderdeel telt", "Overzicht D. Afkortingen")


def test_every_count_says_its_kinds_statuses_and_time() -> None:
    said = what_counts()
    kinds = registry().fact_kinds
    for item in FRAMEWORK.items:
        if isinstance(item, TallyItem):
            few = set(item.of.facts) != set(FRAMEWORK.facts)
            named = DUTCH.enumeration([kinds[kind].label.nl.lower() for kind in item.of.facts]) if few else "alle"
            window = f"laatste {item.of.within_months} maanden" if item.of.within_months else "meer dan 24 maanden geleden"
            assert f"Soorten: {named}. Status: {DUTCH.say(list(item.of.statuses))}. Termijn: {window}." in said


def test_all_kinds_are_listed_once_and_a_suspicion_is_a_status_of_its_own() -> None:
    said = what_counts()
    assert "Staat er “alle”, dan telt elke soort uit de lijst onderaan dit overzicht." in said
    assert "Een soort of status die niet bij een onderdeel staat, telt daar niet." in said


def test_every_kind_of_fact_is_defined_as_the_registry_does() -> None:
    said = what_counts()
    assert len(FRAMEWORK.facts) > 10
    for kind in (registry().fact_kinds[name] for name in FRAMEWORK.facts):
        assert f"{kind.label.nl} {kind.counts.nl} {kind.does_not_count.nl}" in said


def test_a_reason_that_was_given_before_is_not_said_again() -> None:
    said = part(text(full_sheet()), "Overzicht A. Bewijs per onderdeel", "Overzicht B. Bronnen")
    reasons = [item.points_why.nl for item in FRAMEWORK.items if item.points_why]
    again = len(reasons) - len(set(reasons))
    assert again == 9
    assert said.count("Zelfde reden als bij onderdeel 22.") + said.count("Zelfde reden als bij onderdeel 28.") == again
    assert said.count("Zorgen vullen het plan.") == 1


def test_nothing_that_rests_on_memory_is_printed_or_carried() -> None:
    pdf, sources = full_sheet(), registry().sources.values()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        carried = document.attachments["weging.json"].get_file().read_bytes().decode("utf-8")
    recalled = [source for source in sources if source.verified != "found"]
    assert len(recalled) > 10
    for place in (_letters(text(pdf)), _letters(carried)):
        assert [source.id for source in recalled if _letters(source.title) in place] == []


def _letters(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.lower())


def test_every_item_says_what_counts_what_does_not_and_how_long_an_answer_holds() -> None:
    said = what_counts()
    for item in FRAMEWORK.items:
        for words in (item.counts, item.does_not_count):
            assert words is None or words.nl in said, item.id
        if item.valid_months:
            assert f"Een antwoord is {item.valid_months} maanden geldig." in said
    assert "Staat er geen termijn bij een onderdeel, dan verloopt een antwoord niet." in said


def test_the_sources_of_the_texts_about_law_and_limits_are_in_the_list() -> None:
    said = part(text(full_sheet()), "Overzicht B. Bronnen", "Overzicht C.")
    for start in (
        "VNG via PONT Data&Privacy",
        "Werkgroep gegevensuitwisseling",
        "Rijksoverheid (2024). Inwerkingtreding",
        "Gemeente Woerden",
    ):
        assert start in said, start


def test_what_is_said_about_a_source_is_dutch() -> None:
    said = part(text(full_sheet()), "Overzicht B. Bronnen", "Overzicht C.")
    assert [word for word in ("and colleagues", "on a report", "as quoted", ", for ", "European Union", "(chapter") if word in said] == []
    assert "Kleeven ATH en anderen (2023)." in said


def test_every_abbreviation_on_a_sheet_is_explained_once() -> None:
    for pdf in (full_sheet(), half_known_sheet(), *(printed(case_of(found)) for found in FRAMEWORK.examples[3:4])):
        said = re.sub(r"(?:[0-9A-F]{4} ){3,}[0-9A-F]{4}", " ", text(pdf)).replace(full_case().code, " ")
        for source in Names.of(FRAMEWORK, full_case(), registry()).sources.values():
            said = said.replace(source.short, " ")
        before, after = said[: said.index("Overzicht B. Bronnen")], said[said.index("Overzicht C.") :]
        explained = after[after.index("Overzicht D. Afkortingen") :]
        met = {found for found in UPPER.findall(before + after) if not re.fullmatch(r"F[0-9]+", found)} - NOT_AN_ABBREVIATION
        known = {word for name in MEANINGS for word in (name, *re.split(r"[- ]", name))}
        assert met <= known, met - known
        for word, meaning in MEANINGS.items():
            if word in met:
                assert explained.count(f" {word} {DUTCH.say(meaning)}") == 1, word


def test_only_abbreviations_of_the_framework_and_of_every_sheet_are_explained() -> None:
    names = Names.of(FRAMEWORK, full_case(), replace(registry(), sources={}))
    said = DUTCH.say(list(MEANINGS))
    (facts,) = abbreviations(Framed(shipped(), names, DUTCH))
    assert isinstance(facts, Facts)
    shown = [label for label, _value in facts.rows]
    assert {"AVG", "ZVH", "WODC", "LVB", "K1"} <= set(shown)
    assert "DRIO" in said
    assert "DRIO" not in shown
    assert shown == sorted(shown, key=str.casefold)


def test_an_annex_is_made_once_for_a_framework_and_again_for_other_names() -> None:
    first = Framed(shipped(), Names.of(FRAMEWORK, full_case(), registry()), DUTCH)
    second = Framed(shipped(), Names.of(FRAMEWORK, full_case(), registry()), DUTCH)
    other = Framed(shipped(), Names.of(FRAMEWORK, full_case(), replace(registry(), sources={})), DUTCH)
    assert first == second
    assert lasting(abbreviations, first) is lasting(abbreviations, second)
    assert first != other
    assert lasting(abbreviations, other) is not lasting(abbreviations, first)


def test_a_sheet_by_another_registry_does_not_show_what_was_kept_of_the_first() -> None:
    printed(full_case())
    bare = replace(registry(), sources={})
    assert "Calderoni" not in text(sheet(weighed(full_case()), shipped(), bare, printed=PRINTED, language=DUTCH))
