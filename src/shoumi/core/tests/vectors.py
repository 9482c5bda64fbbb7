"""Which sets of vectors made by others this run had; the end of the run says so."""

from __future__ import annotations

USED: dict[str, int] = {}


def note(name: str, count: int) -> None:
    """``count`` cases of the set ``name`` were there; 0: its file is not on this machine."""
    USED[name] = max(USED.get(name, 0), count)


def told() -> list[str]:
    """One line for the sets that were used, one for those that are not here."""
    used = [f"{name} {count:,}" for name, count in sorted(USED.items()) if count]
    absent = [name for name, count in sorted(USED.items()) if not count]
    lines = [f"published vectors used (cases): {', '.join(used)}"] if used else []
    return lines + ([f"published vectors not here: {', '.join(absent)}"] if absent else [])
