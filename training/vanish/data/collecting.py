"""Converts pictures from other tools into the form that training reads: NAME.jpg, with NAME_mask.png beside it.

It reads WebDataset's tar files (KEY.jpg, KEY.mask.png), Hugging Face's image folders (metadata.jsonl or metadata.csv
with file_name, and mask_file_name if there are masks), and folders of pictures.
"""

import csv
import json
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from ..common.atomic_files import written_whole
from .photo_files import FORMATS, photos_below, shown

MASKS = ("mask", "seg", "matte", "alpha")
"""What a WebDataset calls the mask of KEY.jpg: KEY.mask.png .."""
METADATA = ("metadata.jsonl", "metadata.csv")


def collect(source: Path, out: Path) -> tuple[int, list[str]]:
    """Copies the pictures and masks of a tar file or folder to a new or empty folder, byte for byte. Returns the number
    of pictures, and a sentence for each that was left out. Raises OSError or ValueError with a sentence."""
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{shown(out)} is not empty: name another folder.")
    left_out: list[str] = []
    if source.is_dir():
        pictures = _of_metadata(source, left_out) if _metadata(source) else _of_folder(source, left_out)
        count = sum(_copy(file, out / name) for file, name in pictures)
    else:
        count = _of_tar(source, out, left_out)
    if not count:
        raise ValueError("\n".join([f"{shown(source)} holds no pictures that can be read.", *left_out[:5]]))
    return count, left_out


def _of_folder(folder: Path, left_out: list[str]) -> Iterator[tuple[Path, Path]]:
    files, sentences = photos_below(folder)
    left_out += sentences
    yield from ((file, file.relative_to(folder)) for file in files)


def _metadata(folder: Path) -> list[Path]:
    return sorted(file for name in METADATA for file in folder.rglob(name))


def _of_metadata(folder: Path, left_out: list[str]) -> Iterator[tuple[Path, Path]]:
    """Each picture, and its mask, with the name that it will have."""
    for table in _metadata(folder):
        for row in _rows(table):
            picture = table.parent / row["file_name"]
            name = picture.relative_to(folder) if picture.is_relative_to(folder) else Path(picture.name)
            if not picture.is_file() or ".." in name.parts:
                left_out.append(f"{shown(picture)} is left out: {shown(table)} lists it, but it does not exist.")
                continue
            yield picture, name
            if row.get("mask_file_name"):
                mask = table.parent / row["mask_file_name"]
                if not mask.is_file():
                    left_out.append(f"{shown(mask)} is left out: {shown(table)} lists it, but it does not exist.")
                    continue
                yield mask, name.with_name(f"{name.stem}_mask{mask.suffix}")


def _rows(table: Path) -> list[dict]:
    text = table.read_text(encoding="utf-8-sig")
    try:
        rows = list(csv.DictReader(text.splitlines())) if table.suffix == ".csv" else _json_lines(text)
    except ValueError as problem:
        raise ValueError(f"{shown(table)} cannot be read: {problem}.") from None
    for row in rows:
        if not row.get("file_name"):
            raise ValueError(f'{shown(table)} has a row without "file_name".')
    return rows


def _json_lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _of_tar(file: Path, out: Path, left_out: list[str]) -> int:
    """Reads in one pass, as from a stream. Nothing is written outside `out`, whatever the names in the file."""
    count = 0
    try:
        with tarfile.open(file) as archive:
            for member in archive:
                name = PurePosixPath(member.name)
                ending = name.suffix.lower()
                if not member.isfile() or ending not in FORMATS or name.name.startswith("."):
                    continue
                if name.is_absolute() or ".." in name.parts:
                    left_out.append(
                        f"{shown(member.name)} in {shown(file)} is left out: its path leads outside the folder."
                    )
                    continue
                key, _, kind = name.name[: -len(ending)].partition(".")
                if kind and kind.lower() not in MASKS:
                    left_out.append(
                        f"{shown(member.name)} in {shown(file)} is left out: its key already has a picture."
                    )
                    continue
                place = out / name.parent / (f"{key}_mask{ending}" if kind else f"{key}{ending}")
                source = archive.extractfile(member)
                assert source is not None  # a file, as checked above
                _write(source, place)
                count += not kind
    except (tarfile.TarError, EOFError, zlib.error) as problem:
        raise ValueError(f"{shown(file)} is not a readable tar file: {problem}.") from None
    return count


def _copy(file: Path, place: Path) -> int:
    """1 for a picture, 0 for a mask."""
    with file.open("rb") as source:
        _write(source, place)
    return 0 if place.stem.endswith("_mask") else 1


def _write(source: IO[bytes], place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(place) as fresh, fresh.open("wb") as target:
        shutil.copyfileobj(source, target)
