"""Nobody has a database open while it is replaced, and whoever comes meanwhile gets the one that took its place."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from tests.dossier.opened import entered, new_dossier
from tests.dossier.processes import beside, line_from
from tests.dossier.test_copying import READER
from triage.dossier import check
from triage.dossier.kept_out import others_kept_out
from triage.errors import InputError

READS_ON = """
import sys
from pathlib import Path
from tests.dossier.opened import entered
from triage.dossier.places import Places
dossier = entered(Places(Path(sys.argv[1])), "toezichthouder-1", alters=False).dossier
print("in", flush=True)
sys.stdin.readline()
dossier.close()
print("out", flush=True)
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_whoever_has_it_open_is_met_also_when_it_is_damaged(tmp_path: Path, damaged: bool) -> None:
    places = new_dossier(tmp_path)
    with beside(READS_ON, places.path) as reader:
        assert line_from(reader) == "in"
        if damaged:
            with places.database.open("r+b") as file:
                file.write(bytes(8192))
        with pytest.raises(InputError, match="Iemand anders heeft dit dossier open"), others_kept_out(places.database):
            pass


def test_where_there_is_nothing_there_is_nothing_to_hold(tmp_path: Path) -> None:
    with others_kept_out(tmp_path / "weg.dossier"):
        assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=tmp_path.name), others_kept_out(tmp_path):
        pass


def test_whoever_comes_meanwhile_gets_the_file_that_took_its_place(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    before = places.database.read_bytes()
    with closing(entered(places).dossier) as dossier:
        key, (number, _code) = dossier.data_key, check.head(dossier)
    later = tmp_path / "later"
    later.write_bytes(places.database.read_bytes())
    places.database.write_bytes(before)
    with others_kept_out(places.database), beside(READER, places.path, key.hex()) as reader:
        sleep(2)
        assert reader.poll() is None
        places.database.rename(tmp_path / "eerder")
        later.rename(places.database)
        assert line_from(reader) == str(number)
