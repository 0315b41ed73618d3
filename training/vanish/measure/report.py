"""The results of evaluate as files: metrics.json, a page with tables and the best, median and worst cases, and the same
cases as sheets for an image viewer."""

import html
import json
from pathlib import Path

import numpy as np
import torch

from ..common.picture_sheet import write_sheet
from ..common.web_pages import case_grid, picture_tag, slug, write_page, write_picture
from .cases import KINDS
from .comparison import KEPT_BASELINE, Comparison
from .metrics import Metrics
from .progress_made import start_of, verdict_as_html

SHOWN = 10
"""Cases on each sheet, at most."""
COLUMNS = [
    # metric, title, digits, whether more is better (None: neither)
    ("psnr", "PSNR, dB", 2, True),
    ("gain", "over Telea, dB", 2, None),
    ("ssim", "SSIM", 3, True),
    ("feature", "feature distance", 3, False),
    ("sharpness", "sharpness", 2, None),
    ("residue", "residue", 3, None),
    ("checkerboard", "checkerboard", 4, None),
    ("ring psnr", "PSNR, dB", 2, True),
    ("ring ssim", "SSIM", 3, True),
    ("ring feature", "feature distance", 3, False),
    ("matte iou", "matte IoU", 3, None),
]
STEADY = {
    "flicker": "Flicker of the fill while the hole sways over a still room, grey levels of 255",
    "left alone": "Rooms without anybody: PSNR of what is shown against the picture, dB",
}
MEANINGS = """
<p>Each case is a picture with a person in it, the hole that must be filled, and the truth: the same view without the
person. What is measured is how near the shown picture comes to the truth inside the hole, and in a ring of 12 pixels
around it, where seams would show. The pictures are 256 pixels wide and high.</p>
<details><summary>What the rows and the numbers mean</summary><dl>
<dt>training / validation composites</dt><dd>People pasted on photos. The validation ones are of rooms and people that
the networks have not been trained on; a fill that is much better on the training ones has learned them by heart.</dd>
<dt>real pairs</dt><dd>Photographs of one view with and without a person. They are few, and of few rooms.</dd>
<dt>input, mean colour, Telea, Navier-Stokes, smooth pre-fill</dt><dd>For comparison: the person still there; one
colour; two classical ways of inpainting (OpenCV); the blurred surroundings that most variants start from.</dd>
<dt>PSNR</dt><dd>The size of the error per pixel in dB; more is better. It likes blur.</dd>
<dt>SSIM</dt><dd>Whether structures agree, up to 1; more is better.</dd>
<dt>feature distance</dt><dd>How different the two look to a pretrained network, from 0; less is better. It dislikes
blur.</dd>
<dt>sharpness</dt><dd>Gradient energy inside the hole as a share of that in the ring around it: about 1 for real
pictures, near 0 for a smear.</dd>
<dt>residue</dt><dd>The share of the person's pixels where the picture is nearer to the person than to the room.</dd>
<dt>in the ring</dt><dd>The error there is the same for all that keep what is outside of the hole; SSIM and feature
distance look further than a pixel, and tell a seam.</dd>
<dt>checkerboard</dt><dd>The share of fine detail that is locked to a grid of 2, 4 or 8 pixels. A network's fill
should not be far above the truth.</dd>
<dt>matte IoU</dt><dd>For variants that find the person by themselves: how well what they replace agrees with what
must be replaced, up to 1.</dd></dl>
<p>Marked is the best value of each column; "input" does not take part.</p></details>
"""


def write_report(
    compared: dict[str, Comparison],
    steady: dict[str, dict[str, float]],
    left_out: list[str],
    variants: list[str],
    count: int,
    out: Path,
) -> None:
    """steady: the figures of steadiness.py. Writes out/metrics.json, out/index.html, out/pictures/ and out/sheets/."""
    out.mkdir(parents=True, exist_ok=True)
    write_metrics(compared, steady, left_out, count, out / "metrics.json")
    parts = [
        *verdict_as_html(compared, variants),
        MEANINGS,
        *(f'<p class="note">{html.escape(sentence)}</p>' for sentence in left_out),
    ]
    order = [kind for kind in reversed(KINDS) if kind in compared]  # first what was never trained on
    for kind in order:
        parts.append(f"<h2>{kind.capitalize()} ({len(compared[kind].names)})</h2>")
        parts += [f"<p>{sentence}</p>" for sentence in summaries(compared[kind], variants)]
        parts.append(table(compared[kind], variants))
    for name, values in steady.items():
        if values:
            rows = "".join(f"<tr><th>{html.escape(fill)}</th><td>{value}</td></tr>" for fill, value in values.items())
            parts.append(f"<h2>{STEADY[name]}</h2><table>{rows}</table>")
    for kind in order:
        parts.append(f"<h2>Pictures: {kind}</h2>")
        starts = {start_of(variant) for variant in variants}
        parts += [_sheets(kind, compared[kind], variant, out) for variant in variants if variant not in starts]
    write_page(out / "index.html", f"Vanish: {', '.join(variants)} measured", parts)


def write_metrics(
    compared: dict[str, Comparison], steady: dict[str, dict[str, float]], left_out: list[str], count: int, file: Path
) -> None:
    """Means for every fill; single cases for the variants and Telea."""
    found = {
        "composites per side": count,
        "left out": left_out,
        "means": {kind: one.table for kind, one in compared.items()},
        **steady,
        "cases": {
            kind: {
                name: _rounded({fill: values[number] for fill, values in one.results.items()})
                for number, name in enumerate(one.names)
            }
            for kind, one in compared.items()
        },
    }
    file.write_text(json.dumps(found, indent=1) + "\n")


