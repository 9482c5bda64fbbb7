"""What a person sees: one language at a time, on a narrow and on a wide screen."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from shoumi.core.messages import Message
from shoumi.doors.demo import runner, show
from shoumi.doors.demo.story import Note, StepState, Story, Told
from shoumi.doors.demo.tests import runs

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
ON = date(2026, 9, 2)


WIDTHS = (80, 120)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """One telling as it prints, by language and width."""
    home = tmp_path_factory.mktemp("seen") / "demo"
    return runs.inside(home, "shown", "60", *map(str, WIDTHS))


@pytest.fixture(scope="module", params=WIDTHS)
def seen(request, once):
    """The demo as it prints, in both languages, on screens of one width."""
    width = request.param
    shown = {lang: _lines(once[f"{lang} {width}"]) for lang in ("zh", "en")}
    return width, shown


def _lines(text):
    return [line.rstrip() for line in text.splitlines()]


def test_the_command_prints_the_telling_in_the_readers_language_and_width(tmp_path, once):
    """The rest here looks at one telling."""
    arguments = ("demo", "--customers", "60", "--no-open-deal")
    done = runs.shoumi(tmp_path / "demo", *arguments, SHOUMI_LANG="en", COLUMNS="80")
    assert done.returncode == 0, done.stderr
    printed, told = (_plain(text) for text in (done.stdout, once["en 80"]))
    assert printed == told


def _plain(text):
    """What two tellings have in common of each line: seconds and sizes are those of each."""
    lines = [re.sub(r"\d+(\.\d)? s\.?$|[\d,]+ bytes", "", line).rstrip() for line in _lines(text)]
    return [line for line in lines if line and "/" not in line]


def test_no_chinese_is_left_in_the_english_telling(seen):
    assert [line for line in seen[1]["en"] if CHINESE.search(line)] == []


def test_every_step_is_told_in_chinese(seen):
    steps = [line for line in seen[1]["zh"] if re.match(r"\d\d-\d\d ", line)]
    assert len(steps) > 60
    assert [line for line in steps if not CHINESE.search(line)] == []


def test_nothing_is_wider_than_the_screen_but_paths(seen):
    width, shown = seen
    for lines in shown.values():
        assert [line for line in lines if cell_len(line) > width and "/" not in line] == []


def test_no_place_in_the_words_stays_empty(seen):
    for lines in seen[1].values():
        assert [line for line in lines if "—" in line or "{" in line] == []


def test_the_end_says_where_everything_is(seen):
    for lines in seen[1].values():
        text = "\n".join(lines)
        assert "/dossier" in text
        assert "--trust" in text
        assert "11" in text


def live(lang="zh", width=80):
    console = Console(file=io.StringIO(), width=width)
    return show.Live(console, lang, 10, lambda plan: None), console


def step(**given):
    plain = {
        "name": "nda",
        "state": StepState.DONE,
        "seconds": 0.2,
        "on": ON,
        "words": Message("签署", "signed"),
    }
    return Told(**{**plain, **given})


def printed(lang="zh", width=80, **given):
    shown, console = live(lang, width)
    shown.told(step(**given))
    return console.file.getvalue()


def test_a_note_stands_beside_the_words_where_it_fits():
    assert printed(note=Message("至 2028-09-02", "until 2028-09-02")).count("\n") == 1


def test_a_note_that_does_not_fit_stands_under_the_words():
    lines = printed(note=Message("很" * 30, "much " * 12)).splitlines()
    assert lines[0].rstrip().endswith("0.2 s")
    assert lines[1].startswith("        很")


def test_a_refusal_shows_its_words_and_where_there_is_room_its_code():
    given = {"state": StepState.REFUSED, "code": "gate.room_export"}
    assert "gate.room_export" in printed(note=Message("不能导出。", "No."), **given)
    assert "gate.room_export" not in printed(note=Message("不" * 30, "No."), **given)


def test_a_note_has_its_parts_in_both_languages():
    note = Note()
    assert note.words() == Message("", "")
    note.add("密钥 12", "12 keys")
    note.add("记录 36", "36 records")
    assert note.words() == Message("密钥 12，记录 36", "12 keys, 36 records")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_figure_that_is_not_the_expected_one_is_marked(lang):
    console = Console(file=io.StringIO(), width=80)
    story = Story(Path(), "equity", 1000, show.Silent(), counts={"found": 999})
    assert show.compare(console, lang, story, {"found": 1000}, {}) is False
    story.counts["found"] = 1000
    assert show.compare(console, lang, story, {"found": 1000}, {}) is True
    text = console.file.getvalue()
    assert ("✗" in text, "✓" in text) == (True, True)


def test_the_progress_bar_counts_about_as_many_steps_as_there_are(seen):
    told = sum(bool(re.match(r"\d\d-\d\d ", line)) for line in seen[1]["zh"])
    assert abs(told - runner.STEPS) <= 6
