"""The verifier as the one file that travels with the evidence.

The modules of this package, joined in the order in which they use each other; their imports of
each other are dropped, everything else stays as it is written here.
"""

from __future__ import annotations

import ast
from importlib.resources import files

_PACKAGE = "shoumi.core.verify"
MODULES = (
    "report",
    "ed25519",
    "log",
    "log_keys",
    "folder",
    "document",
    "embedded_proof",
    "certificates",
    "stamp",
    "dossier",
    "tiled",
    "words",
    "standalone",
)


def text() -> str:
    """``verify.py``: the same text on every machine for one version of the package."""
    sources = {name: (files(_PACKAGE) / f"{name}.py").read_text("utf-8") for name in MODULES}
    head = ast.get_docstring(ast.parse(sources["standalone"]), clean=False)
    parts = [f'"""{head}"""\n\nfrom __future__ import annotations\n']
    parts += [f"\n# {name}\n\n{_kept(source)}\n" for name, source in sources.items()]
    return "".join(parts)


def _kept(source: str) -> str:
    """The statements of a module but its docstring and the imports that the joining replaces."""
    lines = source.splitlines()
    for number, node in enumerate(ast.parse(source).body):
        inside = isinstance(node, ast.ImportFrom) and (
            node.module == "__future__" or str(node.module).startswith(_PACKAGE)
        )
        if inside or (number == 0 and isinstance(node, ast.Expr)):
            for line in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[line] = ""
    return "\n".join(lines).strip()
