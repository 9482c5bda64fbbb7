"""What ``make house`` counts, on small examples."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

import pytest
from tests.house import chapter, source

ROOT = Path(__file__).parents[2]


def module(tmp_path, name, text):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
    return source.Module(name, path)


def test_a_docstring_is_no_statement_and_a_nested_one_is():
    tree = ast.parse(
        '"""Told."""\nif a:\n    b = 1\n    "bare"\ndef f():\n    """Told."""\n    g()'
    )
    assert source.statements(tree) == 4


def test_imports_are_of_modules_and_of_packages_for_what_is_in_them(tmp_path):
    found = [
        module(tmp_path, "base/one/__init__.py", "HERE = 1"),
        module(tmp_path, "base/one/rules.py", "from shoumi.base.one import HERE"),
        module(tmp_path, "base/two.py", "def f():\n    from shoumi.base.one import rules"),
    ]
    assert source.imports(found) == {
        "shoumi.base.one": set(),
        "shoumi.base.one.rules": {"shoumi.base.one"},
        "shoumi.base.two": {"shoumi.base.one.rules"},
    }


def test_a_circle_is_found_through_others():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": {"e"}}
    assert source.circles(graph) == [["a", "b", "c"]]


@pytest.mark.parametrize(
    "text",
    [
        "from shoumi.chapters.agreements.rules import Kind",
        "from shoumi.chapters import agreements",
        "import_module('shoumi.chapters.agreements')",
        "reverse('agreements')",
        "<a href=\"{% url 'agreement' agreement=ref %}\">",
        '"agreement-paper"',
        '"agreement.signed"',
        '"agreements.Agreement"',
    ],
)
def test_a_file_that_names_a_chapter_is_seen(text):
    assert chapter._names("agreements").search(text)


@pytest.mark.parametrize(
    "text", ["noun = 'agreement'", "agreement.signed = True", "from shoumi.chapters import consent"]
)
def test_a_word_that_is_also_a_chapters_is_no_name_of_it(text):
    assert not chapter._names("agreements").search(text)


def test_no_files_import_each_other():
    found = source.modules(ROOT / "src/shoumi")
    assert source.circles(source.imports(found)) == []


@pytest.mark.parametrize("slug", chapter.slugs(ROOT))
def test_a_chapter_costs_three_files_outside_its_folder_at_most(slug):
    assert chapter.outside(ROOT, slug).count <= 3
