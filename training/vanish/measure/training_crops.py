"""The training photos, cut into a grid of crops and described by pretrained features, and the search among them."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..networks.encoder import Encoder
from ..networks.layers import channels_last

SIDE = 96
"""Crops are compared at this size, px."""
WINDOWS = (1.0, 0.6, 0.36)
"""Sides of the grid's crops, as shares of the photo's shorter side."""
LEVELS = (2, 3)
"""Which of the encoder's features are compared: those at an eighth and a sixteenth of the size."""
CANDIDATES, FITTED = 5, 2
"""How many photos a fill is compared with closely, and how many of these, the most similar, are fitted to the end."""
ROUNDS, TRIES = 4, 12
"""Crops per round of the fit, each round closer to the best one so far."""
FIRST_SPREAD = 0.3
"""Standard deviation of the first round's tries, as a share of the crop's side."""


@dataclass
class Match:
    photo: int
    box: np.ndarray
    """Centre y, centre x, height, width in the photo, px."""
    flipped: bool
    """True if the crop fits when mirrored."""
    similarity: float
    """Cosine, at most 1."""


def extractor_for_crops() -> Encoder:
    """The pretrained encoder up to the last feature that is compared."""
    encoder = channels_last(Encoder().eval().requires_grad_(False))
    encoder.blocks = encoder.blocks[: encoder.ends[LEVELS[-1]] + 1]
    return encoder


