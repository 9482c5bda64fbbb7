"""Break one thing after the other in what must not break, and see whether the tests notice.

    python -m tests.mutants [--count 60] [--seed WORD] [--only PATH]

Draws mutants by seed, evenly over the core, the gate, the vault and the ledger.  Each is put into a
copy of the tree and tried with the tests of its package, the nearest first, until one fails; a
package without tests of its own is tested by those of the doors that import it.  What survives is
printed with file and line: a test is missing there, or the line is worth nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shoumi.core.tests import portion, scratch

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("core", "base/gate", "base/vault", "base/ledger")
COUNT = 60
# A mutant that makes a loop endless is found by the clock: so often the time of the sound tree.
PATIENCE, LEAST_SECONDS = 3, 30

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_TYPES = ("annotation", "returns", "type_params")


@dataclass(frozen=True)
class Mutant:
    """``number``: the how-manieth place of its kind in the file."""

    path: str
    line: int
    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}"


def places(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Whatever can be broken, with how; types are left alone, since nothing runs them."""
    for node in _walk(tree):
        match node:
            case ast.Compare(ops=[_]):
                yield "comparison flipped", node
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                continue
            case ast.If() | ast.While() | ast.IfExp():
                yield "condition negated", node
            case ast.BoolOp():
                yield "and/or swapped", node
            case ast.Constant(value=bool() | int() | float()):
                yield "constant changed", node
            case ast.Return(value=ast.expr() as value) if not _is_none(value):
                yield "None returned", node
            case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign() | ast.Delete():
                yield "statement deleted", node


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, value in ast.iter_fields(node):
        if name in _TYPES:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _walk(child)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def broken(text: str, mutant: Mutant) -> str:
    """The module with the mutant in it."""
    tree = ast.parse(text)
    found = [node for kind, node in places(tree) if kind == mutant.kind]
    return ast.unparse(ast.fix_missing_locations(_Breaking(found[mutant.number]).visit(tree)))


class _Breaking(ast.NodeTransformer):
    def __init__(self, target: ast.AST) -> None:
        self._target = target

    def visit(self, node: ast.AST) -> ast.AST:
        return _break(node) if node is self._target else self.generic_visit(node)


def _break(node: ast.AST) -> ast.AST:
    made = copy.deepcopy(node)
    match made:
        case ast.Compare():
            made.ops = [_FLIPPED[type(made.ops[0])]()]
        case ast.If() | ast.While() | ast.IfExp():
            made.test = ast.UnaryOp(ast.Not(), made.test)
        case ast.BoolOp():
            made.op = ast.Or() if isinstance(made.op, ast.And) else ast.And()
        case ast.Constant(value=bool() as value):
            made.value = not value
        case ast.Constant(value=int() | float() as value):
            made.value = value + 1
        case ast.Return():
            made.value = ast.Constant(None)
        case _:
            return ast.copy_location(ast.Pass(), node)
    return made


def draw(count: int, seed: str, only: str) -> list[Mutant]:
    """``count`` mutants: of each package as many, of each kind as many as there can be."""
    chance = random.Random(f"{seed} mutants")
    drawn: list[Mutant] = []
    for number, package in enumerate(PACKAGES):
        kinds: dict[str, list[Mutant]] = {}
        for mutant in _all_of(package):
            if only in mutant.path:
                kinds.setdefault(mutant.kind, []).append(mutant)
        for _ in range(count // len(PACKAGES) + (number < count % len(PACKAGES))):
            if not any(kinds.values()):
                break
            kind = chance.choice(sorted(kind for kind, left in kinds.items() if left))
            drawn.append(kinds[kind].pop(chance.randrange(len(kinds[kind]))))
    return drawn


def _all_of(package: str) -> Iterator[Mutant]:
    for path in sorted((ROOT / "src" / "shoumi" / package).rglob("*.py")):
        if {"tests", "migrations"} & set(path.relative_to(ROOT).parts):
            continue
        seen: Counter[str] = Counter()
        for kind, node in places(ast.parse(path.read_text("utf-8"))):
            line = getattr(node, "lineno", 0)
            yield Mutant(str(path.relative_to(ROOT)), line, kind, seen[kind])
            seen[kind] += 1


class Bench:
    """A copy of the tree, where mutants live."""

    def __init__(self, folder: Path, seed: str) -> None:
        self._tree, self._seed = folder / "tree", seed
        self._sound: dict[tuple[Path, ...], float | None] = {}
        unwanted = shutil.ignore_patterns(".git", ".venv", "__pycache__", "var", "pictures")
        shutil.copytree(ROOT, self._tree, ignore=unwanted, symlinks=True)

    def judge(self, mutant: Mutant) -> str:
        tests = self._tests(mutant)
        if tests not in self._sound:
            is_green, seconds = self._run(tests, None)
            self._sound[tests] = seconds if is_green else None
        sound = self._sound[tests]
        if sound is None:
            return "not judged: its tests fail without it"
        path = self._tree / mutant.path
        text = path.read_text("utf-8")
        try:
            self._write(path, broken(text, mutant))
            limit = max(LEAST_SECONDS, PATIENCE * sound)
            is_green, _ = self._run(self._nearest_first(mutant, tests), limit)
        finally:
            self._write(path, text)
        return "survived" if is_green else "killed"

    def _tests(self, mutant: Mutant) -> tuple[Path, ...]:
        """Those in the folder of tests that is nearest above the module."""
        folder = (self._tree / mutant.path).parent
        while not (folder / "tests").is_dir():
            folder = folder.parent
        if found := tuple(sorted((folder / "tests").rglob("test_*.py"))):
            return found
        package = ".".join(folder.relative_to(self._tree / "src").parts)
        doors = sorted((self._tree / "src" / "shoumi" / "doors" / "tests").glob("test_*.py"))
        return tuple(test for test in doors if package in test.read_text("utf-8"))

    def _nearest_first(self, mutant: Mutant, tests: tuple[Path, ...]) -> list[Path]:
        name = Path(mutant.path).stem

        def is_far(test: Path) -> bool:
            return name not in test.stem and name not in test.read_text("utf-8")

        return sorted(tests, key=lambda test: (is_far(test), test))

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, "utf-8")
        # Compiled code is known by second and size, which two mutants may share.
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()

    def _run(self, tests: Iterable[Path], limit: float | None) -> tuple[bool, float]:
        begun = time.monotonic()
        own = {
            "PYTHONPATH": f"{self._tree / 'src'}:{self._tree}",
            "SHOUMI_SEED": self._seed,
            # Compiled once, beside the source, where `_write` takes it away again.
            "PYTHONDONTWRITEBYTECODE": "",
        }
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        try:
            found = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *map(str, tests)],
                cwd=self._tree,
                env=os.environ | own,
                capture_output=True,
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False, time.monotonic() - begun
        return found.returncode == 0, time.monotonic() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", default=portion.seed())
    parser.add_argument("--only", default="", help="a part of the path")
    asked = parser.parse_args()
    mutants = draw(asked.count, asked.seed, asked.only)
    _tell(f"{len(mutants)} mutants, seed {asked.seed}")
    said: dict[Mutant, str] = {}
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=scratch.folder()) as folder:
        bench = Bench(Path(folder), asked.seed)
        for mutant in mutants:
            said[mutant] = bench.judge(mutant)
            _tell(f"{said[mutant]:9} {mutant}")
    sums = Counter(said.values())
    _tell("\n" + ", ".join(f"{count} {word}" for word, count in sorted(sums.items())))
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
