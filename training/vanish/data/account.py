"""How the photos of a folder are divided: how many to learn from, how many set aside, how many left out."""

from pathlib import Path

from .folders import list_backgrounds, list_people

LISTS = {"photos": ("backgrounds", list_backgrounds), "people": ("people", list_people)}


def account(data: Path, read: dict[str, int]) -> list[str]:
    """A sentence for each kind of picture. read: how many were read for training, by the names of LISTS; other kinds
    are not reported."""
    return [
        _sentence(name, len(listed(data / folder, False)[0]), len(listed(data / folder, True)[0]), read[name])
        for name, (folder, listed) in LISTS.items()
        if name in read
    ]


def _sentence(name: str, training: int, validation: int, read: int) -> str:
    left_out = max(0, training - read)
    parts = [f"{min(read, training):,} for training", f"{validation:,} for validation"]
    parts += [f"{left_out:,} left out"] if left_out else []
    return f"{training + validation:,} {name}: {', '.join(parts)}."
