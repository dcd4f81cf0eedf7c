"""What the columns of a table are called: of the table of cases and of the table of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

CASE = "case"
REFERENCE_DATE = "reference_date"
FACTS_KNOWN = "facts@known"
"""Column of a case table: `ja` when somebody looked for facts, `nee` when nobody did."""

PLACE_SINCE = "place_since"
"""Column of a case table: since which quarter or day the case holds a place on the list; empty when it holds none."""

KIND, QUARTER, STATUS, SOURCE, CONTESTED = "kind", "quarter", "status", "source", "contested"
FACT_COLUMNS = (CASE, KIND, QUARTER, STATUS, SOURCE, CONTESTED)
REQUIRED_FACT_COLUMNS = (CASE, KIND, QUARTER, STATUS)

_DUTCH: Mapping[str, str] = {
    "casus": CASE,
    "peildatum": REFERENCE_DATE,
    "plaats sinds": PLACE_SINCE,
    "soort": KIND,
    "kwartaal": QUARTER,
    "bron": SOURCE,
    "betwist": CONTESTED,
}


def folded(text: str) -> str:
    """A text as it is compared: no blanks around it, single blanks in it, small letters."""
    return " ".join(text.split()).casefold()


def canonical(title: str) -> str:
    """The name of a column that this title stands for; the folded title itself when it is none of the fixed ones."""
    name = folded(title)
    return _DUTCH.get(name, name)


def names_cases(header: Iterable[str]) -> bool:
    """Whether a header belongs to a table with a row per case or per fact."""
    return CASE in {canonical(title) for title in header}


def names_facts(header: Iterable[str]) -> bool:
    """Whether a header belongs to a table of facts."""
    return {canonical(title) for title in header} >= {CASE, KIND, QUARTER}
