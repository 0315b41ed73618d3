"""Files that are whole whenever they are there: written beside their place, brought to the disk, renamed last."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """Gives the path to write to. It takes the place of `file` when the block ends; when the block raises it is
    removed, and `file` is what it was."""
    fresh = file.with_name(f".{file.name}.new")
    try:
        yield fresh
        sync(fresh)
        os.replace(fresh, file)
    finally:
        fresh.unlink(missing_ok=True)
    sync(file.parent)


def sync(place: Path) -> None:
    """Brings a file, or the names in a folder, to the disk: a machine that loses its power keeps them."""
    if place.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    handle = os.open(place, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
