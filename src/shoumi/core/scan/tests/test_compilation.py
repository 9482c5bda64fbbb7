"""Where the compiler keeps what it made, and when it makes it anew."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")

from shoumi.core.scan.kernel import jit  # noqa: E402


@pytest.fixture
def places(monkeypatch, tmp_path):
    """The folder that is named, the home and the folder for a while, all empty."""
    named, home, brief = (tmp_path / name for name in ("named", "of one", "brief"))
    monkeypatch.setattr(jit.config, "CACHE_DIR", str(named))
    monkeypatch.setattr(jit.Path, "home", lambda: home)
    monkeypatch.setattr(jit.tempfile, "gettempdir", lambda: str(brief))
    jit.cache_folder.cache_clear()
    jit.digest()
    yield named, home, brief
    jit.cache_folder.cache_clear()


def test_the_folder_that_is_named_goes_first(places):
    assert jit.cache_folder().parent == places[0]


def test_without_a_name_it_is_in_the_home(places, monkeypatch):
    monkeypatch.setattr(jit.config, "CACHE_DIR", "")
    assert jit.cache_folder().is_relative_to(places[1])


def test_where_nothing_can_be_made_the_next_place_is_taken(places):
    for place in places[:2]:
        _barred(place)
    assert jit.cache_folder().is_relative_to(places[2])


def test_without_any_place_it_is_compiled_each_time(places):
    for place in places:
        _barred(place)
    assert jit.cache_folder() is None
    assert jit.entry(_nothing) is not _nothing


def _barred(place):
    """A file where the folder would be made."""
    place.write_text("")


def _nothing(number: int) -> int:
    return number


def test_a_folder_that_others_may_write_to_is_not_used(places):
    mine = jit.cache_folder()
    mine.chmod(0o777)
    jit.cache_folder.cache_clear()
    assert jit.cache_folder().is_relative_to(places[1])


def test_other_tables_or_sources_are_another_folder(monkeypatch, tmp_path):
    before = jit.digest()
    for folder, name in (("kernel", "one.py"), ("data", "one.toml")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("1")
    monkeypatch.setattr(jit, "files", lambda _: tmp_path)
    jit.digest.cache_clear()
    first = jit.digest()
    (tmp_path / "data" / "one.toml").write_text("2")
    jit.digest.cache_clear()
    assert len({before, first, jit.digest()}) == 3
    jit.digest.cache_clear()


def test_a_part_is_compiled_once_for_the_types_it_is_annotated_with():
    part = jit.compiled(_nothing)

    @jit.njit
    def caller(number):
        return part(number) + part(7)

    assert caller(1) == 8
    assert len(part.signatures) == 1


def test_an_array_goes_as_the_place_of_its_first_item():
    @jit.njit
    def second(array):
        return jit.address(array)[1]

    assert second(np.array([3, 5])) == 5
