"""Does a fill look as if this camera had taken it? Measured on real clips, before and after a refiner: noise,
sharpness and colour of the fill against its ring, flicker against the camera's own, and whether a discriminator that is
trained afresh can tell fills from camera pixels. Shrivastava et al. 2017 asked people instead (51.7 % right)."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .baselines import network_fill
from .cases import SIZE, composites, crop_around, real_pairs
from .channels import network_input
from .metrics import away_from_edge, gradient_energy, psnr, ring_around
from .refiner import LocalDiscriminator, local_accuracy, local_loss, places_inside
from .steadiness import flicker_of_still_rooms

FRAMES_PER_CLIP, FRAME_STEP = 4, 25
SUCCESSIVE = 8
"""Frames in a row whose flicker is measured."""
FOUND, GROWTH = 0.3, 0.05
"""A finder's matte above FOUND is a person; the hole reaches past it by this share of the picture's longest side."""
SCALES = (1, 2, 4)
JUDGE_STEPS, JUDGE_BATCH, JUDGE_RATE = 300, 8, 5e-4
NOISE_SEED = 1

Filler = Callable[[Tensor, Tensor], Tensor]
"""(picture [N, 3, S, S], hole [N, 1, S, S]) -> what is shown, [N, 3, S, S]."""


def filler(generator: nn.Module, refiner: nn.Module | None) -> Filler:
    """What the page shows; noise is the same every time, as there."""

    @torch.no_grad()
    def fill(picture: Tensor, hole: Tensor) -> Tensor:
        colour, alpha = network_fill(generator)(picture, hole)
        shown = torch.lerp(picture, colour, alpha)
        if refiner is None:
            return shown
        with torch.random.fork_rng():
            torch.manual_seed(NOISE_SEED)
            given = network_input(refiner.inputs, shown, hole)
        return torch.lerp(picture, refiner(given).float(), hole)

    return fill


def measure_realism(
    generator: nn.Module, refiners: dict[str, nn.Module], finder: nn.Module, data: Path, count: int
) -> dict[str, dict[str, float]]:
    """The measures of the generator's fills as they are ("unrefined"), and by refiner. finder: finds the people of the
    clips, which have no masks. count: composites that the discriminator learns on; it is asked about half as many.
    Raises FileNotFoundError where there are no clips."""
    clips = sorted((data / "real_clips").glob("*.mp4"))
    if not clips:
        raise FileNotFoundError(f"{data / 'real_clips'} holds no clips (.mp4).")
    films = [film for film in (read_film(clip, finder) for clip in clips) if film]
    pictures = list(_numbered(composites(data, count + count // 2, validation=True)))
    found = {}
    for name, refiner in ({"unrefined": None} | refiners).items():
        measures = _measure(filler(generator, refiner), films, pictures, count, data)
        found[name] = {what: round(value, 4) for what, value in measures.items()}
    return found


@dataclass
class Film:
    """A clip's crops around the hole of its first frame's person: [N, 3, S, S] and [N, 1, S, S]. The first SUCCESSIVE
    are in a row."""

    pictures: Tensor
    holes: Tensor


def read_film(clip: Path, finder: nn.Module) -> Film | None:
    """None where the finder finds nobody."""
    capture, frames = cv2.VideoCapture(str(clip)), []
    wanted = SUCCESSIVE + FRAME_STEP * (FRAMES_PER_CLIP - 1)
    while len(frames) < wanted:
        going, frame = capture.read()
        if not going:
            break
        frames.append(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB).astype(np.float32) / 255)
    capture.release()
    chosen = frames[:SUCCESSIVE] + frames[SUCCESSIVE + FRAME_STEP - 1 :: FRAME_STEP]
    hole = np.max([_person(frame, finder) for frame in (chosen[0], chosen[SUCCESSIVE // 2])] or [0], axis=0)
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
    return Film(torch.from_numpy(np.stack(pictures)), torch.from_numpy(np.stack(holes)).float())


def noise_level(picture: Tensor, where: Tensor) -> float:
    """Standard deviation of the noise, grey levels of 255 (Immerkaer 1996, with the median for its robustness to
    edges). picture: [3, H, W] 0..1; where: [H, W] bool."""
    mask = torch.tensor([[1.0, -2.0, 1.0], [-2.0, 4.0, -2.0], [1.0, -2.0, 1.0]])
    response = F.conv2d(picture.mean(0)[None, None], mask[None, None], padding=1)[0, 0]
    seen = response[where].abs()
    return 255 * float(seen.median()) / 0.6745 / 6 if len(seen) else 0.0


def _measure(fill: Filler, films: list[Film], pictures: list, count: int, data: Path) -> dict[str, float]:
    rows: list[dict[str, float]] = []
    flickers: list[tuple[float, float]] = []
    for film in films:
        shown = fill(film.pictures, film.holes)
        rows += [
            _against_ring(one, picture, hole)
            for one, picture, hole in zip(shown, film.pictures, film.holes, strict=True)
        ]
        row = slice(0, SUCCESSIVE)
        moving, still = film.holes[0, 0] > 0, film.holes[0, 0] == 0
        flickers.append((
            255 * float(shown[row].std(0).mean(0)[moving].mean()),
            255 * float(film.pictures[row].std(0).mean(0)[still].median()),
        ))  # fmt: skip
    pairs = list(real_pairs(data / "real_pairs"))
    means = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    hole_fill = lambda picture, hole: (fill(picture, hole), hole)  # noqa: E731
    return means | {
        "flicker": float(np.mean([pair[0] for pair in flickers])),
        "camera's flicker": float(np.mean([pair[1] for pair in flickers])),
        "flicker of swaying holes": flicker_of_still_rooms({"fill": hole_fill}, data / "real_pairs")["fill"],
        "psnr of real pairs": float(np.mean([
            psnr(fill(pair.picture[None], pair.hole[None])[0], pair.clean, pair.hole[0] > 0) for pair in pairs
        ])),
        **_told_apart(fill, pictures, count),
    }  # fmt: skip


def _against_ring(shown: Tensor, picture: Tensor, hole: Tensor) -> dict[str, float]:
    core, ring = away_from_edge(hole[None])[0, 0] > 0, ring_around(hole[None])[0, 0] > 0
    row = {
        "noise": noise_level(shown, core),
        "ring's noise": noise_level(picture, ring),
        "colour apart": 255 * float((shown[:, core].mean(1) - picture[:, ring].mean(1)).abs().mean()),
    }
    for scale in SCALES:
        small = partial(_smaller, scale=scale)
        inside = gradient_energy(small(shown), small(core[None].float())[0] == 1)
        around = gradient_energy(small(picture), small(ring[None].float())[0] > 0.99)
        row[f"gradient at 1/{scale}"], row[f"ring's gradient at 1/{scale}"] = 1e4 * inside, 1e4 * around
    return row


def _smaller(plane: Tensor, scale: int) -> Tensor:
    return F.avg_pool2d(plane[None], scale)[0]


def _told_apart(fill: Filler, pictures: list, count: int) -> dict[str, float]:
    """How often a discriminator that has learned on other pictures is right about the places of these."""
    torch.manual_seed(NOISE_SEED)
    judge = LocalDiscriminator(24)
    optimiser = torch.optim.Adam(judge.parameters(), JUDGE_RATE, betas=(0.5, 0.999))
    planes = [torch.stack([getattr(case, plane) for case in pictures]) for plane in ("picture", "hole")]
    batches = [slice(i, i + JUDGE_BATCH) for i in range(0, len(pictures), JUDGE_BATCH)]
    shown = torch.cat([fill(planes[0][b], planes[1][b]) for b in batches])
    verdicts = lambda part: [  # noqa: E731
        (judge(picture), real, places_inside(region))
        for picture, real, region in (
            (shown[part], False, planes[1][part]), (planes[0][part], True, 1 - planes[1][part])
        )
    ]  # fmt: skip
    for _ in range(JUDGE_STEPS):
        part = torch.randint(count, (JUDGE_BATCH,))
        loss = sum(local_loss(*verdict) for verdict in verdicts(part))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        fake, real = (float(local_accuracy(*verdict)) for verdict in verdicts(torch.arange(count, len(pictures))))
    return {"told apart": (fake + real) / 2, "fills told": fake, "camera pixels told": real}


@torch.no_grad()
def _person(frame: np.ndarray, finder: nn.Module) -> np.ndarray:
    """The hole of whom a generator with a matte finds, [H, W] uint8, 0 or 1."""
    small = cv2.resize(frame, (SIZE, SIZE), interpolation=cv2.INTER_AREA).transpose(2, 0, 1)
    picture = torch.from_numpy(np.ascontiguousarray(small))[None]
    matte = finder(network_input(finder.inputs, picture, torch.zeros(1, 1, SIZE, SIZE)))[0, 3].float().numpy()
    mask = (cv2.resize(matte, frame.shape[1::-1]) > FOUND).astype(np.uint8)
    growth = round(GROWTH * max(mask.shape))
    return cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * growth + 1,) * 2))


def _numbered(cases: Iterator) -> Iterator:
    """Only those whose hole leaves the discriminator places on both sides."""
    for case in cases:
        if 0.03 < case.hole.mean() < 0.7:
            yield case


def write_realism(found: dict, out: Path) -> None:
    """Writes realism.json."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "realism.json").write_text(json.dumps(found, indent=2) + "\n")
