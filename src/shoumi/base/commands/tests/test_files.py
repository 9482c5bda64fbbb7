from __future__ import annotations

import pytest

from shoumi.base.commands.files import FileThere, new


def test_a_new_file_is_its_owners_alone(tmp_path):
    with new(tmp_path / "codes") as file:
        file.write("one\n")
    assert (tmp_path / "codes").read_text() == "one\n"
    assert (tmp_path / "codes").stat().st_mode & 0o777 == 0o600


def _fill(file):
    file.write("one\n")
    raise KeyboardInterrupt


def test_a_file_that_could_not_be_filled_is_not_left_behind(tmp_path):
    with pytest.raises(KeyboardInterrupt), new(tmp_path / "codes") as file:
        _fill(file)
    assert not (tmp_path / "codes").exists()


def test_a_file_that_was_there_stays(tmp_path):
    (tmp_path / "codes").write_text("mine")
    with pytest.raises(FileThere), new(tmp_path / "codes"):
        pass
    assert (tmp_path / "codes").read_text() == "mine"
