"""The origin of a run, for its card: the weights that it started from, and the number of photos of each kind."""

import hashlib
import json
import shutil
from pathlib import Path

from ..common.atomic_files import written_whole

FILE = "origin.json"
START = "start.safetensors"
"""A copy of the weights that a run started from, to compare with."""


def note_start(folder: Path, weights: Path | None) -> None:
    """Records in a new run's folder what it starts from, a file of weights or nothing, and keeps a copy of the file."""
    digest = (
        {"file": weights.name, "sha256": hashlib.sha256(weights.read_bytes()).hexdigest()} if weights else "nothing"
    )
    if weights:
        with written_whole(folder / START) as fresh:
            shutil.copyfile(weights, fresh)
    _write(folder, {"startedFrom": digest})


def note_counts(folder: Path, counts: dict[str, int]) -> None:
    """Records what the run learns from, by kind; for a resumed run, what there is now."""
    _write(folder, origin_of(folder) | {"counted": counts})


def origin_of(folder: Path) -> dict:
    """`startedFrom` and `counted`; empty for runs from before these were recorded."""
    file = folder / FILE
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def started_from_weights(folder: Path) -> bool:
    return isinstance(origin_of(folder).get("startedFrom"), dict)


def _write(folder: Path, values: dict) -> None:
    with written_whole(folder / FILE) as fresh:
        fresh.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
