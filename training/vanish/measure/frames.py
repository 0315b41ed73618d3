"""Frames that the page filled: a folder of cases, and the output folder of `npm run evaluate` for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..data.opening import open_mask, open_photo
from ..data.photo_files import shown


@dataclass
class Frame:
    """One case and its result; all arrays have the same height and width. Pictures are [H, W, 3] uint8."""

    name: str
    picture: np.ndarray
    """With the person."""
    clean: np.ndarray
    """The truth."""
    output: np.ndarray
    alpha: np.ndarray
    """[H, W] float32 0..1: how much of each pixel was replaced."""
    mask: np.ndarray | None
    """[H, W] bool: the case's own mask of the person. None if it has none."""


def read_frames(cases: Path, out: Path, holes: Path, left_out: list[str], only: Sequence[str] = ()) -> Iterator[Frame]:
    """The cases with a clean picture, sorted by name: cases/NAME/{input,clean,mask}, out/NAME/output.png and
    holes/NAME/hole.png. A case that cannot be used gets a sentence in `left_out`. One without a clean picture or an
    output is skipped without a sentence: it was not evaluated. `only`: names of cases; by default, all. Raises
    FileNotFoundError if a folder is missing."""
    for folder in (cases, out, holes):
        if not folder.is_dir():
            raise FileNotFoundError(f"{shown(folder)} does not exist.")
    for folder in sorted(cases.iterdir()):
        if only and folder.name not in only:
            continue
        output = out / folder.name / "output.png"
        clean = _picture(folder, "clean")
        if clean is None or not output.exists():
            continue
        try:
            picture = _picture(folder, "input")
            if picture is None:
                continue  # a clip
            yield _read(folder, picture, clean, output, holes / folder.name / "hole.png")
        except ValueError as problem:
            left_out.append(f"{shown(folder.name)} is left out: {problem}.")


def _read(folder: Path, picture: Path, clean: Path, output: Path, hole: Path) -> Frame:
    """Raises ValueError with the second half of a sentence."""
    mask = folder / "mask.png"
    parts = {"input": open_photo(picture), "clean": open_photo(clean), "output": open_photo(output)}
    planes = {"hole": open_mask(hole)} | ({"mask": open_mask(mask)} if mask.exists() else {})
    sizes = {name: f"{part.shape[1]}x{part.shape[0]}" for name, part in (parts | planes).items()}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{size} ({part})" for part, size in sizes.items())
        raise ValueError(f"its pictures are not of one size, {told}")
    if planes["hole"].max() <= 127:
        raise ValueError("its hole is empty: nothing was filled")
    if planes["hole"].min() > 0:
        raise ValueError("its hole is the whole picture, so there is nothing to compare with")
    person = planes["mask"] > 127 if "mask" in planes else None
    if person is not None and not person.any():
        raise ValueError("its mask shows no person")
    alpha = planes["hole"].astype(np.float32) / 255
    return Frame(folder.name, parts["input"], parts["clean"], parts["output"], alpha, person)


def _picture(folder: Path, stem: str) -> Path | None:
    found = [folder / f"{stem}.{ending}" for ending in ("png", "jpg")]
    return next((file for file in found if file.exists()), None)
