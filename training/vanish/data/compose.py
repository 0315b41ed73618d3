"""The composer: pastes people onto photos without people, on the fly and from a seed.

This file defines the order of the steps; each step has a file of its own (rooms, placing, shadows, camera, masks).
Nothing here depends on networks.
"""

import copy
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from torch.utils.data import Dataset

from .camera import Lens, expose
from .compose_options import ComposeOptions
from .masks import segment
from .photos import read_backgrounds, read_people, tell_left_out
from .placing import Placed, far_floor, hide_behind_something, place
from .resizing import resize
from .rooms import Room, make_room
from .shadows import shadow_of, union

__all__ = ["ComposeOptions", "Composite", "Composites"]

# The loader's workers share the work; OpenCV's own threads do not survive a fork.
cv2.setNumThreads(1)

MOST_PEOPLE = 4
"""Per picture, as `another_person` in compose_options.py says."""
VISIBLE_SHADOW = (0.02, 0.08)
"""The loss of brightness (0..1) at which a shadow starts to enter the matte, and at which it fully does."""


@dataclass
class Composite:
    """One training pair and its ground truth; everything has the same height and width."""

    picture: np.ndarray
    """[H, W, 3] float32 0..1: the room with the people, as a camera delivers it."""
    target: np.ndarray
    """[H, W, 3] float32 0..1: the room, without noise and compression."""
    person: np.ndarray
    """[H, W] float32 0..1: how much of the pixel is covered by people."""
    shadow: np.ndarray
    """[H, W] float32 0..1: the share of the room's light that people block, also behind them."""
    matte: np.ndarray
    """[H, W] float32 0..1: what must be replaced, i.e. people and their visible shadow."""
    mask: np.ndarray
    """[H, W] float32, 0 or 1: the person mask of a real segmenter, with its mistakes."""
    hole: np.ndarray
    """[H, W] float32, 0 or 1: the mask grown, as the page cuts it."""
    squeeze: float
    """Width divided by height of the room's crop before it was made square."""


class Composites(Dataset):
    """Composite number i of a seed is always the same picture.

    All photos of one side of the split are read and kept in memory here, before a loader forks its workers, so that the
    workers share them. Unusable files are listed in `skipped`, one sentence each, and the first of them are logged as
    warnings. Raises FileNotFoundError or ValueError with a sentence if a folder holds nothing usable.
    """

    def __init__(self, data: Path, size: int, seed: int, validation: bool, options: ComposeOptions):
        """data: folder with backgrounds/ and people/, and small_backgrounds/ if the options need it (see folders.py).
        size: of the square pictures, px."""
        self.backgrounds, left_out = read_backgrounds(data / "backgrounds", validation, options.photo_side)
        self.small_backgrounds, left_out_small = (
            read_backgrounds(data / "small_backgrounds", validation, options.photo_side)
            if options.small_rooms
            else ([], [])
        )
        self.people, left_out_people = read_people(data / "people", validation, options.people_side)
        self.skipped = left_out + left_out_small + left_out_people
        tell_left_out(self.skipped)
        self.size = size
        self.seed = seed
        self.options = options

    def resized(self, size: int) -> "Composites":
        """The same photos for composites of another size, without reading them again."""
        other = copy.copy(self)
        other.size = size
        return other

    def counts(self) -> dict[str, int]:
        """How many photos of each kind there are to draw from."""
        counts = {"photos": len(self.backgrounds), "people": len(self.people)}
        return counts | ({"small photos": len(self.small_backgrounds)} if self.small_backgrounds else {})

    def __len__(self) -> int:
        return 2**31

    def __getitem__(self, index: int) -> dict[str, np.ndarray]:
        """Channels first, float32: picture and target [3, H, W], hole and matte [1, H, W]."""
        made = self.composite(index)
        return {
            "picture": np.ascontiguousarray(made.picture.transpose(2, 0, 1)),
            "target": np.ascontiguousarray(made.target.transpose(2, 0, 1)),
            "hole": made.hole[None],
            "matte": made.matte[None],
        }

    def composite(self, index: int) -> Composite:
        random = np.random.default_rng((self.seed, index))
        options = self.options
        small = bool(options.small_rooms) and random.random() < options.small_rooms
        photos = self.small_backgrounds if small else self.backgrounds
        crop = options.small_crop if small else options.crop
        room = make_room(photos[random.integers(len(photos))], self.size, crop, options, random)
        people = self._people(room, random)
        if options.hidden and random.random() < options.hidden:
            hide_behind_something(people, self.size, random)
        lens = Lens(options, random)

        picture = room.picture.copy()
        uncovered, shadow = np.ones((self.size, self.size), np.float32), None
        for person in people:
            darker = shadow_of(person, self.size, options, random)
            if darker is not None:
                picture = cv2.multiply(picture, cv2.cvtColor(1.0 - darker, cv2.COLOR_GRAY2RGB))
            through = 1.0 - person.alpha
            behind = cv2.multiply(picture[person.area], cv2.cvtColor(through, cv2.COLOR_GRAY2RGB))
            picture[person.area] = cv2.add(behind, person.colour)
            uncovered[person.area] *= through
            shadow = union(shadow, darker)

        covered = 1.0 - uncovered
        motion = people[-1].motion if people else (0.0, 0.0)
        mask, hole = segment(covered, room.squeeze, motion, options, random)
        return Composite(
            picture=expose(lens.take(picture), options, random),
            target=lens.take(room.picture),
            person=covered,
            shadow=np.zeros_like(covered) if shadow is None else shadow,
            matte=covered.copy() if shadow is None else cv2.max(covered, visible(shadow, room)),
            mask=mask,
            hole=hole,
            squeeze=room.squeeze,
        )

    def _people(self, room: Room, random: np.random.Generator) -> list[Placed]:
        """The people in the room, from back to front: the lower the feet, the closer."""
        options = self.options
        people: list[Placed] = []
        if random.random() < options.nobody:
            return people
        floor = far_floor(options, random)
        for _ in range(MOST_PEOPLE):
            for _ in range(4):
                cut_out = self.people[random.integers(len(self.people))]
                person = place(cut_out, room, options, random, floor)
                if person and cv2.sumElems(person.alpha)[0] >= options.least_visible * self.size**2:
                    people.append(person)
                    break
            if random.random() >= options.another_person:
                break
        return sorted(people, key=lambda person: person.foot)


def visible(shadow: np.ndarray, room: Room) -> np.ndarray:
    """How visible a shadow is, [S, S] 0..1: a smooth step over the brightness that it removes. On a black floor even
    the darkest shadow is invisible, and need not be replaced."""
    size = len(shadow)
    lowest, highest = VISIBLE_SHADOW
    # The floor's brightness, not the grain of its carpet; besides, a shadow is soft.
    brightness = cv2.resize(cv2.cvtColor(room.small, cv2.COLOR_RGB2GRAY), (size // 2, size // 2))
    step = (brightness * resize(shadow, size // 2, size // 2) - lowest) / (highest - lowest)
    step = np.clip(step, 0.0, 1.0, out=step)
    return cv2.resize(step * step * (3.0 - 2.0 * step), (size, size))
