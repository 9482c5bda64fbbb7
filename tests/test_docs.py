"""The documents say what is so: generated pages are fresh, links lead somewhere, tests exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import shoumi
from shoumi.core.tests.cases import each
from shoumi.doors.demo import expected
from shoumi.doors.reference import PAGES
from shoumi.doors.reference.numbers import ENVIRONMENT

SOURCE = Path(shoumi.__path__[0])
ROOT = SOURCE.parents[1]
WRITTEN = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
# The paths and hosts of one machine are nobody else's.
FOREIGN = re.compile(r"/work/|/tmp/|/home/[a-z]|/root/|localhost:\d|127\.0\.0\.1")

documents = each("path", WRITTEN)


@pytest.mark.parametrize("page", PAGES, ids=[page.file for page in PAGES])
def test_a_reference_page_is_what_the_code_says_now(page):
    """Stale?  ``make docs`` writes it again."""
    committed = ROOT / "docs" / "reference" / page.file
    assert committed.exists(), "make docs"
    assert committed.read_text("utf-8").splitlines() == page.text().splitlines()


def test_no_page_stands_in_the_reference_that_nobody_writes():
    found = {path.name for path in (ROOT / "docs" / "reference").iterdir()}
    assert found == {page.file for page in PAGES}


def test_every_variable_that_is_read_is_told_of_and_no_other():
    named = re.compile(
        r"""(?:environ(?:\.get\(|\[)|getenv\(|env\.database\(|envvar=)\s*"([A-Z][A-Z_]+)\""""
    )
    read = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.relative_to(SOURCE).parts and path.name != "test.py":
            read |= set(named.findall(path.read_text("utf-8")))
    assert read == ENVIRONMENT.keys()


@documents
def test_a_link_leads_somewhere(path):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    targets += re.findall(r'src="([^"]+)"', path.read_text("utf-8"))
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (path.parent / target).exists()] == []


@documents
def test_a_document_names_no_machine(path):
    assert FOREIGN.findall(path.read_text("utf-8")) == []


@documents
def test_a_test_that_a_document_names_exists(path):
    """``folder/tests/test_file.py::test_name`` or the file alone, from ``src/shoumi`` or here."""
    for file, name in re.findall(
        r"`([\w/]*tests/(?:\w+/)?test_\w+\.py)(?:::(\w+))?`", path.read_text("utf-8")
    ):
        found = [base / file for base in (SOURCE, ROOT) if (base / file).exists()]
        assert found, file
        if name:
            tree = ast.parse(found[0].read_text("utf-8"))
            names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in names, f"{file}::{name}"


@documents
def test_a_module_that_a_document_names_exists(path):
    """``core/…``, ``base/…``, ``chapters/…`` and ``doors/…`` are paths below ``src/shoumi``."""
    named = re.findall(r"`((?:core|base|chapters|doors)/[\w/.]+)`", path.read_text("utf-8"))
    there = [any((SOURCE / f"{name}{ending}").exists() for ending in ("", ".py")) for name in named]
    assert [name for name, is_there in zip(named, there, strict=True) if not is_there] == []


@documents
def test_a_make_target_that_a_document_names_exists(path):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b`", path.read_text("utf-8"))) - targets == set()


@each("path", ADRS)
def test_a_decision_has_its_four_parts_on_one_page(path):
    text = path.read_text("utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences", "Alternatives"]
    assert len(text.split()) <= 900


def test_decisions_are_numbered_without_a_gap_and_listed():
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))
    listed = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert [path.name for path in ADRS if path.name not in listed] == []


def test_the_readme_begins_in_chinese_with_the_two_commands_and_one_picture():
    text = (ROOT / "README.md").read_text("utf-8")
    zh, _, en = text.partition("## English")
    for half in (zh, en):
        assert "make demo" in half
        assert "make test" in half
    assert re.search("[\u4e00-\u9fff]", zh[:40])
    assert text.count("docs/pictures/house.svg") == 1


@pytest.mark.parametrize("variant", expected.VARIANTS)
def test_the_readme_tells_the_numbers_the_demo_must_give(variant):
    zh, _, en = (ROOT / "README.md").read_text("utf-8").partition("## English")
    told = {int(number) for number in re.findall(r"\b\d+\b", zh)}
    counts = dict(expected.counts(variant, 1000))
    # Parts of a whole that the table leaves out.
    for name in ("objected", "excluded", "sealed", "marketing_off", "undeliverable"):
        counts.pop(name, None)
    assert set(counts.values()) - told - {counts["transferable"]} == set()
    assert str(counts.get("exported", counts.get("active_after_transfer"))) in en


def test_the_readme_counts_the_chapters_that_are_built():
    zh, _, en = (ROOT / "README.md").read_text("utf-8").partition("## English")
    built = [path for path in (SOURCE / "chapters").iterdir() if (path / "chapter.py").exists()]
    assert f"有：{len(built)} 章" in zh
    assert f"{len(built)} chapters" in en
