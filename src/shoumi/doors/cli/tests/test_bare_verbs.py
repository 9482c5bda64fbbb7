"""Commands without a verb open the home like every other; groups only tell what they have."""

from __future__ import annotations

import pytest

from shoumi.doors.demo.tests.runs import shoumi


@pytest.mark.parametrize("verb", ["duties", "worker"])
def test_a_bare_verb_without_a_home_says_so_in_words(tmp_path, verb):
    done = shoumi(tmp_path / "nowhere", verb)
    assert done.returncode == 1
    assert "没有安装" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_program_alone_tells_its_commands_without_a_home(tmp_path):
    done = shoumi(tmp_path / "nowhere")
    told = done.stdout + done.stderr
    assert "Commands:" in told
    assert "deal" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("group", ["deal", "intake", "campaign", "handover", "subject", "destroy"])
def test_a_group_without_a_verb_tells_what_it_has(tmp_path, group):
    done = shoumi(tmp_path / "nowhere", group)
    assert done.returncode in (0, 2)
    assert "Commands:" in done.stdout + done.stderr
    assert "没有安装" not in done.stderr
