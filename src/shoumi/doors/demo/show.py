"""Show the story as it is told, and hold what it gave against what it had to give."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from shoumi.base.intake.plan import Plan
from shoumi.core.messages import Lang, Message
from shoumi.doors.demo.figure_names import COUNTS, DEADLINES
from shoumi.doors.demo.runner import Outcome
from shoumi.doors.demo.story import StepState, Story, Told

_MARK = {
    StepState.DONE: Text("✓", style="green"),
    StepState.REFUSED: Text("⊘", style="red"),
    StepState.NOT_BUILT: Text("·", style="dim"),
}


# No line is longer: eyes do not cross a wide screen well.
_WIDEST = 100
# What date, mark and seconds take of a line.
_MARGINS = 16
_WORTH_TELLING = 0.05


class Silent:
    """For a machine's reader."""

    def begin(self, words: Message, on: date) -> None:
        """Nothing."""

    def told(self, step: Told) -> None:
        """Nothing."""

    def explain(self, plan: Plan) -> None:
        """Nothing."""


class Live:
    """One line a step; under them the step that runs, with a bar over the whole story."""

    def __init__(
        self, console: Console, lang: Lang, total: int, explain: Callable[[Plan], None]
    ) -> None:
        self.console, self.lang, self._explain = console, lang, explain
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("[dim]{task.fields[on]}[/]"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self.bar: TaskID = self.progress.add_task("", total=total, on="")

    def __enter__(self) -> Live:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def begin(self, words: Message, on: date) -> None:
        self.progress.update(self.bar, description=self._say(words), on=f"{on:%m-%d}")

    def told(self, step: Told) -> None:
        """One line, or two where words and note do not fit beside each other."""
        width = min(self.console.width, _WIDEST)
        line = Table.grid(padding=(0, 1), expand=True)
        line.add_column(width=5, style="dim")
        line.add_column(width=1)
        line.add_column(ratio=1)
        line.add_column(width=6, justify="right", style="dim")
        words = Text(self._say(step.words), "dim" if step.state is StepState.NOT_BUILT else "")
        room = width - _MARGINS
        note = Text(self._say(step.note), "red" if step.state is StepState.REFUSED else "dim")
        if step.code and note.cell_len + 2 + len(step.code) <= room:
            note.append(f"  {step.code}", "dim")
        if note:
            fits = words.cell_len + 2 + note.cell_len <= room
            words = Text.assemble(words, "  " if fits else "\n", note)
        took = f"{step.seconds:.1f} s" if step.seconds >= _WORTH_TELLING else ""
        line.add_row(f"{step.on:%m-%d}", _MARK[step.state], words, took)
        self.progress.console.print(line, width=width)
        self.progress.advance(self.bar)

    def _say(self, words: Message) -> str:
        return words.zh if self.lang == "zh" else words.en

    def explain(self, plan: Plan) -> None:
        """What was recognised in the reader's own files, column by column."""
        self.progress.stop()
        self._explain(plan)
        self.progress.start()


_TITLES = {
    "zh": ("应为", "实为", "数目", "期限"),
    "en": ("expected", "measured", "Counts", "Deadlines"),
}


def compare(
    console: Console, lang: Lang, story: Story, counts: Mapping[str, int], dates: Mapping[str, str]
) -> bool:
    """Print every expected figure beside the measured one; True where all agree."""
    column = 0 if lang == "zh" else 1
    wanted, measured, numbers, deadlines = _TITLES[lang]
    agree = True
    for title, words, expected, got in (
        (numbers, COUNTS, counts, story.counts),
        (deadlines, DEADLINES, dates, story.deadlines),
    ):
        table = Table(title=title, title_justify="left", title_style="bold", box=None)
        table.pad_edge = False
        for heading, side in (("", "left"), (wanted, "right"), (measured, "right"), ("", "left")):
            table.add_column(heading, justify="left" if side == "left" else "right")
        for key, value in expected.items():
            same = got.get(key) == value
            agree &= same
            mark = Text("✓", style="green") if same else Text("✗", style="bold red")
            table.add_row(words[key][column], str(value), str(got.get(key, "—")), mark)
        console.print()
        console.print(table)
    return agree


def end(console: Console, lang: Lang, told: Outcome, home: Path, *, has_open: bool) -> None:
    """Where everything is, and what to try next."""
    done = sum(step.state is StepState.DONE for step in told.story.steps)
    refused = sum(step.state is StepState.REFUSED for step in told.story.steps)
    unbuilt = sum(step.state is StepState.NOT_BUILT for step in told.story.steps)
    seconds = sum(step.seconds for step in told.story.steps)
    say = _END[lang]
    # As it was called: it need not be on the path.
    called = Path(sys.argv[0])
    program = str(called) if called.name == "shoumi" else "shoumi"
    console.print()
    console.print(say["steps"].format(done=done, refused=refused, unbuilt=unbuilt, s=seconds))
    console.print(say["nothing_sent"], style="dim")
    console.print(f"{say['dossier']}  {told.dossier}", soft_wrap=True)
    console.print(f"{say['trust']}  {told.trust}", soft_wrap=True)
    console.print(
        f"{say['try']}  {program} verify {told.dossier} --trust {told.trust}", soft_wrap=True
    )
    if has_open:
        console.print(
            f"{say['open']}  SHOUMI_HOME={home / 'open'} {program} deal list", soft_wrap=True
        )


_END = {
    "zh": {
        "steps": "{done} 步完成，{refused} 次按预期拒绝，{unbuilt} 步待建，用时 {s:.0f} 秒。",
        "nothing_sent": "答复按种子模拟；没有向任何人发送任何东西。",
        "dossier": "卷宗　　",
        "trust": "信任锚　",
        "try": "离线核验",
        "open": "未完一笔",
    },
    "en": {
        "steps": "{done} steps done, {refused} refused as expected, {unbuilt} not built, {s:.0f} s.",
        "nothing_sent": "Answers are simulated by seed; nothing was sent to anybody.",
        "dossier": "dossier ",
        "trust": "trust   ",
        "try": "verify  ",
        "open": "open deal",
    },
}
