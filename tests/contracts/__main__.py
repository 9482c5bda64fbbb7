"""``make contracts``: what the product promises outwards, against what was kept.

``python -m tests.contracts``               compares all; exit 1 where a difference is not listed
``python -m tests.contracts commands …``    those alone
``python -m tests.contracts --fast``        without the demos
``python -m tests.contracts --keep``        writes the kept documents anew instead
``python -m tests.contracts --pack``        packs a home and a dossier of this version

Differences that somebody agreed to stand in ``accepted.toml``, each with its reason.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from typing import Any

from tests.contracts import archives, demos, differences, documents, files, product, program

_HOMES = {archives.named(archive): archive for archive in archives.HOMES}


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contracts", nargs="*", metavar="CONTRACT")
    parser.add_argument("--fast", action="store_true", help="without the demos")
    parser.add_argument("--keep", action="store_true", help="write the kept documents anew")
    parser.add_argument("--pack", action="store_true", help="pack a home and a dossier")
    return parser.parse_args()


def _now(wanted: list[str]) -> Iterator[tuple[str, Any]]:
    """What is written by ``--keep``; the answers of old homes are never kept anew."""
    for name, document in documents.CONTRACTS.items():
        if name in wanted:
            yield name, document()
    if any(name in wanted for name in demos.NAMES):
        with program.folder() as place:
            told = demos.every(place)
        yield from ((name, document) for name, document in told.items() if name in wanted)


def _of_homes(wanted: list[str]) -> Iterator[tuple[str, Any]]:
    for name, archive in _HOMES.items():
        if name in wanted:
            with program.folder() as place:
                home = archives.unpack(archive, place) / "home"
                kept = archives.known(archive)
                yield name, archives.answers(home, kept, "home upgrade")[1]


def _kept(name: str) -> Any:
    return archives.known(_HOMES[name])["reads"] if name in _HOMES else files.read(name)


def _compare(wanted: list[str]) -> int:
    listed = differences.accepted()
    compared = []
    for name, document in chain(_now(wanted), _of_homes(wanted)):
        found = differences.compare(name, _kept(name), document, listed)
        sys.stdout.writelines(f"{line}\n" for line in found.lines())
        sys.stdout.flush()
        compared.append(found)
    for each in differences.idle(listed, compared):
        sys.stdout.write(f"listed, but differs no longer: {each.contract}: {each.differs}\n")
    unlisted = sum(len(each.unlisted) for each in compared)
    sys.stdout.write(f"contracts={len(compared)} unlisted={unlisted}\n")
    return 1 if unlisted else 0


def main() -> int:
    given = _given()
    product.ready()
    if given.pack:
        archives.pack()
        return 0
    every = [*documents.CONTRACTS, *(() if given.fast else demos.NAMES), *_HOMES]
    wanted = given.contracts or every
    if not given.keep:
        return _compare(wanted)
    for name, document in _now(wanted):
        files.write(name, document)
        sys.stdout.write(f"{name:<12} kept\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
