"""The gallery of a run: index.html in its folder, which needs no server and no network.

It shows the fixed validation pictures over time, the curves of log.jsonl and the events of events.jsonl.
"""

import html
import json
from pathlib import Path

from ..common.web_pages import COLOURS, write_page
from .best import FIGURE
from .best import NAME as BEST
from .verdict import verdict_of

CURVES = [
    ("Error inside the hole (L1)", ["hole", "smooth", "validation hole"]),
    ("What the refiner changes (L1)", ["self-regularisation", "validation change"]),
    ("Losses", ["feature", "adversarial", "matching", "discriminator", "matte", "hole head"]),
    ("Losses of a finder", ["entropy", "dice"]),
    (
        "Recall and precision of people (share found, share right)",
        ["found", "validation found", "validation right"],
    ),
    ("Share of empty room mistaken for people", ["validation where nobody is"]),
    ("Gradient norms", ["gradient", "discriminator gradient"]),
    (
        "Discriminator: share of patches that it gets right",
        ["real right", "fake right", "validation fake right", "resting"],
    ),
    ("Diversity of the fills (1 = as in the truth)", ["diversity"]),
    ("Checkerboard energy (lower is better)", ["checkerboard", "checkerboard of the truth"]),
    ("Seconds per step", ["seconds per step"]),
]
PAGE = "index.html"
RELOAD = 30
"""Seconds between two reloads of an open page while the run is active."""
MOST_SAMPLES = 40
"""Rows of the table; the older samples in between stay in the folder."""


def write_gallery(folder: Path, is_running: bool = False) -> Path:
    """Writes folder/index.html from the folder's contents, and returns it. is_running: the open page reloads until a
    later version says that the run has ended. Raises FileNotFoundError if the folder holds no run."""
    if not (folder / "config.toml").exists():
        raise FileNotFoundError(f"{folder} is not a run's folder: it has no config.toml.")
    log = _lines(folder / "log.jsonl")
    last = log[-1] if log else {"step": 0, "pictures": 0}
    said = verdict_of(log, FIGURE, (folder / BEST).exists())
    parts = [
        f"<p>Step {last['step']:,}, {last['pictures']:,} pictures.</p>",
        f"<p><b>{html.escape(said)}</b></p>" if said else "",
        _events(_lines(folder / "events.jsonl")),
        '<div class="curves">',
        *[_figure(title, names, log) for title, names in CURVES],
        "</div>",
        _samples(folder),
        f"<h2>Configuration</h2><pre>{html.escape((folder / 'config.toml').read_text())}</pre>",
    ]
    file = folder / PAGE
    write_page(file, folder.resolve().name, parts, reload_seconds=RELOAD if is_running else None)
    return file


def _lines(file: Path) -> list[dict]:
    """If a run was killed, its last line may be incomplete: it is left out."""
    found = []
    for line in file.read_text().splitlines() if file.exists() else []:
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found


def _events(events: list[dict]) -> str:
    if not events:
        return ""
    items = "".join(f"<li>Step {event['step']:,}: {html.escape(event['event'])}</li>" for event in events)
    return f'<h2>What happened</h2><ul class="events">{items}</ul>'


def _figure(title: str, names: list[str], log: list[dict]) -> str:
    """One diagram as SVG. Names that the log does not have are left out; so is an empty diagram."""
    curves = {name: [(line["step"], line[name]) for line in log if name in line] for name in names}
    curves = {name: points for name, points in curves.items() if len(points) > 1}
    if not curves:
        return ""
    width, height, left, top, bottom = 360, 170, 58, 8, 20
    steps = [step for points in curves.values() for step, _ in points]
    values = [value for points in curves.values() for _, value in points]
    low, high = min(values), max(values)
    if high - low < 1e-9:
        low, high = low - 0.5 * abs(low) - 1e-6, high + 0.5 * abs(high) + 1e-6
    first, span = min(steps), max(1, max(steps) - min(steps))

    def place(step: float, value: float) -> str:
        x = left + (width - left - 4) * (step - first) / span
        y = top + (height - top - bottom) * (high - value) / (high - low)
        return f"{x:.1f},{y:.1f}"

    lines, keys = [], []
    for colour, (name, points) in zip(COLOURS, curves.items(), strict=False):
        path = " ".join(place(*point) for point in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        keys.append(f'<span class="key"><i style="background:{colour}"></i>{name} {points[-1][1]:.4g}</span>')
    axes = (
        f'<path d="M{left} {top}V{height - bottom}H{width - 4}" fill="none" stroke="currentColor" opacity=".4"/>'
        f'<text x="{left - 4}" y="{top + 8}" text-anchor="end">{high:.3g}</text>'
        f'<text x="{left - 4}" y="{height - bottom}" text-anchor="end">{low:.3g}</text>'
        f'<text x="{left}" y="{height - 6}">{first:,}</text>'
        f'<text x="{width - 4}" y="{height - 6}" text-anchor="end">step {first + span:,}</text>'
    )
    drawing = (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(title)}">{axes}{"".join(lines)}</svg>'
    )
    return f"<figure><figcaption>{html.escape(title)}</figcaption>{drawing}{''.join(keys)}</figure>"


def _samples(folder: Path) -> str:
    samples = sorted((folder / "samples").glob("[0-9]*.jpg"), reverse=True)
    if not samples:
        return ""
    start = [samples.pop()] if int(samples[-1].stem) == 0 else []
    every = max(1, -(-len(samples) // MOST_SAMPLES))
    given = (
        "<p>The same validation pictures each time. First the input, its smooth fill, and the truth; "
        "then the averaged network's output: at the start, and then the newest first.</p>"
    )
    rows = [("given", folder / "samples" / "given.jpg")]
    rows += [("start", sample) for sample in start]
    rows += [(f"step {int(sample.stem):,}", sample) for sample in samples[::every]]
    strips = "".join(
        f'<div class="row"><span>{label}</span><img loading="lazy" src="samples/{file.name}" alt="{label}"></div>'
        for label, file in rows
    )
    return f'<h2>Samples</h2>{given}<div class="strips">{strips}</div>'
