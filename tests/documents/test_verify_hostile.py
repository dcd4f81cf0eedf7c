"""Sheets made to flood the check, or to show one reader something else than another."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from tests.documents.forger import edited
from tests.documents.papers import full_sheet
from triage.documents.verify import verify
from triage.errors import InputError
from triage.wording import DUTCH

DRAWN_OTHERWISE = "getekend op een manier die op een blad niet voorkomt"
OTHER_DATA = "Het blad noemt nog een ander bestand als zijn gegevens, of noemt zijn gegevens niet."


def drawings_in_drawings(pdf: pikepdf.Pdf) -> None:
    """Each drawing draws the one before it twice: 24 of them are sixteen million."""
    inner: pikepdf.Object | None = None
    for _level in range(24):
        drawing = Stream(pdf, b"0 0 1 1 re f" if inner is None else b"/X Do /X Do")
        drawing.Type, drawing.Subtype, drawing.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 800])
        if inner is not None:
            drawing.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = pdf.make_indirect(drawing)
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)
    pdf.pages[0].contents_add(b"/X Do")


def strokes_without_end(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 600 800 re f " * 700_000)


def letters_that_are_drawings(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    fonts[next(iter(fonts.keys()))].Subtype = Name.Type3


@pytest.mark.parametrize("change", [drawings_in_drawings, strokes_without_end, letters_that_are_drawings])
def test_a_page_that_would_keep_the_reader_busy_is_refused_before_it_is_read(change: Callable[[pikepdf.Pdf], None]) -> None:
    with pytest.raises(InputError, match=DRAWN_OTHERWISE):
        verify(edited(full_sheet(), change))


def another_file_under_one_name(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.AF[0].EF
    names.F = Stream(pdf, names.UF.read_bytes().replace(b'"value":"17"', b'"value":"15"'))


def another_file_under_an_old_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].EF.DOS = Stream(pdf, b"{}")


def no_longer_named(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF


def another_file_of_a_page(pdf: pikepdf.Pdf) -> None:
    other = Dictionary(Type=Name.Filespec, F=pikepdf.String("x.json"), EF=Dictionary(F=Stream(pdf, b"{}")))
    pdf.pages[0].AF = Array([pdf.make_indirect(other)])


@pytest.mark.parametrize("change", [another_file_under_one_name, another_file_under_an_old_name, no_longer_named, another_file_of_a_page])
def test_data_that_some_reader_would_take_for_those_of_the_sheet_are_named(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert OTHER_DATA in [DUTCH.say(difference) for difference in verify(edited(full_sheet(), change)).differences]


def test_a_page_in_another_unit_of_length_is_named() -> None:
    def enlarged(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.UserUnit = 2

    said = [DUTCH.say(difference) for difference in verify(edited(full_sheet(), enlarged)).differences]
    assert "Bij bladzijde 1 staat iets wat er niet hoort: /UserUnit." in said
