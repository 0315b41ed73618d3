"""Crops of real clips around the people in them. The clips have no masks: a generator with a matte finds the people."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from ..data.photo_files import shown
from ..networks.channels import PlaneNetwork, network_input
from .cases import SIZE, crop_around, grown

FRAMES_PER_CLIP, FRAME_STEP = 4, 25
"""Besides the consecutive frames, single ones a second apart (clips have about 25 frames a second), for other poses."""
SUCCESSIVE = 8
"""Consecutive frames, so that flicker can be measured."""
FOUND, GROWTH = 0.3, 0.05
"""Where a finder's matte is above FOUND, there is a person; the hole extends past it by this share of the picture's
longest side."""


@dataclass
class ClipCrops:
    """A clip's crops around the hole of its first frame's person: [N, 3, S, S] and [N, 1, S, S]. The first SUCCESSIVE
    ones are consecutive."""

    pictures: Tensor
    holes: Tensor


def read_clip(clip: Path, finder: PlaneNetwork) -> ClipCrops | None:
    """Returns None if the finder finds nobody. Raises ValueError with a sentence if the clip is too short or cannot be
    read."""
    if shown(clip) != str(clip):  # OpenCV would crash
        raise ValueError(f"{shown(clip)} has a name or a folder that is not UTF-8: rename it.")
    capture = cv2.VideoCapture(str(clip))
    frames: list[np.ndarray] = []
    wanted = SUCCESSIVE + FRAME_STEP * (FRAMES_PER_CLIP - 1)
    while len(frames) < wanted:
        going, frame = capture.read()
        if not going:
            break
        frames.append(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB).astype(np.float32) / 255)
    capture.release()
    if len(frames) < SUCCESSIVE:
        raise ValueError(f"{clip} has fewer than {SUCCESSIVE} frames that can be read.")
    chosen = frames[:SUCCESSIVE] + frames[SUCCESSIVE + FRAME_STEP - 1 :: FRAME_STEP]
    hole = np.max([_person(frame, finder) for frame in (chosen[0], chosen[SUCCESSIVE // 2])], axis=0)
    if not hole.any():
        return None
    pictures, holes = [], []
    for number, frame in enumerate(chosen):
        if number >= SUCCESSIVE:
            hole = _person(frame, finder)
            if not hole.any():
                continue
        area = crop_around(hole)
        pictures.append(cv2.resize(frame[area], (SIZE, SIZE), interpolation=cv2.INTER_AREA).transpose(2, 0, 1))
        holes.append(cv2.resize(hole[area], (SIZE, SIZE), interpolation=cv2.INTER_NEAREST)[None])
    return ClipCrops(torch.from_numpy(np.stack(pictures)), torch.from_numpy(np.stack(holes)).float())


@torch.no_grad()
def _person(frame: np.ndarray, finder: PlaneNetwork) -> np.ndarray:
    """The hole of the people that a generator with a matte finds, [H, W] uint8, 0 or 1."""
    small = cv2.resize(frame, (SIZE, SIZE), interpolation=cv2.INTER_AREA).transpose(2, 0, 1)
    picture = torch.from_numpy(np.ascontiguousarray(small))[None]
    matte = finder(network_input(finder.inputs, picture, torch.zeros(1, 1, SIZE, SIZE)))[0, 3].float().numpy()
    mask = (cv2.resize(matte, frame.shape[1::-1]) > FOUND).astype(np.uint8)
    return grown(mask, GROWTH)
