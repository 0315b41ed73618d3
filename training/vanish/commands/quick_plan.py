"""The plan of `vanish quickstart`: its folders, the variant's name, and the number of steps."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from ..common.variant_names import checked_name
from ..data.drawn_people import draw_people
from ..data.quality import Judged

FEWEST_PHOTOS = 8
"""With fewer usable photos than this, there is nothing to learn from."""
SAMPLES, PATIENCE = 10, 4
"""Samples of a run, and the number of samples without a better one after which it ends."""
QUALITY = 92
"""JPEG quality of the copies."""
MARK = "made-by-quickstart.txt"
"""Marks a data folder as ours: only a marked folder is replaced."""


@dataclass
class Plan:
    folder: Path
    """Where everything is written, except for the variant."""
    variant: str
    steps: int = 0

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def run(self) -> Path:
        return self.folder / "run"

    @property
    def sample_every(self) -> int:
        """Steps between two samples."""
        return max(10, self.steps // SAMPLES)

    def settings(self, photos: int, people: Path | None) -> list[str]:
        """KEY=VALUE for configs/fine-tune.toml. photos: the number that it learns from; people: the number of cut-outs,
        None = drawn."""
        whose = "drawn figures" if people is None else f"the cut-outs in {people.name}"
        texts = {
            "title": self.variant.replace("-", " ").capitalize(),
            "description": "Guided Lite, trained further on photos of one place with `vanish quickstart`.",
            "licence": "For your own use: guided-lite, from which it began, has seen photos for research only",
            "data": f"{photos} photos of one place without people, with {whose}; and what guided-lite was trained on.",
        }
        return [
            f"variant={json.dumps(self.variant)}",
            f"stages.steps={self.steps}",
            f"sample_every={self.sample_every}",
            f"patience={PATIENCE}",
            *(f"card.{name}={json.dumps(text)}" for name, text in texts.items()),
            'card.data_licences=["Your own photos: yours", "guided-lite\'s: see its card"]',
        ]


def refuse_if_in_the_way(plan: Plan, photos: Path, people: Path | None) -> None:
    """Raises ValueError or OSError with a sentence if the data folder would replace somebody's files."""
    ours = plan.data.resolve()
    for folder in (photos, people):
        if folder is None:
            continue
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is not a folder.")
        if folder.resolve().is_relative_to(ours):
            raise ValueError(f"{folder} is inside {plan.data}, where copies would be written: choose another --out.")
    if plan.data.exists() and not (plan.data / MARK).exists():
        raise FileExistsError(f"{plan.data} exists already, and was not made by quickstart: choose another --out.")


def free_name(wanted: str, models: Path, weights: Path) -> str:
    """The wanted name as a variant's name, with a number appended if that name is taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-")[:50] or "my-room"
    for number in range(1, 1000):
        name = checked_name(plain if number == 1 else f"{plain}-{number}")
        if not (models / name).exists() and not (weights / f"{name}.safetensors").exists():
            return name
    raise ValueError(f'There are a thousand variants called "{plain}": choose another --name.')


def lay_out(plan: Plan, photos: Path, judged: list[Judged], people: Path | None) -> None:
    """Copies the usable photos to the plan's data folder, at a small size and in their own sub-folders, and links or
    draws the people. Raises ValueError if too few photos are usable."""
    fit = [one for one in judged if not one.reasons]
    if len(fit) < FEWEST_PHOTOS:
        raise ValueError(
            f"Only {len(fit)} of {len(judged)} photos are fit to learn from, and {FEWEST_PHOTOS} are the least: "
            f"{plan.folder / 'photos' / 'index.html'} says why."
        )
    refuse_if_in_the_way(plan, photos, people)
    if plan.data.exists():
        shutil.rmtree(plan.data)
    plan.data.mkdir(parents=True)
    (plan.data / MARK).write_text("Copies, made by `vanish quickstart`, which replaces this folder.\n")
    for one in fit:
        place = (plan.data / "backgrounds" / one.file.relative_to(photos)).with_suffix(".jpg")
        place.parent.mkdir(parents=True, exist_ok=True)
        while place.exists():  # a.png beside a.jpg
            place = place.with_stem(place.stem + "-2")
        Image.fromarray(one.picture).save(place, quality=QUALITY)
    if people is None:
        draw_people(plan.data / "people")
        return
    try:
        (plan.data / "people").symlink_to(people.resolve(), target_is_directory=True)
    except OSError:  # Windows does not let everybody create links
        shutil.copytree(people, plan.data / "people")
