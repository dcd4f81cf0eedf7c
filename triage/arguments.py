"""The command line's grammar, in Dutch. Exit code 2 is for wrong usage; what is wrong with the input itself is exit 1."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from triage.cases.cell_values import FIRST_YEAR, LAST_YEAR
from triage.periods import parse_day
from triage.weighing.place_firmness import DRAWS, MOST_DRAWS, SEED
from triage.wording import LANGUAGES

EXPORTS = ("booklet", "form", "pmml", "schema", "xlsx")

WITH_CASES = ("xlsx",)
"""The forms of a framework that cases can be put in."""

MOST_PLACES = 1_000_000

_PROBLEMS = (
    (r"the following arguments are required: (?P<what>.*)", "er ontbreekt: {what}"),
    (r"unrecognized arguments: (?P<words>.*)", "{words}"),
    (r"argument (?P<what>\S+): invalid choice: .* \(choose from (?P<choices>[^()]*)\)", "{what}: dit kan niet. Kies uit: {choices}"),
    (r"argument (?P<what>\S+): expected one argument", "achter {what} hoort een waarde"),
    (r"argument (?P<what>\S+): expected at least one argument", "achter {what} hoort ten minste één waarde"),
    (r"argument (?P<what>\S+): ignored explicit argument .*", "achter {what} hoort geen waarde"),
    (r"argument (?P<what>\S+): (?P<own>geef .*)", "{what}: {own}"),
)
"""What argparse says, by pattern, and how it is said here: never with a value that was typed, which may be a name or a number."""

_AN_OPTION = re.compile(r"(?:--[a-z][a-z-]{0,20}|-[a-z])(?==|\Z)")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Dutch."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False, **settings})
        self._positionals.title, self._optionals.title = "wat u meegeeft", "keuzes"
        self.add_argument("-h", "--help", action="help", help="laat deze uitleg zien")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the usage and stop with exit code 2."""
        self.exit(2, f"{self.format_usage()}{_in_dutch(message)}.\nUitleg: {self.prog} --help\n")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The choices of one call. Stops with exit code 2 on wrong usage and 0 after `--help`."""
    choices, unknown = _parser().parse_known_args(arguments)
    if unknown:
        choices.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    if choices.command == "compare" and choices.table is None and any((choices.facts, choices.date, choices.invented, choices.out)):
        choices.parser.error("argument --cases: geef een tabel met casussen, of laat de keuzes weg die bij een tabel horen")
    if choices.command == "sheet":
        _check_sheet(choices)
    if choices.command == "sheet" and choices.before is None and any((choices.before_facts, choices.before_date)):
        choices.parser.error("argument --before: geef een tabel met de vorige weging, of laat de keuzes weg die daarbij horen")
    if (
        choices.command == "verify"
        and choices.dossier is None
        and (choices.account or choices.recovery or choices.passphrase_fd is not None)
    ):
        choices.parser.error("argument --dossier: geef een dossier, of laat de keuzes weg die daarbij horen")
    if choices.command == "export":
        _check_export(choices)
    return choices


def _check_sheet(choices: argparse.Namespace) -> None:
    """A sheet comes from a table with a framework, or from a dossier with a key; not from both."""
    of_table = (choices.table, choices.framework, choices.facts, choices.date, choices.invented, choices.before)
    of_dossier = (choices.account, choices.recovery, choices.passphrase_fd)
    if choices.dossier is not None and any(of_table):
        choices.parser.error("argument --dossier: geef een dossier of een tabel, niet allebei")
    if choices.dossier is None and any(given not in (None, False) for given in of_dossier):
        choices.parser.error("argument --dossier: geef een dossier, of laat de keuzes weg die daarbij horen")
    if choices.dossier is None and choices.table is None:
        choices.parser.error("the following arguments are required: TABEL")
    if choices.dossier is None and choices.framework is None:
        choices.parser.error("the following arguments are required: --framework")


def _check_export(choices: argparse.Namespace) -> None:
    """A table of cases goes only into a live workbook; facts, codes and the like only beside a table."""
    with_table = any((choices.facts, choices.case, choices.invented))
    if choices.to not in WITH_CASES and (choices.table is not None or choices.date or with_table):
        choices.parser.error(f"argument --to: geef {' of '.join(WITH_CASES)}, of laat de keuzes weg die bij casussen horen")
    if choices.table is None and with_table:
        choices.parser.error("argument --table: geef een tabel met casussen, of laat de keuzes weg die bij een tabel horen")


def _in_dutch(message: str) -> str:
    for pattern, dutch in _PROBLEMS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            said = {name: part.replace("'", "") for name, part in match.groupdict().items()}
            return _unknown(said["words"].split()) if "words" in said else dutch.format(**said)
    return "deze opdracht klopt niet"


def _unknown(words: Sequence[str]) -> str:
    """What is there too much: options by name, other words only that they are there."""
    options = [match[0] for word in words if (match := _AN_OPTION.match(word))]
    if options:
        return f"dit ken ik niet: {', '.join(options)}"
    return "er staat meer dan bij deze opdracht hoort"


def _day(text: str) -> date:
    try:
        day = parse_day(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        raise argparse.ArgumentTypeError("geef een datum, bijvoorbeeld 2026-11-23") from None


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("geef de naam van een map")
    return Path(text)


def _places(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not 1 <= int(text) <= MOST_PLACES:
        raise argparse.ArgumentTypeError("geef een heel getal van 1 tot en met 1.000.000")
    return int(text)


def _draws(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) > MOST_DRAWS:
        raise argparse.ArgumentTypeError("geef een heel getal van 0 tot en met 100.000")
    return int(text)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError("geef een heel getal van hoogstens 18 cijfers")
    return int(text)


def _parser() -> Parser:
    parser = Parser(
        prog="./run",
        description=(
            "Weegwijzer weegt casussen met een wegingskader en legt elk punt uit. Het adviseert; mensen besluiten.\n"
            "Zonder opdracht opent het venster."
        ),
    )
    commands = parser.add_subparsers(title="opdrachten", dest="command", metavar="OPDRACHT", required=True)
    _demo(commands)
    _check(commands)
    _weigh(commands)
    _list(commands)
    _compare(commands)
    _sheet(commands)
    _verify(commands)
    _export(commands)
    _dossier(commands)
    return parser


def _command(commands: Any, name: str, explanation: str) -> Parser:
    parser: Parser = commands.add_parser(name, help=explanation, description=explanation)
    parser.add_argument("--lang", choices=LANGUAGES, default="nl", help="taal van berichten en papier (nl)")
    parser.set_defaults(parser=parser)
    return parser


def _demo(commands: Any) -> None:
    parser = _command(commands, "demo", "Weeg de voorbeeldcasussen en schrijf alles wat het programma kan maken.")
    parser.add_argument("--out", type=_folder, default=Path("demo-uitvoer"), metavar="MAP", help="map voor de uitvoer (demo-uitvoer)")


def _check(commands: Any) -> None:
    parser = _command(commands, "check", "Controleer wegingskaders: vorm, toetsing, voorbeelden en bewijzen.")
    parser.add_argument("frameworks", nargs="+", type=Path, metavar="KADER", help="kaderbestand (.yaml)")
    parser.add_argument("--cases", type=_folder, metavar="MAP", help="map voor de casussen die een bewijs laat zien")


def _table(parser: Parser) -> None:
    parser.add_argument("table", type=Path, metavar="TABEL", help="casussen (.csv of .xlsx), of een ingevuld formulier")
    parser.add_argument("--framework", type=Path, required=True, metavar="KADER", help="kaderbestand (.yaml)")
    _beside_table(parser)


def _beside_table(parser: Parser) -> None:
    parser.add_argument("--facts", type=Path, metavar="TABEL", help="feiten (.csv of .xlsx)")
    parser.add_argument("--date", type=_day, metavar="DATUM", help="peildatum; anders de kolom reference_date, anders vandaag")
    parser.add_argument("--invented", action="store_true", help="de casussen zijn verzonnen: meer dan 2.000 mag")


def _weigh(commands: Any) -> None:
    parser = _command(commands, "weigh", "Proef: weeg een tabel, één rij per casus.")
    _table(parser)
    parser.add_argument("--points", action="store_true", help="ook een kolom per onderdeel")
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="uitvoer: .csv, .xlsx of .json")


def _list(commands: Any) -> None:
    parser = _command(commands, "list", "Proef: wie krijgt een van de beperkte plaatsen.")
    _table(parser)
    parser.add_argument("--places", type=_places, metavar="AANTAL", help="aantal plaatsen; anders het aantal in het kader")
    parser.add_argument("--draws", type=_draws, default=DRAWS, metavar="AANTAL", help="hoe vaak met andere punten herberekenen (10.000)")
    parser.add_argument("--seed", type=_seed, default=SEED, metavar="GETAL", help="beginwaarde (1): met hetzelfde getal dezelfde uitkomst")
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="uitvoer: .csv, .xlsx of .json")


def _compare(commands: Any) -> None:
    parser = _command(commands, "compare", "Proef: leg twee versies van een kader naast elkaar; met een tabel ook wie er verschuift.")
    parser.add_argument("old", type=Path, metavar="OUD", help="kaderbestand (.yaml), de oude versie")
    parser.add_argument("new", type=Path, metavar="NIEUW", help="kaderbestand (.yaml), de nieuwe versie")
    parser.add_argument("--cases", dest="table", type=Path, metavar="TABEL", help="casussen (.csv of .xlsx), of een ingevuld formulier")
    _beside_table(parser)
    parser.add_argument("--out", type=Path, metavar="BESTAND", help="wie er verschuift, als tabel: .csv of .xlsx")


def _sheet(commands: Any) -> None:
    parser = _command(commands, "sheet", "Maak een verantwoordingsblad: een proef uit een tabel, of met --dossier een echt blad.")
    parser.add_argument("table", nargs="?", type=Path, metavar="TABEL", help="casussen (.csv of .xlsx), of een ingevuld formulier")
    parser.add_argument("--framework", type=Path, metavar="KADER", help="kaderbestand (.yaml); hoort bij een tabel")
    _beside_table(parser)
    parser.add_argument("--case", required=True, metavar="CODE", help="code van de casus")
    parser.add_argument("--printed", type=_day, metavar="DATUM", help="datum op het blad; anders vandaag")
    parser.add_argument("--before", type=Path, metavar="TABEL", help="de casus bij de vorige weging: wat is er sindsdien veranderd")
    parser.add_argument("--before-facts", type=Path, metavar="TABEL", help="feiten bij de vorige weging (.csv of .xlsx)")
    parser.add_argument("--before-date", type=_day, metavar="DATUM", help="peildatum van de vorige weging; anders zoals bij --date")
    parser.add_argument(
        "--dossier", type=Path, metavar="DOSSIER", help="het blad van een casus in dit dossier, in plaats van uit een tabel"
    )
    _key(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="uitvoer: .pdf")


def _verify(commands: Any) -> None:
    parser = _command(commands, "verify", "Reken een verantwoordingsblad of een .json van weigh of list na met wat het bij zich draagt.")
    parser.add_argument("sheet", type=Path, metavar="BLAD", help="verantwoordingsblad (.pdf), of een uitkomst van weigh of list (.json)")
    parser.add_argument("--dossier", type=Path, metavar="DOSSIER", help="zeg ook of dit dossier precies dit bestand heeft uitgegeven")
    _key(parser)


def _export(commands: Any) -> None:
    parser = _command(
        commands,
        "export",
        "Schrijf een kader in een andere vorm: booklet is het kaderboekje (.md), form een leeg formulier (.xlsx), "
        "pmml de scorekaarten voor andere programma's (.pmml), schema de vorm (.json), "
        "xlsx het rekenblad, dat zelf rekent, leeg of met casussen (.xlsx).",
    )
    parser.add_argument("framework", type=Path, metavar="KADER", help="kaderbestand (.yaml)")
    parser.add_argument("--to", choices=EXPORTS, required=True, help="vorm")
    parser.add_argument("--table", type=Path, metavar="TABEL", help="bij xlsx: casussen (.csv of .xlsx), of een ingevuld formulier")
    _beside_table(parser)
    parser.add_argument("--case", metavar="CODE", help="bij xlsx: alleen deze casus")
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="uitvoer")


def _dossier(commands: Any) -> None:
    parser = _command(commands, "dossier", "Het versleutelde dossier: maken, nakijken, reservekopie, handelingen, tabel.")
    tasks = parser.add_subparsers(title="taken", dest="task", metavar="TAAK", required=True)
    _task(tasks, "new", "Maak een nieuw dossier met één account, procesregisseur-1, en een herstelsleutel voor de kluis.")
    check = _task(tasks, "check", "Kijk het hele dossier na; elk gebrek krijgt een naam en wat eraan te doen is.")
    check.add_argument("--repair", action="store_true", help="herstel wat te herstellen is; eerst komt er een kopie")
    check.add_argument("--head", metavar="CODE", help="de regel en code van een blad, om te zien of de lijst van handelingen die nog heeft")
    backup = _task(tasks, "backup", "Maak een versleutelde reservekopie en open haar ter controle.")
    backup.add_argument("--to", type=_folder, metavar="MAP", help="map voor de reservekopie; anders de map van het dossier")
    restore = _task(tasks, "restore", "Zet een reservekopie terug. Wat er stond, blijft ernaast bewaard.")
    restore.add_argument("--from", dest="backup", type=Path, metavar="KOPIE", help="de reservekopie; anders de laatste goede")
    activity = _task(tasks, "activity", "Lees wie wat wanneer deed, in gewone zinnen.")
    activity.add_argument("--case", metavar="CODE", help="alleen deze casus")
    activity.add_argument("--out", type=Path, metavar="BESTAND", help="ook als tabel: .csv")
    export = _task(tasks, "export", "Schrijf de antwoorden als tabel, zonder scores; zeldzame combinaties blijven achter.")
    export.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="uitvoer: .csv")


def _task(tasks: Any, name: str, explanation: str) -> Parser:
    parser = _command(tasks, name, explanation)
    parser.add_argument("file", type=Path, metavar="DOSSIER", help="het dossier (.dossier)")
    if name == "new":
        _descriptor_of(parser)
        parser.set_defaults(account=None, recovery=False)
    else:
        _key(parser)
    return parser


def _key(parser: Parser) -> None:
    parser.add_argument("--account", metavar="ACCOUNT", help="met welk account u opent; hoeft niet als er maar één is")
    parser.add_argument("--recovery", action="store_true", help="open met de herstelsleutel in plaats van een wachtzin")
    _descriptor_of(parser)


def _descriptor_of(parser: Parser) -> None:
    parser.add_argument("--passphrase-fd", type=_descriptor, metavar="NUMMER", help="lees de wachtzin uit deze bestandsbeschrijver")


def _descriptor(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise argparse.ArgumentTypeError("geef het nummer van een open bestandsbeschrijver, bijvoorbeeld 3")
    return int(text)