class TrainingCrops:
    """photos: [H, W, 3] uint8 each."""

    def __init__(self, encoder: Encoder, photos: list[np.ndarray], progress=lambda photos: photos):
        self.encoder, self.photos = encoder, photos
        descriptors, self.numbers, self.boxes = [], [], []
        for number, photo in enumerate(progress(photos)):
            for share in WINDOWS:
                found, boxes = self._grid(photo, share * min(photo.shape[:2]))
                descriptors.append(found)
                self.boxes += boxes
                self.numbers += [number] * len(boxes)
        self.descriptors = torch.cat(descriptors)

    def __len__(self) -> int:
        return len(self.numbers)

    def find(self, picture: Tensor, hole: Tensor, random: np.random.Generator) -> list[Match]:
        """The CANDIDATES training photos most similar to the picture inside the hole, the most similar first.

        picture: [3, SIDE, SIDE] 0..1, hole: [1, SIDE, SIDE] 0..1; both as `around` cuts them.
        """
        views = torch.stack([picture, picture.flip(-1)]), torch.stack([hole, hole.flip(-1)])
        # To the encoder, a hole's edge is half surroundings, so the first, rough look is at its middle.
        rough = (describe(self.encoder, views[0], shrunk(views[1])) @ self.descriptors.T).cpu().numpy()
        starts: dict[int, Match] = {}
        for place in np.argsort(-rough, axis=None):
            flip, crop = np.unravel_index(place, rough.shape)
            starts.setdefault(self.numbers[crop], Match(self.numbers[crop], self.boxes[crop], bool(flip), -1.0))
            if len(starts) == CANDIDATES:
                break
        matches = [self._fit(match, *views, 0, 1, random) for match in starts.values()]
        matches.sort(key=lambda match: -match.similarity)
        matches[:FITTED] = [self._fit(match, *views, 1, ROUNDS, random) for match in matches[:FITTED]]
        return sorted(matches, key=lambda match: -match.similarity)

    def _fit(self, match: Match, pictures: Tensor, holes: Tensor, first: int, last: int, random) -> Match:
        """Moves, scales and bends the crop, in the rounds first .. last - 1, to where it is most like the fill. It is
        pasted into the fill's own surroundings, so that these do not count."""
        picture, hole = pictures[int(match.flipped)], holes[int(match.flipped)]
        wanted = describe(self.encoder, picture[None], hole[None])[0]
        for number in range(first, last):
            change = random.normal(size=(TRIES, 4)) * FIRST_SPREAD * 0.6**number
            change[0] = 0.0
            sides = match.box[2:]
            boxes = np.hstack([match.box[:2] + change[:, :2] * sides, sides * np.exp(change[:, 2:])])
            crops = torch.stack([cut(self.photos[match.photo], box) for box in boxes]).to(picture.device)
            laid = torch.lerp(picture.expand_as(crops), crops, hole)
            similarities = describe(self.encoder, laid, hole.expand(len(crops), -1, -1, -1)) @ wanted
            best = int(similarities.argmax())
            if similarities[best] > match.similarity:
                match = Match(match.photo, boxes[best], match.flipped, float(similarities[best]))
        return match

    def _grid(self, photo: np.ndarray, window: float) -> tuple[Tensor, list[np.ndarray]]:
        """All crops of one size, at most half a window apart. The encoder sees the photo once, and its features are
        averaged over the windows."""
        scale = SIDE / window
        height, width = (max(SIDE, round(length * scale / 16) * 16) for length in photo.shape[:2])
        shrinks = scale < 1
        scaled = cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
        features = look(self.encoder, _planes(scaled)[None])
        means = []
        for level, feature in zip(LEVELS, features, strict=True):
            cells = SIDE >> (level + 1)
            means.append(F.normalize(F.avg_pool2d(feature, cells, cells // 3), dim=1))
        rows, columns = means[0].shape[-2:]
        found = F.normalize(torch.cat(means, 1), dim=1)[0].flatten(1).T
        step, half = SIDE / 3, SIDE / 2
        factor = np.array([photo.shape[0] / height, photo.shape[1] / width])
        boxes = [
            np.hstack([factor * (y * step + half, x * step + half), factor * SIDE])
            for y in range(rows)
            for x in range(columns)
        ]
        return found, boxes


def look(encoder: Encoder, pictures: Tensor) -> list[Tensor]:
    """[N, 3, H, W] 0..1 to the features of LEVELS."""
    device = encoder.scale.weight.device
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        features = encoder(pictures.to(device))
    return [features[level].float() for level in LEVELS]


def describe(encoder: Encoder, pictures: Tensor, holes: Tensor) -> Tensor:
    """A description of what is inside the holes, regardless of position: [N, D], each of unit length; half of it
    describes finer, half coarser features. pictures: [N, 3, SIDE, SIDE] 0..1, holes: [N, 1, SIDE, SIDE]."""
    means = []
    for feature in look(encoder, pictures):
        weight = F.adaptive_avg_pool2d(holes.to(feature.device), (feature.shape[-2], feature.shape[-1]))
        mean = (feature * weight).sum((2, 3)) / weight.sum((2, 3)).clamp_min(1e-6)
        means.append(F.normalize(mean, dim=1))
    return F.normalize(torch.cat(means, 1), dim=1)


def around(hole: Tensor, planes: Iterable[Tensor]) -> list[Tensor]:
    """Cuts the square around the hole out of each [C, H, W], scaled to [C, SIDE, SIDE]. hole: [1, H, W], not empty."""
    height, width = hole.shape[-2:]
    rows, columns = (hole[0].amax(1 - axis).nonzero().flatten().tolist() for axis in (0, 1))
    side = min(height, width, max(rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1, SIDE // 2))

    def start(found: list[int], whole: int) -> int:
        return min(max(0, (found[0] + found[-1] + 1 - side) // 2), whole - side)

    top, left = start(rows, height), start(columns, width)
    return [
        F.interpolate(plane[None, :, top : top + side, left : left + side], SIDE, mode="bilinear", antialias=True)[0]
        for plane in planes
    ]


def shrunk(holes: Tensor) -> Tensor:
    """The middle of each hole, or all of it if it is thin. [N, 1, H, W]"""
    reach = SIDE // 16
    middle = -F.max_pool2d(-holes, 2 * reach + 1, 1, reach)
    large = middle.sum((1, 2, 3), keepdim=True) > 0.1 * holes.sum((1, 2, 3), keepdim=True)
    return torch.where(large, middle, holes)


def cut(photo: np.ndarray, box: np.ndarray, size: int = SIDE) -> Tensor:
    """The box of a photo (mirrored at the photo's edges) as [3, size, size] 0..1. photo: [H, W, 3] uint8; box: centre
    y, centre x, height, width."""
    y, x, height, width = box
    scale = size / max(height, width)
    if scale < 0.75:  # against aliasing
        photo = cv2.GaussianBlur(photo, (0, 0), 0.45 / scale)
    matrix = np.array([[size / width, 0, size * (0.5 - x / width)], [0, size / height, size * (0.5 - y / height)]])
    return _planes(cv2.warpAffine(photo, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT))


def _planes(picture: np.ndarray) -> Tensor:
    """[H, W, 3] uint8 to [3, H, W] 0..1."""
    return torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1))).float() / 255
