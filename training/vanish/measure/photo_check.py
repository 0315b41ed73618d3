"""Checks photos before training: lists the unsuitable ones, with reasons, on one page."""

import html
import re
from collections import Counter
from pathlib import Path

from ..common.web_pages import picture_tag, slug, write_page, write_picture
from ..data.photo_files import photos_below, shown
from ..data.photos import shrink
from ..data.quality import Judged, judge
from .people import PeopleFinder

SURE = 0.8
"""The finder's confidence from which a pixel counts."""
LEAST_PERSON = 0.015
"""Share of the picture. Of 267 photos without people, none used in its training, the finder was sure of less in 265. Of
120 composites of these with one person each, it was sure of more in 119 (the person in the other one covers 0.025)."""
SHOWN_SIDE = 320
"""px, on the page."""
PAGE, TITLE = "index.html", "Vanish: the photos"


def check_photos(folder: Path, people: bool = True) -> tuple[list[Judged], list[str]]:
    """Every photo below the folder with the objections to it, and sentences about the files that cannot be used at all.
    people: whether to look for people, which takes longer than everything else. Raises ValueError if there is no
    photo."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{shown(folder)} does not exist.")
    files, left_out = photos_below(folder)
    judged, broken = judge(files, folder)
    if people:
        _mark_people(judged)
    return judged, left_out + broken


def _mark_people(judged: list[Judged]) -> None:
    """Adds a reason to photos with somebody in them."""
    finder = PeopleFinder()
    for one in judged:
        share = float((finder.matte(one.picture) > SURE).mean())
        if share > LEAST_PERSON:
            one.reasons.append(f"a person, it seems, on {share:.0%} of it")


def summary(judged: list[Judged], left_out: list[str]) -> str:
    """A sentence or two that count the reasons."""
    unfit = [one for one in judged if one.reasons]
    kinds = Counter(reason.split(":")[0].split(",")[0].split(" as ")[0] for one in unfit for reason in one.reasons)
    why = f" ({', '.join(f'{count} {kind}' for kind, count in kinds.most_common())})" if kinds else ""
    files = f"; {len(left_out)} more cannot be read" if left_out else ""
    return f"{len(judged):,} photos: {len(judged) - len(unfit):,} are fit, {len(unfit):,} are not{why}{files}."


def write_check(judged: list[Judged], left_out: list[str], out: Path) -> Path:
    """Writes out/index.html, a contact sheet with the reasons, the unsuitable photos first, and returns its path."""
    _remove_pictures_of(out / PAGE)
    cells = []
    for number, one in enumerate(sorted(judged, key=lambda one: not one.reasons)):
        address = f"pictures/{number:04}-{slug(one.file.stem)}.jpg"
        write_picture(out / address, shrink(one.picture, SHOWN_SIDE))
        name, said = html.escape(shown(one.file.name)), html.escape("; ".join(one.reasons))
        flag = f'<br><b class="flag">{said}</b>' if said else ""
        cells.append(f"<figure>{picture_tag(address, shown(one.file.name))}<small>{name}{flag}</small></figure>")
    parts = [
        f"<p>{html.escape(summary(judged, left_out))}</p>",
        *(f'<p class="note">{html.escape(sentence)}</p>' for sentence in left_out),
        f'<div class="contacts">{"".join(cells)}</div>',
    ]
    write_page(out / PAGE, TITLE, parts)
    return out / PAGE


def _remove_pictures_of(page: Path) -> None:
    """Removes what an earlier check wrote beside its page: only the pictures that the page shows."""
    text = page.read_text(encoding="utf-8", errors="replace") if page.exists() else ""
    if f"<title>{TITLE}</title>" not in text:
        return
    for address in re.findall(r'src="(pictures/[^"/]+\.jpg)"', text):
        (page.parent / html.unescape(address)).unlink(missing_ok=True)
