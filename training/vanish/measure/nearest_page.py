"""The page of nearest.py: does it paint or remember?"""

import html
from pathlib import Path

import numpy as np
from torch import Tensor

from ..common.web_pages import COLOURS, case_grid, picture_tag, slug, write_page, write_picture
from .memorisation import LOOKED_AT, REMEMBERED, Row
from .training_crops import Match, TrainingCrops, cut

MEANINGS = """
<p>A network that has learned pictures by heart paints parts of them into every hole. So each fill was compared with
crops of the training photos, by the features of a pretrained network inside the hole: 1 is the same picture, whatever
its light; two pictures of different rooms reach 0.6 to 0.85. For a scale, the same was done with the truth, which is
of rooms that were not trained on, and with copies: parts of training photos, planted in the holes.
If the fills lie where the truth lies, or lower, the network paints. If they lie where the copies lie, it remembers. In
between is blur: it looks like many a bare wall.</p>"""
HOW_TO_READ = """
<p>Beside the input, the fill and the truth, all cut around the hole: the training crops that are most like the fill,
with their similarity. Only the inside of the hole was compared.</p>"""


def write_nearest_page(rows: list[Row], summary: dict, crops: TrainingCrops, out: Path) -> None:
    """Writes out/index.html and out/pictures/."""
    name, photos = html.escape(summary["variant"]), summary["training photos"]
    compared = f"{photos['compared with']:,} of {photos['of']:,} training photos, in {photos['crops']:,} crops"
    parts = [
        f"<p><b>{html.escape(summary['verdict'])}</b></p>",
        MEANINGS,
        *[_strips(kind, [row for row in rows if row.kind == kind]) for kind in summary["kinds"]],
        f'<p class="note">Compared with {compared}. "Remembered" is a similarity above {REMEMBERED}. The photo that '
        f"a planted copy was taken from came first for {summary['planted copies whose photo was found']} of "
        f"{len(rows)}.</p>",
        *[f'<p class="note">{html.escape(sentence)}</p>' for sentence in summary["left out"]],
    ]
    for kind in summary["kinds"]:
        shown = sorted((row for row in rows if row.kind == kind), key=lambda row: -row.similarities["fill"])
        parts.append(f"<h2>{kind.capitalize()}: the fills nearest to training photos first</h2>{HOW_TO_READ}")
        head = ["", "input", name, "truth", *(f"nearest {place + 1}" for place in range(len(shown[0].nearest)))]
        parts.append(case_grid(head, [_cells(row, crops, out) for row in shown]))
    write_page(out / "index.html", f"Vanish: does {summary['variant']} paint or remember?", parts)


def _cells(row: Row, crops: TrainingCrops, out: Path) -> list[str]:
    folder = f"pictures/{slug(row.kind)}"
    flag = '<b class="flag">remembered</b><br>' if row.remembered else ""
    cells = [
        f"{html.escape(row.name)}<br>{flag}fill <b>{row.similarities['fill']:.3f}</b><br>"
        f"<small>truth {row.similarities['truth']:.3f}</small>"
    ]
    for what, picture in (("input", row.given), ("fill", row.filled), ("truth", row.truth)):
        address = f"{folder}/{slug(row.name)}-{what}.jpg"
        write_picture(out / address, _pixels(picture))
        cells.append(picture_tag(address, f"{row.name}: {what}"))
    for place, match in enumerate(row.nearest):
        address = f"{folder}/{slug(row.name)}-nearest-{place + 1}.jpg"
        write_picture(out / address, _pixels(_crop(match, crops)))
        cells.append(f"{picture_tag(address, f'nearest {place + 1}')}<small>{match.similarity:.3f}</small>")
    return cells


def _crop(match: Match, crops: TrainingCrops) -> Tensor:
    picture = cut(crops.photos[match.photo], match.box)
    return picture.flip(-1) if match.flipped else picture


def _pixels(picture: Tensor) -> np.ndarray:
    return (picture.clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()


def _strips(kind: str, rows: list[Row]) -> str:
    """A strip of dots for each of LOOKED_AT, one dot per case, along the axis of similarities; as SVG."""
    width, left, strip, low = 720, 100, 34, 0.3
    height = strip * len(LOOKED_AT) + 24

    def place(value: float) -> float:
        return left + (width - left - 16) * (max(value, low) - low) / (1 - low)

    drawn = []
    for number, (what, colour) in enumerate(zip(LOOKED_AT, COLOURS, strict=False)):
        y = strip * number + strip / 2
        drawn.append(f'<text x="{left - 12}" y="{y + 4}" text-anchor="end">{what}</text>')
        values = [row.similarities[what] for row in rows]
        for index, value in enumerate(values):
            shift = 4 * (index % 5 - 2)  # so that equal values can be distinguished
            drawn.append(
                f'<circle cx="{place(value):.1f}" cy="{y + shift:.0f}" r="4" fill="{colour}" fill-opacity=".65"/>'
            )
        middle = place(float(np.median(values)))
        drawn.append(f'<path d="M{middle:.1f} {y - 15}v30" stroke="currentColor" stroke-width="2"/>')
    bottom = strip * len(LOOKED_AT)
    drawn.append(f'<path d="M{place(REMEMBERED):.1f} 0V{bottom}" stroke="{COLOURS[3]}" stroke-dasharray="4 3"/>')
    for tick in np.arange(low, 1.01, 0.1):
        drawn.append(f'<text x="{place(tick):.1f}" y="{bottom + 16}" text-anchor="middle">{tick:.1f}</text>')
    title = f"Similarity to the nearest training photo: {kind} ({len(rows)})"
    return (
        f'<figure style="margin-bottom: 1rem"><figcaption>{title}</figcaption>'
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{title}">{"".join(drawn)}</svg>'
        f'<small class="note">One dot per case. Vertical strokes are medians; beyond the dashed line, a fill '
        f"counts as remembered.</small></figure>"
    )
