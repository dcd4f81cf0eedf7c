"""The sheet with results: the columns that `weigh` writes with `--points`, each a formula on the sheet with steps.

Left out is `deciding`: which open questions decide follows from a search through the lines, and not from a sum somebody can redo.
"""

from __future__ import annotations

from triage.exchange.live.advising import AdviceFormulas
from triage.exchange.live.columns import ROW, STEPS, Columns, joined, quoted
from triage.exchange.live.reading import Reading
from triage.framework.contents import point_values
from triage.framework.model import Framework, Scale
from triage.framework.values import UNIT
from triage.framework.vocabulary import INSUFFICIENT
from triage.weighing.envelope import TRIAL
from triage.weighing.result import Truth
from triage.wording import DUTCH, _

CODE = f"$A{ROW}"
"""The first column of the sheet: the code of the case, or empty where no case was filled in."""


def result_columns(framework: Framework, code: str, reading: Reading, advice: AdviceFormulas) -> Columns:
    """The columns of the sheet, in the order of a table of results. `code` is the column of steps with the code."""
    results = Columns()
    results.append(_there(code), about="casus", name="case")
    for scale in framework.scales:
        _add_scale(results, scale, reading)
    words = ",".join(quoted(truth.word) for truth in Truth)
    for criterion in framework.criteria:
        _add(results, f"CHOOSE({_there(reading.criterion(criterion.id))}+1,{words})", "criterium", criterion.id, criterion.name)
    _add(results, _there(advice.advice), "advies", "advice", _("het advies dat vaststaat, of leeg"))
    _add(results, _there(advice.possible), "advies", "possible_advice", _("wat nog niet is uitgesloten"))
    whole = all(points % UNIT == 0 for item in framework.items for points in point_values(item))
    for item in framework.items:
        low, high = (_there(column) for column in reading.points(item))
        text = '&".."&'.join(f"({end}/{UNIT})" if whole else _with_point(end) for end in (low, high))
        value = f"IF({low}={high},{low}/{UNIT},{text})" if low != high else f"{low}/{UNIT}"
        _add(results, value, "onderdeel", item.id, item.name)
    _add(results, quoted(TRIAL), "proef", "trial", "")
    return results


def _add_scale(results: Columns, scale: Scale, reading: Reading) -> None:
    sums = reading.sums(scale)
    low, high, enough, first, last = (_there(column) for column in (sums.low, sums.high, sums.sufficient, sums.first, sums.last))
    names = ",".join(quoted(band) for band in scale.band_ids)
    single = f'IF({first}={last},CHOOSE({first},{names}),"")' if scale.bands else '""'
    possible = joined([(f"AND({first}<={place},{last}>={place})", band) for place, band in enumerate(scale.band_ids, 1)])
    name = DUTCH.say(scale.name)
    _add(results, f'IF({low}={high},{low}/{UNIT},"")', name, scale.id, _("de score, als die vaststaat"))
    _add(results, f"{low}/{UNIT}", name, f"{scale.id}_low", _("ten minste"))
    _add(results, f"{high}/{UNIT}", name, f"{scale.id}_high", _("hoogstens"))
    _add(results, f"IF({enough}=1,{single},{quoted(INSUFFICIENT)})", name, f"{scale.id}_band", _("niveau"))
    _add(results, f'IF({enough}=1,{possible},"")', name, f"{scale.id}_possible", _("niveaus die nog kunnen"))


def _add(results: Columns, formula: str, about: str, name: str, says: object) -> None:
    results.append(f'IF({CODE}="","",{formula})', about=about, name=name, says=says)


def _there(formula: str) -> str:
    """A formula of the sheet with steps, as it is called from another sheet; all its references are of single cells there."""
    return formula.replace("$", f"{STEPS}!$")


def _with_point(thousandths: str) -> str:
    """Points as text with a decimal point and no zero too many, in whatever way this computer writes numbers."""
    size = f"ABS({thousandths})"
    rest = f"MOD({size},{UNIT})"
    digits = f'RIGHT("00"&{rest},3)'
    shown = f"IF(MOD({rest},100)=0,LEFT({digits},1),IF(MOD({rest},10)=0,LEFT({digits},2),{digits}))"
    return f'IF({thousandths}<0,"-","")&INT({size}/{UNIT})&IF({rest}=0,"","."&{shown})'
