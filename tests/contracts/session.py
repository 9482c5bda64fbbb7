"""Several commands in one process, one after the other: starting Python is most of a command.

Reads a JSON list of commands, each a list of words, and writes a list of what each answered.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from click.testing import CliRunner
from tests.contracts import product


def _call(words: list[str]) -> dict[str, Any]:
    # Which command needs a home is read off the command line itself.
    sys.argv = [product.PROGRAM, *words]
    done = CliRunner().invoke(product.command(), words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return {"code": done.exit_code, "out": done.stdout, "err": done.stderr}


if __name__ == "__main__":
    commands = json.load(sys.stdin)
    json.dump([_call(words) for words in commands], sys.stdout)
