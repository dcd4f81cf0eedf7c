"""Records as JSON: each comes back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from triage.cases.case import Answer
from triage.casework.assessment import Assessment, AssessmentKind, OwnAssessment
from triage.casework.contest import Contest, Settlement, SettlementOutcome
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.dossier.holdings import AnswerGiven
from triage.dossier.records import read, written
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period

DAY = date(2026, 12, 1)

ANSWERS = st.builds(
    Answer,
    st.none() | st.text() | st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(list(AnswerStatus)),
    st.none() | st.just(Period.quarter(2026, 3)),
    st.none() | st.sampled_from(list(Partner)),
    st.text(),
)


@given(ANSWERS)
def test_an_answer_comes_back_as_it_was_and_a_number_is_no_text(answer: Answer) -> None:
    kept = AnswerGiven("7K-4Q2", "top60", "school", "w", answer, DAY)
    found = read(AnswerGiven, written(kept))
    assert found == kept
    assert type(found.answer.value) is type(answer.value)
    assert written(found) == written(kept)


def test_moments_roles_and_statuses_come_back_as_they_were() -> None:
    at = datetime(2026, 12, 1, 9, 0, 0, 123, tzinfo=UTC)
    own = OwnAssessment("lichte_hulp", "Omdat het zo is.", at, "voorzitter-1", AccountRole.CHAIR)
    sha = "f" * 64
    assessment = Assessment("a", "7K-4Q2", AssessmentKind.FIRST, "top60", "1.0.0", sha, DAY, "voorzitter-1", AccountRole.CHAIR, own, at)
    assert read(Assessment, written(assessment)) == assessment
    for role in (AccountRole.CHAIR, Discipline.POLICE):
        settled = Settlement(role, SettlementOutcome.STANDS, "Nagevraagd.", DAY)
        for status in (AnswerStatus.SIGNAL, FactStatus.CONVICTED):
            contest = Contest("c", "7K-4Q2", Involved.YOUTH, None, 1, "Het klopt niet.", DAY, status, settled)
            assert read(Contest, written(contest)) == contest


@pytest.mark.parametrize(
    "body", ["", "{", '{"answer":{"value":{"number":', '{"answer":{"value":{"number":"x"}}}', '{"answer":{"value":{"number":[]}}}']
)
def test_what_was_never_written_is_not_read(body: str) -> None:
    with pytest.raises(ValidationError):
        read(AnswerGiven, body)
