"""``make chapter NAME=slug``: a small chapter that works in all doors, from ``scripts/chapter``.

It writes the folder and the lines outside it that a chapter needs: settings, the contract of its
rooms, the reviewed access table, the reference pages and the client.  In the templates ``chapter_slug`` stands for
the slug and ``ChapterName`` for the same as a class is written, so they are Python as they are.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "scripts" / "chapter"
ACCESS = "access.toml"
SHAPE = re.compile(r"[a-z]{3,20}")


class NotMade(Exception):
    """Why nothing was written."""


def filled(text: str, slug: str) -> str:
    return text.replace("chapter_slug", slug).replace("ChapterName", slug.capitalize())


def refuse(root: Path, slug: str) -> None:
    """
    Raises:
        NotMade
    """
    if not SHAPE.fullmatch(slug):
        raise NotMade("NAME is 3 to 20 letters a-z: the app of docs/reference/demands.md")
    floors = ("base", "chapters")
    if any((root / "src/shoumi" / floor / slug).exists() for floor in floors):
        raise NotMade(f"there is an app {slug} already")
    if slug in tomllib.loads((root / "tests/access.toml").read_text("utf-8")):
        raise NotMade(f"there is a page {slug} already")
    commands = (root / "docs/reference/commands.md").read_text("utf-8")
    if re.search(rf"`shoumi {slug}\b", commands):
        raise NotMade(f"there is a command {slug} already")


def write(root: Path, slug: str) -> Path:
    """The folder of the chapter."""
    folder = root / "src/shoumi/chapters" / slug
    for template in sorted(TEMPLATES.rglob("*")):
        name = template.relative_to(TEMPLATES)
        if template.is_dir() or "__pycache__" in name.parts or name.as_posix() == ACCESS:
            continue
        path = folder / filled(name.as_posix(), slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled(template.read_text("utf-8"), slug), "utf-8")
    return folder


def name_outside(root: Path, slug: str) -> None:
    """What is outside the folder."""
    _after_last(root / "src/shoumi/doors/settings/base.py", r'    "shoumi\.chapters\.\w+",\n', slug)
    _after_last(
        root / ".importlinter", r"    shoumi\.chapters\.\w+\n(?=(?:    shoumi|layers))", slug
    )
    table = root / "tests/access.toml"
    rows = filled((TEMPLATES / ACCESS).read_text("utf-8"), slug)
    table.write_text(f"{table.read_text('utf-8').rstrip()}\n{rows}", "utf-8")


def _after_last(path: Path, line: str, slug: str) -> None:
    text = path.read_text("utf-8")
    last = list(re.finditer(line, text))[-1]
    own = re.sub(r"chapters\.\w+", f"chapters.{slug}", last.group())
    path.write_text(text[: last.end()] + own + text[last.end() :], "utf-8")


def run(root: Path, *command: str) -> None:
    subprocess.run([sys.executable, "-m", *command], cwd=root, check=True)  # noqa: S603


def make(root: Path, slug: str) -> Path:
    """
    Raises:
        NotMade
    """
    refuse(root, slug)
    folder = write(root, slug)
    name_outside(root, slug)
    run(root, "ruff", "check", "--fix", "-q", str(folder))
    run(root, "ruff", "format", "-q", str(folder))
    run(root, "shoumi.doors.reference", "docs/reference", "src/shoumi/client")
    return folder


def main() -> None:
    try:
        folder = make(ROOT, sys.argv[1] if len(sys.argv) > 1 else "")
    except NotMade as why:
        sys.exit(f"nothing made: {why}")
    sys.stdout.write(f"{folder.relative_to(ROOT)}: see 'A chapter' in CONTRIBUTING.md\n")


if __name__ == "__main__":
    main()
