"""What the YAML parser complains of, said in Dutch with a mend.

The parser's own words are English and speak of tokens; a reader needs to know what to type. Each entry is a part of the parser's words
(libyaml 0.2, `scanner.c` and `parser.c`) and what it means for somebody who writes a framework.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from triage.wording import Message, _


@dataclass(frozen=True)
class Complaint:
    """What is wrong and what to do. With `at_opening` the place to mend is where the key or quote began, not where reading ended."""

    problem: Message
    mend: Message
    at_opening: bool = False

    def problem_opened_on(self, line: int) -> Message:
        """The problem, naming the line on which a bracket was opened where it speaks of one."""
        return replace(self.problem, values={"line": str(line)})


_INDENTATION = Complaint(
    _("De regels springen hier niet goed in, of er ontbreekt een dubbele punt."),
    _("Laat sleutels die bij elkaar horen op dezelfde plaats beginnen en zet achter elke sleutel een dubbele punt."),
)
_DIRECTIVE = Complaint(_("De regel die met % begint, kan niet worden gelezen."), _("Haal deze regel weg; een wegingskader is YAML 1.2."))
_TAB = Complaint(_("Hier springt een regel in met een tab."), _("Gebruik spaties om in te springen."))
_OTHERWISE = Complaint(
    _("Dit is geen geldige YAML."),
    _("Controleer op deze regel en de regel erboven het inspringen, de dubbele punten, de haken en de aanhalingstekens."),
)

_MEANINGS = {
    "mapping values are not allowed": Complaint(
        _("Hier staat een dubbele punt die niet kan: de regel springt verkeerd in, of in de tekst staat een dubbele punt."),
        _("Laat de regel goed inspringen, of zet een tekst met een dubbele punt erin tussen aanhalingstekens."),
    ),
    "tab character": _TAB,
    "could not find expected ':'": Complaint(
        _("Achter een sleutel ontbreekt de dubbele punt."),
        _("Zet achter de sleutel een dubbele punt en een spatie."),
        at_opening=True,
    ),
    "unexpected end of stream": Complaint(
        _("Hier wordt een aanhalingsteken geopend dat nergens wordt gesloten."), _("Sluit het aanhalingsteken."), at_opening=True
    ),
    "expected ',' or ']'": Complaint(
        _("De rechte haak '[' van regel {line} wordt niet gesloten, of er ontbreekt een komma."),
        _("Zet een komma tussen de waarden en sluit af met ']'."),
    ),
    "expected ',' or '}'": Complaint(
        _("De accolade '{{' van regel {line} wordt niet gesloten, of er ontbreekt een komma."),
        _("Zet een komma tussen de sleutels en sluit af met '}}'."),
    ),
    "cannot start any token": Complaint(
        _("Een waarde begint met een teken dat in YAML een eigen betekenis heeft, zoals @ of %."),
        _("Zet de waarde tussen aanhalingstekens."),
    ),
    "unknown escape character": Complaint(
        _("In een tekst tussen dubbele aanhalingstekens staat een \\ met een onbekende letter erachter."),
        _("Zet de tekst tussen enkele aanhalingstekens, of schrijf \\\\ voor het teken zelf."),
    ),
    "Unicode character escape": Complaint(
        _("In een tekst staat een \\ met een code die geen teken is."),
        _("Schrijf het teken zelf, of zet de tekst tussen enkele aanhalingstekens."),
    ),
    "block sequence entries": Complaint(
        _("Een streepje voor een waarde staat hier niet goed."),
        _("Zet elke waarde met een streepje op een eigen regel onder de sleutel."),
    ),
    "expected node content": Complaint(
        _("Op deze plaats ontbreekt een waarde, of er staat een haak of komma te veel."),
        _("Vul de waarde in of haal het teken weg."),
    ),
    "alphabetic or numeric character": Complaint(
        _("Achter een & of * ontbreekt een naam."),
        _("Zet de waarde tussen aanhalingstekens als & of * bij de tekst hoort."),
    ),
    "expected key": _INDENTATION,
    "'-' indicator": _INDENTATION,
    "directive": _DIRECTIVE,
    "incompatible YAML document": _DIRECTIVE,
}


def complaint(words: str, row: str) -> Complaint:
    """What the parser's words about a line of the file mean for the writer of a framework."""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return _TAB
    return next((meaning for part, meaning in _MEANINGS.items() if part in words), _OTHERWISE)
