"""Does a fill look as if this camera had taken it?

Measures real clips before and after a refiner: noise, sharpness and colour of the fill against its ring, flicker
against the camera's own, and whether a newly trained discriminator can distinguish fills from camera pixels.
Shrivastava et al. 2017 asked people instead (51.7 % right).
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..data.photos import tell_left_out
from ..networks.channels import PlaneNetwork, network_input
from ..networks.noise import noise_level
from ..networks.refiner import LocalDiscriminator, local_accuracy, local_loss
from .baselines import network_fill
from .cases import Case, composites, real_pairs
from .clip_crops import SUCCESSIVE, ClipCrops, read_clip
from .metrics import away_from_edge, gradient_energy, psnr, ring_around
from .steadiness import flicker_of_still_rooms

SCALES = (1, 2, 4)
"""The sizes at which sharpness is measured: full, half, and a quarter."""
ADDED_NOISE = (0, 1, 2, 4, 8)
"""Grey levels: cameras in increasing darkness."""
JUDGE_STEPS, JUDGE_BATCH, JUDGE_RATE = 300, 8, 5e-4
"""The training of the judging discriminator: short, and the same for every refiner, so that comparisons are fair."""
NOISE_SEED = 1
"""An arbitrary seed, always the same."""

Filler = Callable[[Tensor, Tensor], Tensor]
"""(picture [N, 3, S, S], hole [N, 1, S, S]) -> what is shown, [N, 3, S, S]."""


def filler(generator: PlaneNetwork, refiner: PlaneNetwork | None) -> Filler:
    """What the page shows; the noise is the same every time, as it is there."""

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
    generator: PlaneNetwork,
    refiners: dict[str, PlaneNetwork],
    finder: PlaneNetwork,
    data: Path,
    count: int,
    noise: float = 0.0,
) -> dict[str, dict[str, float]]:
    """The measures of the generator's fills as they are ("unrefined"), and by refiner. finder: finds the people of the
    clips, which have no masks. count: composites; those whose hole leaves the discriminator places on both sides are
    used, two thirds to train it and the rest to test it. noise: noise added to the clips, grey levels, like that of a
    camera in the dark (compression has removed the clips' own). Raises FileNotFoundError or ValueError where there are
    no clips with people."""
    clips = sorted(clip for clip in (data / "real_clips").glob("*.mp4") if not clip.name.startswith("."))
    if not clips:
        raise FileNotFoundError(f"{data / 'real_clips'} holds no clips (.mp4).")
    clip_crops = [crops for crops in (read_clip(clip, finder) for clip in clips) if crops]
    if not clip_crops:
        raise ValueError("The finder found nobody in the clips.")
    if noise:
        clip_crops = [ClipCrops(_noisier(crops.pictures, noise), crops.holes) for crops in clip_crops]
    pictures = [case for case in composites(data, count, validation=True) if 0.03 < case.hole.mean() < 0.7]
    found = {}
    for name, refiner in ({"unrefined": None} | refiners).items():
        measures = _measure(filler(generator, refiner), clip_crops, pictures, data)
        found[name] = {what: round(value, 4) for what, value in measures.items()}
    return found


def _noisier(pictures: Tensor, noise: float) -> Tensor:
    """The pictures with independent noise; the mean of its three colours has the level, in grey levels."""
    with torch.random.fork_rng():
        torch.manual_seed(NOISE_SEED + 1)
        return (pictures + torch.randn_like(pictures) * 3**0.5 * noise / 255).clamp(0, 1)


def _as_noisy(fill: Filler, pairs: list[Case]) -> dict[str, float]:
    """The noise of fills beside that of the camera around them, on real pairs with increasing noise added."""
    found: dict[str, float] = {}
    for added in ADDED_NOISE:
        rows = []
        for pair in pairs:
            picture, hole = _noisier(pair.picture[None], added), pair.hole[None]
            shown = fill(picture, hole)
            levels = noise_level(picture, 1 - hole), noise_level(shown, away_from_edge(hole))
            rows.append((*(255 * level.item() for level in levels), psnr(shown[0], pair.clean, pair.hole[0] > 0)))
        camera, inside, likeness = np.mean(rows, 0)
        found |= {
            f"camera's noise, {added} added": float(camera),
            f"noise, {added} added": float(inside),
            f"psnr, {added} added": float(likeness),
        }
    return found


def _measure(fill: Filler, clip_crops: list[ClipCrops], pictures: list[Case], data: Path) -> dict[str, float]:
    rows: list[dict[str, float]] = []
    flickers: list[tuple[float, float]] = []
    for crops in clip_crops:
        shown = fill(crops.pictures, crops.holes)
        rows += [
            _against_ring(one, picture, hole)
            for one, picture, hole in zip(shown, crops.pictures, crops.holes, strict=True)
        ]
        row = slice(0, SUCCESSIVE)
        hidden = crops.holes[0, 0] > 0
        # The median: outside of the hole somebody else may be walking.
        own, camera = (
            255 * float(frames[row].std(0).mean(0)[where].median())
            for frames, where in ((shown, hidden), (crops.pictures, ~hidden))
        )
        flickers.append((own, camera))
    left_out: list[str] = []
    pairs = list(real_pairs(data / "real_pairs", left_out))
    tell_left_out(left_out)
    means = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    inside, outside = np.mean(flickers, 0)
    fills = {"fill": lambda picture, hole: (fill(picture, hole), hole)}
    return means | {
        "flicker": float(inside),
        "camera's flicker": float(outside),
        "flicker of swaying holes": flicker_of_still_rooms(fills, data / "real_pairs")["fill"],
        **_as_noisy(fill, pairs),
        **_told_apart(fill, pictures),
    }  # fmt: skip


def _against_ring(shown: Tensor, picture: Tensor, hole: Tensor) -> dict[str, float]:
    core, ring = away_from_edge(hole[None])[0, 0] > 0, ring_around(hole[None])[0, 0] > 0
    row = {
        "noise": 255 * float(noise_level(shown[None], core[None, None])),
        "ring's noise": 255 * float(noise_level(picture[None], ring[None, None])),
        "colour apart": 255 * float((shown[:, core].mean(1) - picture[:, ring].mean(1)).abs().mean()),
    }
    for scale in SCALES:
        small = partial(_smaller, scale=scale)
        inside = gradient_energy(small(shown), small(core[None].float())[0] > 0.99)
        around = gradient_energy(small(picture), small(ring[None].float())[0] > 0.99)
        row[f"gradient at 1/{scale}"], row[f"ring's gradient at 1/{scale}"] = 1e4 * inside, 1e4 * around
    return row


def _smaller(plane: Tensor, scale: int) -> Tensor:
    return F.avg_pool2d(plane[None], scale)[0]


def _told_apart(fill: Filler, pictures: list[Case]) -> dict[str, float]:
    """How often a discriminator that was trained on two thirds of the pictures is right about places in the rest."""
    torch.manual_seed(NOISE_SEED)
    judge = LocalDiscriminator(24)
    optimiser = torch.optim.Adam(judge.parameters(), JUDGE_RATE, betas=(0.5, 0.999))
    picture, hole = (torch.stack([getattr(case, plane) for case in pictures]) for plane in ("picture", "hole"))
    batches = zip(picture.split(JUDGE_BATCH), hole.split(JUDGE_BATCH), strict=True)
    shown = torch.cat([fill(*batch) for batch in batches])
    learned = len(pictures) * 2 // 3

    def verdicts(part: Tensor) -> list[tuple[Tensor, bool, Tensor]]:
        camera = 1 - hole[part]
        return [
            (judge(shown[part], camera), False, judge.places_inside(hole[part])),
            (judge(picture[part], camera), True, judge.places_inside(camera)),
        ]

    for _ in range(JUDGE_STEPS):
        fakes, reals = (local_loss(*verdict) for verdict in verdicts(torch.randint(learned, (JUDGE_BATCH,))))
        loss = fakes + reals
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        fake, real = (float(local_accuracy(*verdict)) for verdict in verdicts(torch.arange(learned, len(pictures))))
    return {"asked about": len(pictures) - learned, "told apart": (fake + real) / 2, "fills told": fake,
            "camera pixels told": real}  # fmt: skip


def write_realism(found: dict, out: Path) -> None:
    """Writes realism.json."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "realism.json").write_text(json.dumps(found, indent=2) + "\n")
