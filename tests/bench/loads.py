"""How long one monthly workbook and the whole demo take from the files to the published snapshot."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

from paceboard import profiles
from paceboard.ingest import desk, forms, template
from paceboard.ingest.door import Overrides
from tests.conftest import DEMO, ROOT

PROJECTS = 100
MONTHS = (date(2019, 9, 1), date(2019, 10, 1), date(2019, 11, 1))
CITY, UNIT = "chengdu", "jinjiang"


def _rows(month: date) -> dict[str, list[dict]]:
    plan = Decimal(12000)
    register = [
        {
            "project_name": f"示例基准项目{number}",
            "level_id": "city",
            "annual_class": "carry",
            "total_investment": plan * 3,
            "plan_year": plan,
            "plan_start_date": date(2019, 1, 10),
            "plan_finish_date": date(2020, 12, 20),
        }
        | {f"plan_month_{n:02d}": plan / 12 for n in range(1, 13)}
        for number in range(PROJECTS)
    ]
    money = [
        {
            "project_name": row["project_name"],
            "invested_month": plan / 12,
            "invested_ytd": plan * month.month / 12,
        }
        for row in register
    ]
    return {"project": register, "investment": money}


def _workbook(folder: Path, month: date) -> Path:
    profile = profiles.get(CITY)
    path = folder / f"{UNIT}-{month:%Y-%m}.xlsx"
    form = forms.load(profile.forms[0])
    template.write(path, form, profile, unit=UNIT, period=month, received_on=month, rows=_rows(month))
    return path


def one_workbook() -> float:
    """Return the median seconds from file to published snapshot, beside the demo's own returns."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(DEMO, home)
        for month in MONTHS:
            path = _workbook(Path(folder), month)
            began = time.perf_counter()
            receipts = desk.load([path], folder=home, overrides=Overrides())
            taken.append(time.perf_counter() - began)
            assert [r.status for r in receipts] == ["accepted"], receipts[0].issues
    return median(taken)


def demo() -> float:
    """Return the seconds in which the demo is written, checked, loaded and published from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PACEBOARD_HOME": folder}
        began = time.perf_counter()
        command = [sys.executable, "-m", "paceboard", "demo"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        return time.perf_counter() - began
