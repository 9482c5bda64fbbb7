"""``make chapter`` in a copy of the tree: what it makes passes every check and its own tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SLUG = "oversight"
OWN = f"src/shoumi/chapters/{SLUG}"
PARTS = ("src", "tests", "docs", "scripts", "bench", "conftest.py", "pyproject.toml")
DOCUMENTS = (".importlinter", "ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "SECURITY.md")
OF_THIS_RUN = ("PYTEST", "COV", "SHOUMI", "DATABASE_URL", "KEYRING_URL", "PYTHONDONT")
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
CHECKS = {
    "ruff": ["-m", "ruff", "check", "-q", "src", "tests"],
    "format": ["-m", "ruff", "format", "--check", "-q", "src", "tests"],
    "mypy": ["-m", "mypy", "--no-error-summary", "--cache-dir=.mypy_cache", OWN],
    "contracts": ["-c", LINT, "--no-cache"],
    "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run"],
    "tests": [
        *("-m", "pytest", "-p", "no:cacheprovider", OWN),
        *(
            "tests/test_architecture.py",
            "tests/test_cards.py",
            "tests/test_chapter_names.py",
            "tests/test_budgets.py",
            "tests/test_handbook.py",
            "src/shoumi/base/registry",
        ),
        "tests/web/test_access.py::test_every_address_is_in_the_file_and_says_the_same_of_itself",
    ],
}


def run(tree, *words):
    """In a process of its own, which finds the package in the copy and no database of ours."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(OF_THIS_RUN)
    }
    environment |= {
        "PYTHONPATH": f"{tree / 'src'}:{tree}",
        "DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.test",
    }
    return subprocess.run(
        [sys.executable, *words], cwd=tree, env=environment, text=True, capture_output=True
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy with the chapter in it; temporary folders lie in memory where there is room."""
    folder = tmp_path_factory.mktemp("tree")
    left_out = shutil.ignore_patterns("kept")  # compiled modules are as good in the copy
    try:
        for name in PARTS:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, folder / name, ignore=left_out)
            else:
                shutil.copy(path, folder)
        for name in DOCUMENTS:
            shutil.copy(ROOT / name, folder)
        made = run(folder, "scripts/make_chapter.py", SLUG)
        assert made.returncode == 0, made.stdout + made.stderr
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.long(one_in=2)
@pytest.mark.parametrize("check", CHECKS)
def test_a_new_chapter_passes(tree, check):
    done = run(tree, *CHECKS[check])
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.mark.slow
def test_the_reference_pages_and_lists_name_it(tree):
    for page in ("access", "commands", "errors", "events"):
        assert SLUG in (tree / f"docs/reference/{page}.md").read_text("utf-8"), page
    assert f'"shoumi.chapters.{SLUG}",' in (tree / "src/shoumi/doors/settings/base.py").read_text()
    assert f"    shoumi.chapters.{SLUG}\n" in (tree / ".importlinter").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("slug", [SLUG, "agreements", "deal", "Two Words", "", "x"])
def test_a_name_that_is_taken_or_unfit_makes_nothing(tree, slug):
    before = sorted((tree / "src/shoumi/chapters").iterdir())
    refused = run(tree, "scripts/make_chapter.py", slug)
    assert (refused.returncode, refused.stderr.partition(":")[0]) == (1, "nothing made")
    assert sorted((tree / "src/shoumi/chapters").iterdir()) == before


def test_the_template_leaves_no_place_unfilled():
    """Both placeholders are used, and nothing of another chapter came along."""
    found = [path for path in (ROOT / "scripts/chapter").rglob("*") if path.is_file()]
    text = "".join(path.read_text("utf-8") for path in found if "__pycache__" not in path.parts)
    assert "chapter_slug" in text
    assert "ChapterName" in text
    assert "agreement" not in text.lower()
