"""``shoumi doctor``: what is wrong with an installation, and the mend.  Works without one too."""

from __future__ import annotations

from collections import Counter

import click

from shoumi.base.commands import answers, options
from shoumi.doors import health_checks, homes
from shoumi.doors.health_checks import state
from shoumi.doors.health_checks.findings import Finding, State

_MARKS = {State.OK: ("✓", "green"), State.WARN: ("!", "yellow"), State.FAIL: ("✗", "red")}


@click.command("doctor")
@click.option("--sweep", is_flag=True, help="清除中断的导入留下的文件和密钥 / Remove left-overs.")
@click.option("--examine", is_flag=True, help="全部核对一遍存量数据 / Examine all that is stored.")
@options.answering
@click.pass_context
def command(context: click.Context, *, sweep: bool, examine: bool) -> None:
    """检查安装并说明如何修复 / Say what is wrong with an installation, and the mend.

    \b
    Exit 0: nothing is wrong (warnings may be).  1: something is.
    """
    if sweep and homes.is_there():
        files, keys = state.sweep()
        words = ("清除了 {files} 个文件、{keys} 把密钥", "removed {files} files, {keys} keys")
        click.echo(answers.say(words, files=files, keys=keys), err=True)
    if examine and homes.is_there():
        state.examine()
    found = health_checks.examine(calls=True)
    counts = Counter(one.state for one in found)
    if answers.wants_json():
        told = {state.value: counts[state] for state in State}
        answers.document({"ok": not counts[State.FAIL], "counts": told, "checks": found})
    else:
        for one in found:
            _print(one)
        words = ("正常 {ok}，提示 {warn}，有误 {fail}", "{ok} well, {warn} to know, {fail} wrong")
        told = {state.value: counts[state] for state in State}
        click.echo(answers.say(words, **told))
    context.exit(1 if counts[State.FAIL] else 0)


def _print(one: Finding) -> None:
    mark, colour = _MARKS[one.state]
    click.echo(f"{click.style(mark, fg=colour)} {one.check:<16} {one.what}")
    if one.mend:
        click.echo(f"{'':<19}→ {one.mend}")
