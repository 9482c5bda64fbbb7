"""A log is read through rotation, cuts and half lines: none lost, none double."""

from __future__ import annotations

import os
import random
import shutil

import pytest

from shoumi.chapters.defence.rules import log_reader
from shoumi.chapters.defence.rules.log_reader import end_of, read_on
from shoumi.core.tests import portion


class Writer:
    """Writes numbered lines, halves of them too, and is rotated as logrotate and Suricata do."""

    def __init__(self, folder):
        self.path, self.count, self.half, self.day = folder / "eve.json", 0, b"", 0
        self.dated = False
        self.file = self.path.open("ab", buffering=0)
        self.write(1)

    def write(self, lines, *, half=False):
        for _ in range(lines):
            self.count += 1
            line = b'{"n": %d, "pad": "%s"}\n' % (self.count, b"x" * (self.count * 7 % 90))
            self.file.write(self.half + line if not self.half else self.half)
            if self.half:
                self.half = b""
                self.file.write(line)
        if half and not self.half:
            self.count += 1
            line = b'{"n": %d, "half": true}\n' % self.count
            cut = self.count % (len(line) - 1) + 1
            self.file.write(line[:cut])
            self.half = line[cut:]

    def rename(self, *, late=0):
        """``late``  lines that still go into the old file, as the writer opens the new one later"""
        self.shift()
        os.rename(self.path, self.next())
        self.path.touch()
        if late or self.half:
            self.write(max(late, 1))
        self.file.close()
        self.file = self.path.open("ab", buffering=0)

    def copy_and_cut(self):
        if self.half:
            self.write(1)
        self.shift()
        shutil.copyfile(self.path, self.next())
        os.truncate(self.path, 0)

    def shift(self):
        if not self.dated:
            for number in range(60, 0, -1):
                old = self.path.with_name(f"eve.json.{number}")
                if old.exists():
                    os.rename(old, self.path.with_name(f"eve.json.{number + 1}"))

    def next(self):
        self.day += 1
        return self.path.with_name(f"eve.json-{self.day:08d}" if self.dated else "eve.json.1")

    def end(self):
        if self.half:
            self.write(1)
        self.file.close()


def numbers(lines):
    return [int(line.split(b",")[0].removeprefix(b'{"n": ')) for line in lines]


def one_round(folder, by, most, monkeypatch):
    monkeypatch.setattr(log_reader, "MOST_BYTES", most)
    writer = Writer(folder)
    writer.dated = by.random() < 0.4
    mark, got = end_of(writer.path), []
    first = writer.count
    for _ in range(by.randrange(3, 14)):
        for act in by.sample(["write", "half", "rename", "cut", "read"], by.randrange(1, 4)):
            if act == "write":
                writer.write(by.randrange(1, 30))
            elif act == "half":
                writer.write(0, half=True)
            elif act == "rename":
                writer.rename(late=by.randrange(3))
            elif act == "cut":
                writer.copy_and_cut()
            else:
                told = read_on(writer.path, mark)
                assert not told.is_gap
                if by.random() < 0.2:
                    continue  # the worker is killed before it wrote down how far it came
                got += numbers(told.lines)
                mark = told.mark
    writer.end()
    for _ in range(400):
        told = read_on(writer.path, mark)
        got += numbers(told.lines)
        if told.mark == mark:
            break
        mark = told.mark
    return first, writer.count, got


# So many in each of two ways to read; all of them, a thousand, in the long run.
ROUNDS = 500 if portion.is_long() else 100


@pytest.mark.parametrize("most", [200, 8 * 1024 * 1024])
def test_a_thousand_logs_are_read_whole_and_once(tmp_path, monkeypatch, most):
    by = random.Random(f"{portion.seed()} logs")
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        first, last, got = one_round(folder, by, most, monkeypatch)
        assert got == list(range(first + 1, last + 1)), f"round {number}"
        shutil.rmtree(folder)


def test_half_a_line_waits_for_its_end(tmp_path):
    path = tmp_path / "eve.json"
    path.write_bytes(b"one\ntw")
    told = read_on(path, end_of(path))
    assert told.lines == []
    with path.open("ab") as file:
        file.write(b"o\nthree\n")
    assert read_on(path, told.mark).lines == [b"two", b"three"]


def test_what_was_cut_without_a_copy_is_read_from_its_beginning_and_told(tmp_path):
    path = tmp_path / "eve.json"
    path.write_bytes(b"one\ntwo\n")
    mark = end_of(path)
    path.write_bytes(b"three\n")
    told = read_on(path, mark)
    assert (told.lines, told.is_gap) == ([b"three"], True)
    assert not read_on(path, told.mark).is_gap


def test_a_file_that_grew_past_where_the_old_one_was_left_is_another_file(tmp_path):
    path = tmp_path / "eve.json"
    path.write_bytes(b"one\n")
    mark = end_of(path)
    path.write_bytes(b"another\nmuch longer\n")
    told = read_on(path, mark)
    assert (told.lines, told.is_gap) == ([b"another", b"much longer"], True)


def test_a_log_that_is_away_for_a_moment_is_no_loss(tmp_path):
    path = tmp_path / "eve.json"
    path.write_bytes(b"one\n")
    mark = end_of(path)
    with path.open("ab") as file:
        file.write(b"two\n")
    os.rename(path, tmp_path / "eve.json.1")
    with pytest.raises(FileNotFoundError):
        read_on(path, mark)
    path.write_bytes(b"three\n")
    assert read_on(path, mark).lines == [b"two", b"three"]


def test_a_line_that_never_ends_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(log_reader, "MOST_LINE", 50)
    path = tmp_path / "eve.json"
    path.write_bytes(b"one\n")
    mark = end_of(path)
    with path.open("ab") as file:
        file.write(b"y" * 80)
    mark = read_on(path, mark).mark
    with path.open("ab") as file:
        file.write(b"yy\ntwo\n")
    assert read_on(path, mark).lines == [b"yy", b"two"]
