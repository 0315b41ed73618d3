"""Files that an earlier run left in the folder of a new one, because it was killed before its first checkpoint, or its
checkpoint was removed. The new run must not mistake these files for its own."""

from pathlib import Path

LEFTOVERS = (
    *("checkpoint-*.pt", "log.jsonl", "events.jsonl", "index.html", "samples", "tensorboard"),
    *("mlflow.json", "origin.json", "start.safetensors"),
)
"""What a run writes, except for its TOML, which the new run replaces, and its lock. Patterns."""


def set_aside(folder: Path, but: Path | None = None) -> Path | None:
    """Moves what an earlier run left to folder/earlier-1, or the next free number, so that nothing is lost. but: a file
    that stays, since the new run starts from it. Returns the new folder; None if nothing was left."""
    found = sorted(file for pattern in LEFTOVERS for file in folder.glob(pattern))
    found = [file for file in found if but is None or file.resolve() != but.resolve()]
    if not found:
        return None
    number = 1
    while (folder / f"earlier-{number}").exists():
        number += 1
    place = folder / f"earlier-{number}"
    place.mkdir()
    for file in found:
        file.rename(place / file.name)
    return place
