"""Atomic file writes: a file is written under another name, flushed to disk, and renamed last."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """Gives the path to write to. When the block ends, that file replaces `file`. If the block raises, it is removed
    and `file` stays unchanged."""
    fresh = file.with_name(f".{file.name}.new")
    try:
        yield fresh
        sync(fresh)
        os.replace(fresh, file)
    finally:
        fresh.unlink(missing_ok=True)
    sync(file.parent)


def sync(place: Path) -> None:
    """Flushes a file, or a folder's list of names, to disk, so that it survives a power failure."""
    if place.is_dir() and os.name == "nt":
        return  # Windows cannot open folders
    handle = os.open(place, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
