"""The tables of frame_measures.py: means and medians over the cases, as data and as text."""

from itertools import groupby

import numpy as np

from .metrics import share_of_energy

NAMES = ("over", "size", "fill", "hole")
MEANS = ("psnr", "ssim", "feature", "featureShare", "ofTruth", "ring psnr", "ring ssim", "ring feature")


def summed_up(rows: list[dict]) -> list[dict]:
    """A row for every fill, region and size. Contains means by metric name; `sharpness` as in training's tables, i.e.
    the mean gradient energy inside as a share of the ring's; and `ofTruthMedian` and `featureShareMedian` beside the
    means."""

    def key(row: dict) -> tuple:
        return tuple(str(row[name]) for name in NAMES)

    order = {key(row): number for number, row in reversed(list(enumerate(rows)))}
    table = []
    for _, group in groupby(sorted(rows, key=lambda row: order[key(row)]), key):
        found = list(group)
        one = {name: found[0][name] for name in NAMES} | {"cases": len(found)}
        for name in MEANS:
            one[name] = _rounded(np.mean, found, name)
        for name in ("featureShare", "ofTruth"):
            one[f"{name}Median"] = _rounded(np.median, found, name)
        one["sharpness"] = share_of_energy([row["energy"] for row in found], [row["ringEnergy"] for row in found])
        table.append(one)
    return table


def _rounded(summary, rows: list[dict], name: str) -> float | None:
    values = [row[name] for row in rows if row[name] is not None]
    return round(float(summary(values)), 4) if values else None


COLUMNS = [  # metric, title, digits
    ("psnr", "PSNR", 2), ("ssim", "SSIM", 3), ("feature", "feature", 3), ("featureShare", "of Telea", 3),
    ("sharpness", "sharp", 3), ("ofTruth", "of truth", 2), ("ofTruthMedian", "median", 2),
    ("ring psnr", "ring PSNR", 2),
]  # fmt: skip


def as_text(table: list[dict]) -> str:
    """The table for a terminal: a block for every region and size, a line for every fill."""
    lines = []
    for (over, size), group in groupby(table, lambda row: (row["over"], row["size"])):
        found = list(group)
        head = "".join(f"{title:>10}" for _, title, _ in COLUMNS)
        lines += ["", f"Over the {over}, {size}; {found[0]['cases']} cases", f"{'fill':<16}{'with the':<14}{head}"]
        for row in found:
            numbers = "".join(f"{_number(row[name], digits):>10}" for name, _, digits in COLUMNS)
            lines.append(f"{row['fill']:<16}{row['hole'] or '-':<14}{numbers}")
    return "\n".join(lines)


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
