"""The core of Weegwijzer: weighing frameworks, cases and explained results. No Qt, no clock, no randomness of its own."""

__version__ = "0.3.0"
