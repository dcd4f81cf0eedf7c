"""A framework as scorecards in PMML 4.4, for other programs to compute the same sums, levels and reasons."""

from triage.exchange.pmml.document import Pmml, pmml

__all__ = ["Pmml", "pmml"]
