"""Static result pages: one HTML file with its pictures beside it, which needs no server and no network."""

import base64
import html
import re
from pathlib import Path

import numpy as np
from PIL import Image

JPEG_QUALITY = 93
"""JPEG quality: fine detail is what people look for in these pictures."""
COLOURS = ["#3b82f6", "#f59e0b", "#10b981", "#ef4444", "#a855f7", "#64748b"]
"""Colours of curves and bars, in the order in which they are used."""

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 1rem; }
figure { margin: 0; padding: .75rem; border: 1px solid #8884; border-radius: 8px; }
figcaption { font-weight: 600; } svg { width: 100%; display: block; } svg text { font-size: 11px; fill: currentColor; }
.key { font-size: .8rem; margin-right: .8rem; white-space: nowrap; } .key i { display: inline-block; width: .8rem;
  height: .2rem; margin-right: .3rem; vertical-align: middle; }
.row { display: grid; grid-template-columns: 6rem 1fr; align-items: center; gap: .5rem; margin-bottom: 2px; }
.row img { width: 100%; display: block; }
.strips { overflow-x: auto; } .row span { position: sticky; left: 0; background: Canvas; }
@media (max-width: 50rem) { body { margin: 1rem auto; } .row { width: 70rem; grid-template-columns: 4.5rem 1fr; } }
 .events li { margin: .2rem 0; }
pre { overflow: auto; padding: .75rem; border: 1px solid #8884; border-radius: 8px; font-size: .8rem; }
.scroll { overflow-x: auto; margin-right: -1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .5rem; text-align: right; border-bottom: 1px solid #8883; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: Canvas; }
thead th { font-weight: 600; vertical-align: bottom; white-space: normal; overflow-wrap: normal; }
.group { text-align: center; border-bottom: 0; } tr.variant td:first-child { font-weight: 600; }
.best { background: #10b98133; font-weight: 600; border-radius: 4px; }
small, .note { opacity: .75; } dt { font-weight: 600; } dd { margin: 0 0 .5rem 1rem; }
details { margin: .5rem 0; } summary { cursor: pointer; font-weight: 600; }
.cases { display: grid; gap: 4px; align-items: center; font-size: .85rem; }
.flag { color: #ef4444; } .cases small { display: block; }
.contacts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .5rem; }
.contacts img { width: 100%; height: auto; display: block; }
.cases img { width: 100%; display: block; border-radius: 2px; } .cases b { text-align: center; }
"""


def slug(text: str) -> str:
    """Text in a form that is safe in a file name."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in text).strip("-.") or "unnamed"


def write_page(file: Path, title: str, parts: list[str], reload_seconds: int | None = None) -> None:
    """parts: HTML below the title. reload_seconds: how often the open page reloads."""
    reload = f'<meta http-equiv="refresh" content="{reload_seconds}">' if reload_seconds else ""
    file.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"{reload}"
        f"<title>{html.escape(title)}</title><style>{STYLE}</style>"
        f"<body><h1>{html.escape(title)}</h1>{''.join(parts)}</body></html>\n",
        encoding="utf-8",
    )


def write_as_one_file(page: Path, out: Path) -> None:
    """A copy of a page with its pictures embedded, to send to somebody. Raises FileNotFoundError if one is missing."""

    def inside(match: re.Match) -> str:
        picture = page.parent / html.unescape(match[1])
        kind = "png" if picture.suffix == ".png" else "jpeg"
        return f'src="data:image/{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"'

    text = re.sub(r'src="([^":]+)"', inside, page.read_text(encoding="utf-8"))
    text = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", text)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")


def write_picture(file: Path, picture: np.ndarray) -> None:
    """picture: [H, W, 3] uint8 RGB, as JPEG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.ascontiguousarray(picture)).save(file, "JPEG", quality=JPEG_QUALITY)


def picture_tag(address: str, alt: str) -> str:
    return f'<img loading="lazy" src="{html.escape(address)}" alt="{html.escape(alt)}">'


def case_grid(head: list[str], rows: list[list[str]]) -> str:
    """Rows of pictures under column titles; the first column describes the row. rows: HTML, head: text."""
    cells = [f"<b>{html.escape(title)}</b>" for title in head]
    cells += [f"<div>{cell}</div>" for row in rows for cell in row]
    columns = f"8.5rem repeat({len(head) - 1}, minmax(0, 15rem))"
    return f'<div class="cases" style="grid-template-columns: {columns}">{"".join(cells)}</div>'
