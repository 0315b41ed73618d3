"""Static pages for results: one HTML file with its pictures beside it, which needs no server and no network."""

import html
from pathlib import Path

import cv2
import numpy as np

from .gallery import STYLE

JPEG_QUALITY = 93

TABLES_AND_CASES = """
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .5rem; text-align: right; border-bottom: 1px solid #8883; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } thead th { font-weight: 600; vertical-align: bottom; }
.group { text-align: center; border-bottom: 0; } tr.variant td:first-child { font-weight: 600; }
.best { background: #10b98133; font-weight: 600; border-radius: 4px; }
small, .note { opacity: .75; } dt { font-weight: 600; } dd { margin: 0 0 .5rem 1rem; }
details { margin: .5rem 0; } summary { cursor: pointer; font-weight: 600; }
.cases { display: grid; gap: 4px; align-items: center; font-size: .85rem; }
.flag { color: #ef4444; } .cases small { display: block; }
.cases img { width: 100%; display: block; border-radius: 2px; } .cases b { text-align: center; }
"""


def slug(text: str) -> str:
    """A text as a part of a file's name."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in text).strip("-.") or "unnamed"


def write_page(file: Path, title: str, parts: list[str]) -> None:
    """parts: HTML below the title."""
    file.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{STYLE}{TABLES_AND_CASES}</style>"
        f"<body><h1>{html.escape(title)}</h1>{''.join(parts)}</body></html>\n",
        encoding="utf-8",
    )


def write_picture(file: Path, picture: np.ndarray) -> None:
    """picture: [H, W, 3] uint8 RGB, as JPEG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(file), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])


def picture_tag(address: str, alt: str) -> str:
    return f'<img loading="lazy" src="{html.escape(address)}" alt="{html.escape(alt)}">'


def case_grid(head: list[str], rows: list[list[str]]) -> str:
    """Rows of pictures under column titles; the first column says what the row is. rows: HTML, head: text."""
    cells = [f"<b>{html.escape(title)}</b>" for title in head]
    cells += [f"<div>{cell}</div>" for row in rows for cell in row]
    columns = f"8.5rem repeat({len(head) - 1}, minmax(0, 15rem))"
    return f'<div class="cases" style="grid-template-columns: {columns}">{"".join(cells)}</div>'
