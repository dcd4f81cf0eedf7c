"""The outer side of a PDF: what it says about itself, the file it carries, and taking that file out again without trusting it.

Language, title and dates are written so that archive profiles can be built on them; no profile is claimed here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from triage import __version__
from triage.errors import InputError
from triage.wording import Language, Message, _

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

MEBIBYTE = 1024 * 1024
MOST_BYTES = 20 * MEBIBYTE
"""Of a PDF to check. A sheet is about a tenth of a megabyte."""

MOST_UNPACKED = 16 * MEBIBYTE
"""Of one compressed stream; more is no sheet but an attack."""

MOST_UNPACKED_IN_ALL = 64 * MEBIBYTE
MOST_PAGES = 1000
MOST_DRAWN = 256 * 1024
"""Bytes that draw one page. A page of ours takes about 20,000; a page of only strokes would keep the reader of pages busy for minutes."""

OUR_RESOURCES = frozenset({"/Font", "/ProcSet"})
"""What a page of ours draws with. Pictures and drawings within drawings, which can grow without end, are none of them."""

PROGRAM = "Weegwijzer"

NOT_A_SHEET = _("Kies een verantwoordingsblad (PDF) dat met dit programma is gemaakt.")
ASK_AGAIN = _("Vraag het blad opnieuw op bij wie het heeft gemaakt.")


def finished(
    drawn: bytes, *, title: str, language: Language, printed: date, name: str, content: bytes, about: str, version: str = __version__
) -> bytes:
    """The drawn PDF with its metadata and one attached file. The same input and installed versions give the same bytes.

    `version` is the program version it says it was made with; `verify` draws a sheet again under the version that sheet names.
    """
    from pikepdf import Name, ObjectStreamMode, Pdf

    moment = f"D:{printed:%Y%m%d}000000Z"
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        for page in pdf.pages:
            if Name.Trans in page.obj:
                del page.obj[Name.Trans]
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        for key, value in {
            "/Title": title,
            "/Creator": f"{PROGRAM} {version}",
            "/Producer": f"{PROGRAM} {version}",
            "/CreationDate": moment,
            "/ModDate": moment,
        }.items():
            pdf.docinfo[key] = value
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata.load_from_docinfo(pdf.docinfo)
            metadata["dc:language"] = [language.code]
        _attach(pdf, name, content, about, moment)
        target = io.BytesIO()
        pdf.save(target, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


def _attach(pdf: Pdf, name: str, content: bytes, about: str, moment: str) -> None:
    from pikepdf import Array, AttachedFileSpec, Name

    attached = AttachedFileSpec(
        pdf,
        content,
        filename=name,
        description=about,
        mime_type="application/json",
        creation_date=moment,
        mod_date=moment,
        relationship=Name.Data,
    )
    pdf.attachments[name] = attached
    pdf.Root.AF = Array([attached.obj])


def opened(sheet: bytes) -> Pdf:
    """An unknown PDF, opened with limits on what it may unpack; to be closed by the caller. Raises InputError for what is no open PDF."""
    from pikepdf import PasswordError, Pdf

    if len(sheet) > MOST_BYTES:
        raise _refused(_("Dit bestand is te groot voor een verantwoordingsblad."), NOT_A_SHEET)
    if b"%PDF-" not in sheet[:1024]:
        raise _refused(_("Dit is geen PDF."), NOT_A_SHEET)
    _limit_unpacking()
    try:
        with foreign():
            pdf = Pdf.open(io.BytesIO(sheet), attempt_recovery=False)
    except PasswordError:
        raise _locked() from None
    if pdf.is_encrypted:
        pdf.close()
        raise _locked()
    return pdf


@contextmanager
def foreign() -> Iterator[None]:
    """Around the reading of parts that somebody else wrote, and nothing more. Raises InputError for a part that is not what it should be.

    Such a part shows as one of the plain errors caught here, which outside are mistakes of our own.
    """
    from pikepdf import PasswordError, PdfError

    try:
        yield
    except PasswordError:
        raise
    except (PdfError, AttributeError, KeyError, TypeError, ValueError):
        raise damaged() from None


@cache
def _limit_unpacking() -> None:
    """Once, for the whole process: qpdf knows no other way, and no paper of ours comes near these limits."""
    from pikepdf.settings import set_qpdf_limits

    set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        dct_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
        max_stream_filters=4,
    )


def unpacked_safely(pdf: Pdf) -> None:
    """Unpacks every stream once, within limits. Raises InputError when they are passed, so that no later reader is flooded."""
    from pikepdf import PdfError, Stream

    total = 0
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            try:
                total += len(thing.read_bytes())
            except (PdfError, MemoryError):
                raise _refused(_("In deze PDF zit iets dat niet veilig kan worden uitgepakt."), ASK_AGAIN) from None
        if total > MOST_UNPACKED_IN_ALL:
            raise _refused(_("In deze PDF zit iets dat niet veilig kan worden uitgepakt."), ASK_AGAIN)
    if len(pdf.pages) > MOST_PAGES:
        raise _refused(_("Deze PDF heeft te veel bladzijden voor een verantwoordingsblad."), NOT_A_SHEET)


def drawn_plainly(pdf: Pdf) -> None:
    """Raises InputError for a page that draws with anything but letters and lines, or with too many, before any reader draws it."""
    for number, page in enumerate(pdf.pages, 1):
        resources = page.obj.get("/Resources")
        strange = [] if resources is None else [key for key in resources.keys() if key not in OUR_RESOURCES]  # noqa: SIM118
        if strange or _has_drawn_letters(page) or _bytes_that_draw(page) > MOST_DRAWN:
            raise _refused(
                _("Bladzijde {page} is getekend op een manier die op een blad niet voorkomt. Verder is er niet gekeken.", page=number),
                ASK_AGAIN,
            )


def _has_drawn_letters(page: Page) -> bool:
    """Whether some letter is a drawing of its own, which could hold anything."""
    resources = page.obj.get("/Resources")
    fonts = None if resources is None else resources.get("/Font")
    return fonts is not None and any(fonts[name].get("/Subtype") == "/Type3" for name in fonts.keys())  # noqa: SIM118


def _bytes_that_draw(page: Page) -> int:
    from pikepdf import Array

    contents = page.obj.get("/Contents")
    parts = [] if contents is None else list(contents) if isinstance(contents, Array) else [contents]
    return sum(len(part.read_bytes()) for part in parts)


def attached(pdf: Pdf, name: str) -> bytes | None:
    """The content of the attached file with this name; None when it is not there."""
    found = pdf.attachments.get(name)
    return None if found is None else found.get_file().read_bytes()


def damaged() -> InputError:
    """The message for a PDF that cannot be read as one."""
    return _refused(_("Deze PDF is beschadigd of niet compleet."), ASK_AGAIN)


def _locked() -> InputError:
    return _refused(_("Deze PDF is versleuteld."), _("Vraag om een blad zonder wachtwoord."))


def _refused(problem: Message, mend: Message) -> InputError:
    return InputError.at(_("het blad"), problem, mend)