def summaries(found: Comparison, variants: list[str]) -> list[str]:
    """One sentence per variant, as HTML."""
    sentences = []
    for variant in variants:
        gains = np.array([values["gain"] for values in found.results[variant]])
        better = f"{abs(gains.mean()):.2f} dB {'better' if gains.mean() >= 0 else 'worse'} than Telea on average"
        wins = f"and better in {(gains > 0).sum()} of {len(gains)} cases"
        mean = found.table[variant]["psnr"]
        sentences.append(f"<b>{html.escape(variant)}</b>: {mean:.2f} dB inside the hole, {better}, {wins}.")
    return sentences


def table(found: Comparison, variants: list[str]) -> str:
    """The means of one kind as an HTML table, with the best value of each column marked."""
    columns = [column for column in COLUMNS if any(row.get(column[0]) is not None for row in found.table.values())]
    around = [metric.startswith("ring ") for metric, *_ in columns]
    inside = around.index(True) if True in around else len(columns)
    head = f'<th></th><th class="group" colspan="{inside}">inside the hole</th>'
    head += f'<th class="group" colspan="{sum(around)}">in the ring around it</th>' if any(around) else ""
    titles = "".join(f"<th>{title}</th>" for _, title, *_ in columns)
    best = {metric: _best(found, metric, more) for metric, _, digits, more in columns}
    rows = []
    for name, values in found.table.items():
        cells = "".join(
            f"<td{' class=best' if name in best[metric] else ''}>{_number(metric, values.get(metric), digits)}</td>"
            for metric, _, digits, _ in columns
        )
        mark = ' class="variant"' if name in variants else ""
        rows.append(f"<tr{mark}><td>{html.escape(name)}</td>{cells}</tr>")
    return (
        f'<div class="scroll"><table><thead><tr>{head}</tr><tr><th></th>{titles}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def ranked(gains: list[float]) -> dict[str, list[int]]:
    """Indices of the best, the median and the worst cases, best first; no case appears twice if there are enough."""
    order = [int(number) for number in np.argsort(-np.array(gains), kind="stable")]
    many = max(1, min(SHOWN, len(order) // 3))
    middle = (len(order) - many) // 2
    return {"best": order[:many], "median": order[middle : middle + many], "worst": order[-many:]}


def _sheets(kind: str, found: Comparison, variant: str, out: Path) -> str:
    """Writes the sheets and pictures of a variant, and returns the section of the page that shows them."""
    matte = f"matte of {variant}"
    start = [name for name in [start_of(variant)] if name in found.pictures]
    shown = ["input", "hole", KEPT_BASELINE, *start, variant, *([matte] if matte in found.pictures else []), "truth"]
    parts = []
    for place, numbers in ranked([values["gain"] for values in found.results[variant]]).items():
        rows = []
        for number in numbers:
            row = [_caption(found, variant, number)]
            for what in shown:
                address = f"pictures/{slug(kind)}/{slug(found.names[number])}-{slug(what)}.jpg"
                write_picture(out / address, found.pictures[what][number])
                row.append(picture_tag(address, f"{found.names[number]}: {what}"))
            rows.append(row)
        sheet = f"sheets/{slug(kind)}-{slug(variant)}-{place}.png"
        pixels = [np.stack([found.pictures[what][number] for what in shown]) for number in numbers]
        tiles = [torch.from_numpy(row).permute(0, 3, 1, 2) / 255 for row in pixels]
        gains = [f"{found.results[variant][number]['gain']:+.2f} dB" for number in numbers]
        write_sheet(out / sheet, tiles, columns=shown, labels=gains)
        title = f"{html.escape(variant)}: the {len(numbers)} {place} cases, by PSNR over Telea"
        parts.append(
            f"<details{' open' if place != 'median' else ''}><summary>{title}</summary>"
            f"{case_grid(['', *shown], rows)}"
            f'<p class="note">The same as one picture: <a href="{sheet}">{sheet}</a></p></details>'
        )
    return "".join(parts)


def _caption(found: Comparison, variant: str, number: int) -> str:
    values, plain = found.results[variant][number], found.results[KEPT_BASELINE][number]
    return (
        f"{html.escape(found.names[number])}<br><b>{values['gain']:+.2f} dB</b><br>"
        f"<small>{values['psnr']:.2f} dB<br>Telea {plain['psnr']:.2f} dB</small>"
    )


def _best(found: Comparison, metric: str, more: bool | None) -> set[str]:
    """The rows with the best value; none if all values are equal, or if no direction is better."""
    values: dict[str, float] = {
        name: row[metric] for name, row in found.table.items() if row.get(metric) is not None and name != "input"
    }
    if more is None or not values or max(values.values()) - min(values.values()) < 1e-6:
        return set()
    best = (max if more else min)(values.values())
    return {name for name, value in values.items() if abs(value - best) < 1e-9}


def _number(metric: str, value: float | None, digits: int) -> str:
    if value is None:
        return "–"
    return f"{value:{'+' if metric == 'gain' else ''}.{digits}f}"


def _rounded(rows: dict[str, Metrics]) -> dict:
    return {
        name: {metric: None if value is None else round(value, 4) for metric, value in row.items()}
        for name, row in rows.items()
    }
