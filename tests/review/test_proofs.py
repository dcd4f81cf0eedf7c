"""The pitfalls of proving, one hand-written framework each; faults planted in a framework of the program; what is said past a limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import prod
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.review.claims import Claim, proofs_by_claim
from tests.review.enumerated import Enumerated
from tests.review.small import CLASS_N, REGISTRY, small_framework
from triage.cases.case import UNKNOWN, Answer, Case
from triage.framework.model import Framework
from triage.framework.read import read
from triage.framework.registry import read_registry
from triage.review import proof_words as words
from triage.review.proofs import Proof, Prover, Verdict
from triage.weighing.limits import MOST_QUESTIONS
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH

PROVEN, REFUTED, UNPROVEN = Verdict.PROVEN, Verdict.REFUTED, Verdict.UNPROVEN
FOLDER = Path(__file__).parents[2] / "frameworks"
BANDS = [{"id": "low"}, {"id": "medium", "from": 2}, {"id": "high", "from": 4}]
OUTCOMES = [
    {"id": "none", "intensity": "none"},
    {"id": "light", "intensity": "light"},
    {"id": "local", "intensity": "medium"},
    {"id": "list", "kind": "list", "intensity": "intensive"},
    {"id": "team", "kind": "route"},
]


def prover(items: Sequence[dict[str, Any]], rules: Sequence[Any], *, most: int = 300_000, **more: Any) -> Prover:
    """The prover of a small framework with a risk scale and a scale of strengths."""
    data = {
        "format": 1,
        "id": "pitfall",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "Valkuil"},
        "facts": ["hic", "drugs"],
        "scales": [
            {"id": "risk", "role": "risk", "min_known": 0, "bands": BANDS},
            {"id": "need", "role": "need", "min_known": 0, "bands": BANDS},
            {"id": "complexity", "role": "complexity", "min_known": 0, "bands": BANDS},
        ],
        "items": items,
        "advice": {"outcomes": OUTCOMES, "rules": rules},
    }
    return Prover(Tables.of(Framework.model_validate(data | more)), REGISTRY, most=most)


def choice(name: str, *points: int | Decimal, scale: str | None = "risk", **more: Any) -> dict[str, Any]:
    placed = {} if scale is None else {"scale": scale}
    options = [{"id": f"o{k}", **({"points": one} if scale else {})} for k, one in enumerate(points)]
    return {"id": name, "kind": "choice", **placed, "options": options, **more}


def tally(name: str, facts: list[str], statuses: list[str], **more: Any) -> dict[str, Any]:
    window = {key: more.pop(key) for key in ("within_months", "before_months") if key in more}
    return {"id": name, "kind": "tally", "of": {"facts": facts, "statuses": statuses, **window}, **more}


def proven(one: Prover) -> dict[Claim, Proof]:
    return dict(proofs_by_claim(one))


def monotone(*items: str) -> Claim:
    return "monotone", frozenset(items)


def answered(case: Case) -> dict[str, object]:
    return {item: answer.value for item, answer in case.answers.items()}


def told(proof: Proof) -> str:
    assert proof.because is not None
    return DUTCH.say(proof.because)


# ---- the pitfalls of reading/proofs.md, section 5


def test_neighbours_are_not_enough_where_the_answer_between_leaves_the_ladder() -> None:
    rules = [
        {"when": {"item": "peers", "is": "o1"}, "then": "team"},
        {"when": {"item": "peers", "is": "o0"}, "then": "light"},
        {"then": "none"},
    ]
    proof = proven(prover([choice("peers", 0, 1, 2)], rules))[monotone("peers")]
    assert (proof.verdict, proof.rows) == (REFUTED, (1, 2))
    assert [answered(case) for case in proof.cases] == [{"peers": "o0"}, {"peers": "o2"}]


@pytest.mark.parametrize(
    "item",
    [
        choice("fact", 0, 0, scale=None, established_fact=True),
        {"id": "fact", "kind": "number", "range": [1, 3], "established_fact": True},
        {"id": "fact", "kind": "count", "range": [1, 3], "established_fact": True},
    ],
)
def test_no_escalation_is_refuted_when_a_fact_has_no_answer_that_says_there_is_none(item: dict[str, Any]) -> None:
    proof = proven(prover([item], [{"then": "none"}]))[("escalation",)]
    assert (proof.verdict, proof.because) == (REFUTED, words.without_no_fact(prover([item], [{"then": "none"}]).space.questions))


def test_linked_tallies_are_counted_together_so_that_an_impossible_count_is_no_case() -> None:
    tallies = [tally("convicted", ["hic"], ["convicted"]), tally("incidents", ["hic", "drugs"], ["suspected", "convicted"])]
    impossible = {"all": [{"item": "convicted", "at_least": 3}, {"item": "incidents", "below": 3}]}
    proof = proven(prover(tallies, [{"when": impossible, "then": "list"}, {"then": "none"}]))[("row", "rule", "1")]
    assert (proof.verdict, proof.because) == (REFUTED, words.NEVER_TRUE)
    possible = {"all": [{"item": "convicted", "below": 3}, {"item": "incidents", "at_least": 3}]}
    proof = proven(prover(tallies, [{"when": possible, "then": "list"}, {"then": "none"}]))[("row", "rule", "1")]
    assert (proof.verdict, len(proof.cases[0].facts or ())) == (PROVEN, 3)


def test_the_walk_may_keep_an_advice_that_no_completion_gives_and_the_diagram_does_not() -> None:
    split = {"any": [{"item": "peers", "is": "o0"}, {"not": {"item": "peers", "is": "o0"}}]}
    one = prover([choice("peers", 0, 1)], [{"when": split, "then": "light"}, {"then": "none"}])
    weighing = weigh_case(one.tables, Case("A-1", Enumerated(one.framework).today, {}, ()))
    assert weighing.advice is not None
    assert weighing.advice.possible == ("none", "light")
    found = proven(one)
    assert (found["outcome", "light"].verdict, found["outcome", "none"].verdict) == (PROVEN, REFUTED)
    assert found["row", "rule", "2"].because == words.OVERTAKEN


def test_min_known_plays_no_part_in_a_proof_and_still_withholds_an_advice() -> None:
    scales = [
        {"id": "need", "role": "need", "min_known": 1, "bands": BANDS},
        {"id": "risk", "role": "risk", "min_known": 1, "bands": BANDS},
    ]
    items = [choice("peers", 0, 2, scale="need"), choice("money", 0, 1, scale="need")]
    rules = [{"when": {"band": "need", "at_least": "medium"}, "then": "light"}, {"then": "none"}]
    strict, free = prover(items, rules, scales=scales), prover(items, rules, scales=[scale | {"min_known": 0} for scale in scales])
    assert [proof.verdict for proof in strict.claims()] == [proof.verdict for proof in free.claims()]
    half = Case("A-1", Enumerated(strict.framework).today, {"peers": Answer("o1")}, ())
    advice, same = weigh_case(strict.tables, half).advice, weigh_case(free.tables, half).advice
    assert advice is not None
    assert same is not None
    assert (advice.advice, same.advice) == (None, "light")


@pytest.mark.parametrize("seed", range(60))
def test_a_certain_advice_with_open_answers_is_the_advice_of_every_completion(seed: int) -> None:
    """So that what is proven of complete cases holds for every certain advice as well."""
    every, random = Enumerated(small_framework(seed)), Random(seed)
    if every.size > 400:
        every = Enumerated(small_framework(20_000 + seed % 3))
    tables = Tables.of(every.framework)
    for choice_, seen in random.sample(sorted(every.seen.items(), key=lambda pair: pair[0]), min(20, len(every.seen))):
        case = every.case(choice_)
        assert case is not None
        open_items = {item for item in case.answers if random.random() < 0.4}
        half = Case("A-1", case.reference_date, {k: UNKNOWN if k in open_items else v for k, v in case.answers.items()}, case.facts)
        advice = weigh_case(tables, half).advice
        assert advice is not None
        assert every.rows[seen.row][2] in advice.possible
        assert advice.advice in (None, every.rows[seen.row][2])


def test_not_applicable_is_neither_above_nor_below_a_number_and_is_not_compared() -> None:
    item = {"id": "months", "kind": "months", "range": [0, 6], "heavier": "higher", "allow_not_applicable": True}
    rules = [
        {"when": {"item": "months", "at_least": 3}, "then": "light"},
        {"when": {"item": "months", "below": 3}, "then": "none"},
        {"then": "list"},
    ]
    found = proven(prover([item], rules))
    assert (found["row", "rule", "3"].verdict, found[monotone("months")].verdict) == (PROVEN, PROVEN)
    assert found["row", "rule", "3"].cases[0].answers["months"].status == "not_applicable"


def test_a_cap_clips_the_whole_domain_and_not_the_points_that_came_first() -> None:
    items = [choice("peers", 0, 5, domain="net"), choice("support", 0, -3, domain="net")]
    scales = [{"id": "risk", "role": "risk", "min_known": 0, "bands": BANDS, "domain_caps": {"net": 3}}]
    low = {"all": [{"item": "peers", "is": "o1"}, {"item": "support", "is": "o1"}, {"scale": "risk", "below": 2}]}
    found = proven(prover(items, [{"when": low, "then": "light"}, {"then": "none"}], scales=scales))
    assert found["row", "rule", "1"].because == words.NEVER_TRUE, "5 - 3 is 2, and not 3 - 3"
    assert found["band", "risk", "medium"].verdict is PROVEN
    assert found["band", "risk", "high"].verdict is REFUTED, "the cap is 3"


@pytest.mark.parametrize(("by_itself", "verdict"), [(False, PROVEN), (True, REFUTED)])
def test_a_class_n_item_on_a_need_scale_may_lift_to_light_help_and_no_further(by_itself: bool, verdict: Verdict) -> None:
    items = [choice("debts", 0, 2, scale="need", attribute=CLASS_N), choice("chains", 0, 2, scale="complexity")]
    both = {"all": [{"band": "complexity", "at_least": "medium"}, {"band": "need", "at_least": "medium"}]}
    rules: list[dict[str, Any]] = [{"when": both, "then": "local"}] if by_itself else []
    rules += [{"when": {"band": "need", "at_least": "medium"}, "then": "light"}, {"then": "none"}]
    proof = proven(prover(items, rules))["no weight", frozenset({"debts"})]
    assert proof.verdict is verdict
    assert [answered(case) for case in proof.cases] == [{"debts": one, "chains": "o1"} for one in ("o0", "o1") if by_itself]


def test_with_one_decimal_above_two_begins_at_two_point_one() -> None:
    item = {"id": "hours", "kind": "number", "range": [0, 5], "decimals": 1}

    def first(when: dict[str, Any]) -> Proof:
        return proven(prover([item], [{"when": {"item": "hours", **when}, "then": "light"}, {"then": "none"}]))["row", "rule", "1"]

    assert first({"above": 2}).cases[0].answers["hours"].value == Decimal("2.1")
    assert first({"above": 2, "below": Decimal("2.1")}).because == words.NEVER_TRUE


# ---- what a claim rests on


def test_a_fact_that_counts_for_one_tally_only_below_its_first_border_is_still_a_fact() -> None:
    """A first heavy fact gives `heavy` no points, and yet with it the list of facts is not empty."""
    tallies = [tally("heavy", ["hic"], ["convicted"], established_fact=True), tally("any", ["hic"], ["convicted", "suspected"])]
    rules = [
        {"when": {"all": [{"item": "any", "at_least": 1}, {"item": "heavy", "at_most": 2}]}, "then": "local"},
        {"when": {"item": "heavy", "above": 2}, "then": "list"},
        {"then": "none"},
    ]
    proof = proven(prover(tallies, rules))[("escalation",)]
    assert proof.verdict is REFUTED
    assert [fact.status for fact in proof.cases[0].facts or ()] == ["suspected"], "the counter-example has no fact that counts as one"
    same = [tallies[0], tally("any", ["hic"], ["convicted"])]
    assert proven(prover(same, rules))[("escalation",)].verdict is PROVEN


@pytest.mark.parametrize(("young", "verdict"), [(True, PROVEN), (False, REFUTED)])
def test_more_facts_are_compared_only_at_an_age_at_which_somebody_can_have_both_lists(young: bool, verdict: Verdict) -> None:
    """A heavy fact that `recent` does not count is two years old: nobody under fourteen can have it."""
    tallies = [tally("heavy", ["hic"], ["convicted"]), tally("recent", ["hic", "drugs"], ["convicted"], within_months=24)]
    age = {"id": "age", "kind": "age", "range": [10, 20]}
    once = {"item": "recent", "is": 1}
    whom = {"item": "age", "below": 14} if young else {"item": "age", "at_least": 14}
    rules = [
        {"when": {"all": [whom, once, {"item": "heavy", "is": 0}]}, "then": "local"},
        {"when": once, "then": "light"},
        {"then": "list"},
    ]
    rules[2:] = [{"when": {"item": "recent", "is": 0}, "then": "none"}, {"then": "list"}]
    proof = proven(prover([age, *tallies], rules))[monotone("heavy", "recent")]
    assert proof.verdict is verdict
    if not young:
        one, other = proof.cases
        assert set(one.facts or ()) < set(other.facts or ())
        assert one.answers == other.answers


def test_points_of_a_choice_without_a_scale_say_which_answer_is_no_fact() -> None:
    item = choice("act", 0, 1) | {"established_fact": True}
    del item["scale"]
    proof = proven(prover([item], [{"when": {"item": "act", "points_at_least": 1}, "then": "list"}, {"then": "none"}]))[("escalation",)]
    assert proof.verdict is PROVEN


def test_a_number_that_is_no_fact_is_shown_as_nought() -> None:
    item = {"id": "change", "kind": "number", "range": [-2, 2], "established_fact": True}
    rules = [{"when": {"item": "change", "at_most": 1}, "then": "list"}, {"then": "none"}]
    proof = proven(prover([item], rules))[("escalation",)]
    assert (proof.verdict, proof.cases[0].answers["change"].value) == (REFUTED, Decimal(0))


def test_a_line_of_protection_that_is_true_only_outside_the_scope_has_been_overtaken_and_is_not_never_true() -> None:
    scope = {"text": {"nl": "x"}, "when": {"item": "peers", "is": "o0"}}
    protection = [
        {"when": {"item": "peers", "in": ["o1", "o2"]}, "then": "protect"},
        {"when": {"item": "peers", "is": "o1"}, "then": "protect"},
    ]
    advice = {"outcomes": [*OUTCOMES, {"id": "protect", "kind": "protection"}], "protection": protection, "rules": [{"then": "none"}]}
    found = proven(prover([choice("peers", 0, 1, 2)], [], scope=scope, advice=advice))
    assert found["row", "protection", "2"].because == words.OVERTAKEN


# ---- faults planted in a framework of the program


def planted(rule: str, before: str = "    - id: intensive_help\n") -> dict[Claim, Proof]:
    """What is proven of *What works* with one more rule before the others."""
    text = (FOLDER / "wat-werkt.yaml").read_text(encoding="utf-8")
    assert text.count(before) == 1
    file = read(text.replace(before, f"    - {rule}\n{before}").encode(), "wat-werkt.yaml")
    return proven(Prover(Tables.of(file.framework), read_registry(FOLDER / "evidence")))


def test_a_family_only_route_to_more_than_light_help_is_found_with_the_case() -> None:
    found = planted("{id: planted, when: {item: family, is: serious}, then: intensive}")
    proof = found[("escalation",)]
    assert (proof.verdict, proof.cases[0].facts) == (REFUTED, ())
    assert proof.cases[0].answers["family"].value == "serious"
    assert {claim for claim, one in found.items() if one.verdict is REFUTED} == {("escalation",)}


def test_a_protective_answer_that_makes_things_worse_is_found_with_both_cases() -> None:
    when = "{all: [{criterion: recent_fact}, {item: support_person, is: clear}]}"
    proof = planted(f"{{id: planted, when: {when}, then: intensive}}")[monotone("support_person")]
    assert proof.verdict is REFUTED
    support = [case.answers["support_person"].value for case in proof.cases]
    assert support[0] == "clear", "with support the advice is heavier than without"
    assert support[1] != "clear"
    assert proof.cases[0].facts == proof.cases[1].facts
    assert proof.cases[0].facts


SELDOM: Mapping[str, str] = {
    **dict.fromkeys(
        ["attitude", "self_control", "aggression", "substance", "family", "school_place", "money", "home", "leisure"], "serious"
    ),
    "attendance": "absent",
    "peers_serious": "main_circle",
    **dict.fromkeys(["support_person", "prosocial_friends", "running_help", "future_plan"], "partly"),
    **dict.fromkeys(["lvb", "lvb_screened", "low_motivation", "low_trust", "psych"], "yes"),
    "ritax2": "low",
}


def test_a_rule_reachable_by_one_combination_in_a_thousand_million_is_found_with_the_case() -> None:
    parts = ", ".join(f"{{item: {item}, is: {answer}}}" for item, answer in SELDOM.items())
    found = planted(f"{{id: planted, when: {{all: [{parts}]}}, then: light}}")
    proof = found["row", "rule", "1"]
    assert proof.verdict is PROVEN
    assert {item: proof.cases[0].answers[item].value for item in SELDOM} == SELDOM
    tables = Tables.of(read((FOLDER / "wat-werkt.yaml").read_bytes(), "wat-werkt.yaml").framework)
    assert prod(tables.items[item].width for item in SELDOM) > 10**9


# ---- past the limit


def tangled(*, most: int) -> Prover:
    """Criteria over questions of three scales at once, one of them easy."""
    scales = ["risk", "need", "complexity"]
    items = [choice(f"i{k}", 0, 1 + k % 2, scale=scales[k % 3]) for k in range(12)]
    mixed = [
        {"id": f"c{k}", "when": {"count": [{"item": f"i{n % 12}", "is": "o1"} for n in range(k, k + 6)], "at_least": 3}} for k in range(4)
    ]
    rules = [
        {"when": {"item": "i0", "is": "o1"}, "then": "light"},
        {"when": {"all": [{"criterion": f"c{k}"} for k in range(4)]}, "then": "list"},
        {"when": {"any": [{"band": "risk", "is": "high"}, {"band": "need", "is": "high"}]}, "then": "local"},
        {"then": "none"},
    ]
    return prover(items, rules, criteria=mixed, most=most)


def test_past_the_limit_nothing_is_proven_and_the_question_is_named() -> None:
    by_claim = proven(tangled(most=0))
    assert by_claim.pop(("outcome", "team")).verdict is REFUTED, "no line gives it, so that there is nothing to fold"
    every = list(by_claim.values())
    assert {proof.verdict for proof in every} == {UNPROVEN}
    assert told(every[0]).startswith("Bij meer dan 0 tussenstanden is gestopt, bij vraag i0.")


def test_each_claim_is_folded_by_itself_when_the_whole_table_is_too_large() -> None:
    full = [proof.verdict for proof in tangled(most=300_000).claims()]
    assert UNPROVEN not in full
    for most in (5, 15, 40, 60, 80):
        limited = [proof.verdict for proof in tangled(most=most).claims()]
        assert all(one in (UNPROVEN, other) for one, other in zip(limited, full, strict=True))
        assert UNPROVEN in limited
        assert set(limited) != {UNPROVEN}, "some claims fit by themselves"


def test_a_pair_of_nodes_counts_against_the_limit_too() -> None:
    one = tangled(most=300_000)
    assert [proof.verdict for proof in one.claims()]
    one.most = 0
    again = {claim: proof.verdict for claim, proof in proofs_by_claim(one) if claim[0] == "monotone"}
    assert UNPROVEN in again.values()


def test_a_framework_whose_counts_are_too_many_is_given_up_at_once_and_claims_about_its_questions_are_not_left_out() -> None:
    kinds = [["hic"], ["hic", "drugs"], ["drugs"]]
    tallies = [tally(f"t{k}", facts, ["convicted"]) for k, facts in enumerate(kinds)]
    many = {"any": [{"item": f"t{k}", "at_least": 900} for k in range(3)]}
    every = list(prover(tallies, [{"when": many, "then": "list"}, {"then": "none"}]).claims())
    assert {proof.verdict for proof in every} == {UNPROVEN}
    assert {words.MONOTONE, words.NO_WEIGHT} <= {proof.claim for proof in every}
    assert told(every[-1]).startswith("Bij t0, t1 en t2 zijn meer dan")


def test_as_many_questions_as_are_allowed_are_settled_without_going_too_deep() -> None:
    items = [{"id": f"i{k}", "kind": "yes_no", "heavier": "higher"} for k in range(MOST_QUESTIONS)]
    every = {"all": [{"item": item["id"], "is": "yes"} for item in items]}
    found = proven(prover(items, [{"when": every, "then": "list"}, {"then": "none"}]))
    assert found["row", "rule", "1"].verdict is PROVEN
    assert all(found[monotone(f"i{k}")].verdict is PROVEN for k in range(0, MOST_QUESTIONS, 50))


# ---- random cases


def test_five_hundred_random_cases_are_compared_also_when_many_draws_are_no_case() -> None:
    tallies = [tally("old", ["hic"], ["convicted"], before_months=48), tally("all", ["hic"], ["convicted", "suspected"])]
    age = {"id": "age", "kind": "age", "range": [10, 20]}
    borders = [{"item": "age", "at_least": 19}, {"item": "old", "at_least": 1}, {"item": "all", "at_least": 2}]
    one = prover([age, *tallies], [{"when": {"all": borders}, "then": "list"}, {"then": "none"}])
    assert one.sample(1) == 500


def test_a_fault_in_the_diagram_is_never_shown_as_a_proof() -> None:
    one = prover([choice("peers", 0, 5)], [{"when": {"band": "risk", "is": "high"}, "then": "list"}, {"then": "none"}])
    one.space.cuts["risk"] = (2_000, 9_000)
    with pytest.raises(RuntimeError, match="diagram and engine differ"):
        one.sample(1)
