"""Reasons that give no reason: "conform advies", "akkoord", "zie overleg", also when padded, repeated or drawn out (REQ-22).

A text is held to its words. Words that only agree, refer or join are set aside; what is left must be at least three different words. This
finds a stock text, not a bad argument: whether the argument holds is for people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

from triage.casework.texts import FULL_REASON, REASON, SHORT_REASON, text_defects, tidy
from triage.errors import Defect
from triage.wording import Message, _

FEWEST_WORDS = 3

NO_REASON = _("Deze tekst zegt niet waarom.")
SAY_WHY = _("Noem een feit en leg uit waarom dat telt. Alleen “conform advies” of “akkoord” is geen reden.")
SAY_A_FACT = _("Noem een feit dat dit uitlegt.")

_AGREEING = """
    conform advies adviezen adviseert geadviseerd akkoord accoord volgt volg volgen volgens gevolgd opgevolgd opvolgen overgenomen
    overnemen neem neemt nemen eens oneens lijn overeenkomstig overeenstemming instemming instemmen instemt ingestemd goedgekeurd
    goedkeuring goed prima oke okay ok ja nee zeker natuurlijk uiteraard idem ditto hetzelfde gelijk standaard gebruikelijk geen
    niets niks bezwaar bijzonderheden opmerkingen opmerking toelichting motivering motivatie reden redenen argument argumenten
    onderbouwing uitleg nvt toepassing advisering onderschrijf onderschrijft onderschrijven onderschreven unaniem unanieme
    eensgezind gezamenlijk gezamenlijke consensus draagvlak gedragen bevestigd bevestigen bevestigt vastgesteld vaststellen passend
    passende geacht achten vinden vindt sluit sluiten aangesloten steunt meegaan meegegaan afwijken afwijkt wijken af leidend nodig
    noodzakelijk wenselijk gewenst logisch terecht juist juiste correct vertrouwen vertrouwt
"""
_REFERRING = """
    zie ziet boven hierboven bovenstaand bovenstaande eerder onder hieronder dossier overleg casusoverleg besproken bespreking
    verslag notulen bijlage blad verantwoordingsblad kader beleid afspraak afgesproken uitkomst uitkomsten resultaat weging
    programma systeem weegwijzer score scores punten niveau basis grond aanleiding naar aan casus zaak besluit besluiten besloten
    beslissing voorstel voorgesteld test proef gebaseerd moet onveranderd ongewijzigd verlengd verlengen verlenging bekend
    duidelijk vorige vorig keer ook zoals gezegd genoemd vermeld partner partners partij partijen deelnemer deelnemers betrokkenen
    aanwezig aanwezige aanwezigen tafel tafels bijeenkomst vergadering sessie tijdens instrument tool model computer algoritme applicatie
    rapport rapportage document stuk stukken week staat staan beschreven beschrijving opgeschreven genoteerd vastgelegd aangegeven geeft
    geven ziet keuze optie
"""
_JOINING = """
    de het een en of maar want dus omdat dat dit die deze er hier daar wij we ik jij je u hij zij ze men ons onze mijn zijn haar
    hun is was ben bent waren worden wordt werd word heb hebben heeft had kan kunnen mag mogen zal zullen wil willen doen doet
    gedaan gaan ga gaat van voor met op in uit bij te tot om door over aan naar als dan nog wel niet al zo toch alleen verder
    alles allemaal iedereen hele geheel volledig helemaal ermee hiermee daarmee mee hierbij daarbij waarbij eens graag gewoon meer
    zelf wat wie nu echt heel alle allen ieder zich hierin hieraan hierover daarin daaraan daarop daarover daarvan verdere nadere tevens
    na
"""

_NOT_YET = re.compile(r"\bnog (?:niets|niet|geen) (?:besloten|besproken|besluit|bekend|afgesproken)\b", re.IGNORECASE)
"""That something was not done yet is a fact, though each of its words says nothing."""


def _folded(word: str) -> str:
    """A word without capitals, accents and letters that are drawn out: `Akkoooord` and `akkoord` are one."""
    plain = word.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return _DRAWN_OUT.sub(r"\1", plain)


_DRAWN_OUT = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_LETTER = re.compile(r"[\W_]+")
_SAYS_NOTHING = frozenset(_folded(word) for words in (_AGREEING, _REFERRING, _JOINING) for word in words.split())


def gives_no_reason(text: str, words: int = FEWEST_WORDS) -> bool:
    """Whether fewer than so many different words are left of it."""
    found = {_folded(word) for word in set(_WORD.findall(text))}
    saying = {word for word in found - _SAYS_NOTHING if len(word) > 1}
    return len(saying) + bool(_NOT_YET.search(text)) < words


def reason_defects(
    place: Message,
    text: str,
    *,
    least: int = FULL_REASON,
    most: int = REASON,
    words: int = FEWEST_WORDS,
    mend: Message = SAY_WHY,
    confirmed: Container[str] = (),
) -> Iterator[Defect]:
    """What is wrong with a text that must give a reason: all that can be wrong with a text, and that it gives none.

    `words` is how many words that say something it needs, `mend` what to do when there are fewer. A stock text is called that, and not also
    too short.
    """
    empty = bool(tidy(text)) and gives_no_reason(text, words)
    if empty:
        yield Defect(place, NO_REASON, mend)
    yield from text_defects(place, text, most=most, least=0 if empty else least, confirmed=confirmed)


def short_reason_defects(place: Message, text: str, *, least: int = SHORT_REASON, confirmed: Container[str] = ()) -> Iterator[Defect]:
    """The same for a reason that may be a single fact, such as that somebody could not be reached."""
    return reason_defects(place, text, least=least, words=1, mend=SAY_A_FACT, confirmed=confirmed)


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for capitals, signs and blanks; empty ones are not."""
    return bool(letters(one)) and letters(one) == letters(other)


def letters(text: str) -> str:
    """The letters and digits of a text, without capitals."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())
