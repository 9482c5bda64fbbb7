"""The library that computes the models tells its maker nothing, and keeps nothing to tell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

OURS = {
    "names": "from shoumi.base.intake.name_model import Model; Model()(['李明来过。'])",
    "pictures": "from shoumi.base.intake.ocr import worker; worker.Reader(worker.folder())",
}
AS_IT_COMES = "import onnxruntime; onnxruntime.SessionOptions()"


def left(code: str, home: Path) -> list[str]:
    """What a process that runs ``code`` leaves in the home folder of its user."""
    # On a machine that says it builds and tests, the library is silent by itself.
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True, timeout=100)  # noqa: S603
    return sorted(str(one.relative_to(home)) for one in home.rglob("*") if one.is_file())


@pytest.mark.parametrize("model", sorted(OURS))
def test_neither_model_leaves_a_number_of_the_machine_or_events_to_send(model, tmp_path):
    assert [one for one in left(OURS[model], tmp_path) if "Microsoft" in one] == []


def test_without_the_switch_the_library_does_leave_them_so_the_test_above_sees_something(tmp_path):
    assert any("Microsoft" in one for one in left(AS_IT_COMES, tmp_path))
