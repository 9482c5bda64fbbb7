"""The results as one picture: a bar a row, how far above or below its target."""

from __future__ import annotations

import io
from pathlib import Path

JADE, CINNABAR, INK = "#2f7d6b", "#b5483a", "#333333"


def draw(rows: list[dict[str, object]], path: Path) -> None:
    """Write an SVG; its words are text, so it can be searched and read aloud."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    pyplot.rcParams["svg.fonttype"] = "none"
    pyplot.rcParams["svg.hashsalt"] = "shoumi"
    shown = rows[::-1]
    figure, axes = pyplot.subplots(figsize=(9, 0.42 * len(shown) + 1.2))
    shares = [_share(row) for row in shown]
    axes.barh(
        [str(row["key"]) for row in shown],
        shares,
        color=[JADE if row["is_met"] else CINNABAR for row in shown],
    )
    for place, (row, share) in enumerate(zip(shown, shares, strict=True)):
        said = f" {row['ours']:.3g} {row['unit']} · ×{row['ratio']:.3g} of {row['peer']}"
        axes.text(share, place, said, va="center", fontsize=8, color=INK)
    axes.axvline(1, color=INK, linewidth=1)
    axes.set_xscale("log")
    axes.set_xlabel("measured / target (1 = target met; further right is better)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.5)
    figure.tight_layout()
    held = io.StringIO()
    figure.savefig(held, format="svg", metadata={"Date": None})
    pyplot.close(figure)
    path.write_text("\n".join(line.rstrip() for line in held.getvalue().splitlines()) + "\n")


def _share(row: dict[str, object]) -> float:
    ours, target = float(row["ours"]), float(row["target"])
    if row.get("is_growth"):
        return target / float(row["ratio"])
    if not row["is_limit"]:
        return float(row["ratio"]) / target
    return ours / target if str(row["unit"]).endswith("/s") else target / ours
