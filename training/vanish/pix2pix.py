"""Trains a guided generator: pix2pix (Isola et al. 2017) from the smooth pre-fill.

    python -m vanish train pix2pix --config configs/guided-lite.toml --data DATA --run runs/guided-lite
    python -m vanish train pix2pix --run runs/guided-lite --data DATA --resume

The run's folder holds config.toml, log.jsonl, samples/ and checkpoint.pt (G, D, EMA, optimisers,
step, random state). Stopping at any time, also by a kill, loses a few minutes at the most.
"""

import copy
import json
import math
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Sampler

from .compose import Composites
from .config import Pix2pixConfig, Stage, read_config
from .losses import absolute_error, adversarial_loss, compose_output, discriminator_loss
from .networks import GuidedGenerator, PatchDiscriminator
from .prefill import prefill
from .sheet import write_sheet

WARM_UP_STEPS = 200
LOG_EVERY = 50
SAMPLE_EVERY = 500


@dataclass
class Training:
    """Everything that a checkpoint keeps."""

    generator: nn.Module
    average: nn.Module
    discriminator: nn.Module
    generator_optimiser: torch.optim.Optimizer
    discriminator_optimiser: torch.optim.Optimizer
    step: int = 0
    pictures: int = 0

    def save(self, file: Path) -> None:
        """Writes beside the old checkpoint and then replaces it, so that a kill leaves one whole."""
        parts = {name: part.state_dict() for name, part in vars(self).items() if hasattr(part, "state_dict")}
        fresh = file.with_suffix(".new")
        torch.save(parts | {"step": self.step, "pictures": self.pictures, "random": torch.get_rng_state()}, fresh)
        os.replace(fresh, file)

    def load(self, file: Path) -> None:
        kept = torch.load(file, map_location="cpu", weights_only=True)
        for name, part in vars(self).items():
            if hasattr(part, "load_state_dict"):
                part.load_state_dict(kept[name])
        self.step, self.pictures = kept["step"], kept["pictures"]
        torch.set_rng_state(kept["random"])


def start(config: Pix2pixConfig) -> Training:
    torch.manual_seed(config.seed)
    generator = GuidedGenerator(**vars(config.generator)).to(memory_format=torch.channels_last)
    discriminator = PatchDiscriminator(config.discriminator_width).to(memory_format=torch.channels_last)
    average = copy.deepcopy(generator).eval().requires_grad_(False)
    return Training(
        generator,
        average,
        discriminator,
        torch.optim.Adam(generator.parameters(), lr=config.stages[0].rate, betas=(0.5, 0.999)),
        torch.optim.Adam(discriminator.parameters(), lr=config.discriminator_rate, betas=(0.5, 0.999)),
    )


def train(config_file: Path | None, data: Path, folder: Path, resume: bool) -> None:
    """Runs all stages of the config. Raises FloatingPointError when the loss is no number; the
    last checkpoint is then from before it."""
    kept_config, checkpoint = folder / "config.toml", folder / "checkpoint.pt"
    folder.mkdir(parents=True, exist_ok=True)
    if not resume:
        if checkpoint.exists():
            raise FileExistsError(f"{folder} holds a run already: add --resume to go on, or name another folder.")
        if config_file is None:
            raise ValueError("A new run needs --config FILE.")
        shutil.copyfile(config_file, kept_config)
    config = read_config(kept_config)
    torch.set_flush_denormal(True)  # without it, the first steps on a CPU take ten times as long
    training = start(config)
    if resume:
        training.load(checkpoint)
        print(f"Going on from step {training.step}.", flush=True)
    first = 0
    for stage in config.stages:
        if training.step < first + stage.steps:
            run_stage(config, stage, first, training, data, folder)
            training.save(checkpoint)
        first += stage.steps


def run_stage(config: Pix2pixConfig, stage: Stage, first: int, training: Training, data: Path, folder: Path) -> None:
    dataset = Composites(data, stage.size, config.seed, validation=False, options=config.compose)
    loader = DataLoader(
        dataset,
        stage.batch,
        sampler=_From(training.pictures, (first + stage.steps - training.step) * stage.batch),
        num_workers=1,
        prefetch_factor=4,
    )
    saved, began, sums, counted = time.monotonic(), time.monotonic(), {}, 0
    for batch in loader:
        rate = stage.rate * min(1.0, (training.step + 1) / WARM_UP_STEPS)
        for group in training.generator_optimiser.param_groups:
            group["lr"] = rate
        losses, shown = learn(config, stage, training, batch)
        training.step += 1
        training.pictures += stage.batch
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + value
        counted += 1
        if training.step % LOG_EVERY == 0:
            line = {"step": training.step, "pictures": training.pictures, "seconds": time.monotonic() - began}
            line |= {name: round(value / counted, 5) for name, value in sums.items()}
            with (folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            print(line, flush=True)
            began, sums, counted = time.monotonic(), {}, 0
        if training.step % SAMPLE_EVERY == 0:
            write_sheet(folder / "samples" / f"{training.step:07}.jpg", shown)
        if time.monotonic() - saved > 60 * config.checkpoint_minutes:
            training.save(folder / "checkpoint.pt")
            saved = time.monotonic()


def learn(
    config: Pix2pixConfig, stage: Stage, training: Training, batch: dict[str, Tensor]
) -> tuple[dict[str, float], list[Tensor]]:
    """One step of the generator, then of the discriminator. Returns the losses by name and the
    batch's pictures for the sample sheet."""
    picture, target, hole = (batch[name] for name in ("picture", "target", "hole"))
    smooth = prefill(picture, hole)
    condition = torch.cat([smooth, hole], 1).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16, enabled=config.bfloat16):
        output = training.generator(condition).float()
    inside, everywhere = absolute_error(output, target, hole)
    shown = compose_output(output, picture, hole)
    loss = config.hole_weight * inside + (1.0 - config.hole_weight) * everywhere
    unlearned, _ = absolute_error(smooth, target, hole)
    losses = {"hole": inside.item(), "whole": everywhere.item(), "smooth": unlearned.item()}
    if stage.adversarial:
        training.discriminator.requires_grad_(False)
        with torch.autocast("cpu", torch.bfloat16, enabled=config.bfloat16):
            fooled = adversarial_loss(training.discriminator(condition, shown).float(), hole)
        loss = loss + stage.adversarial * fooled
        losses["adversarial"] = fooled.item()
    if not math.isfinite(loss.item()):
        raise FloatingPointError(f"The loss is no number at step {training.step}; the last checkpoint is unharmed.")
    losses["gradient"] = _descend(training.generator, training.generator_optimiser, loss, config.gradient_limit)
    if stage.adversarial:
        training.discriminator.requires_grad_(True)
        real_picture = compose_output(target, picture, hole)
        with torch.autocast("cpu", torch.bfloat16, enabled=config.bfloat16):
            fake = training.discriminator(condition, shown.detach()).float()
            real = training.discriminator(condition, real_picture).float()
        judged = discriminator_loss(real, fake, hole)
        losses["discriminator"] = judged.item()
        losses["real right"] = (real > 0).float().mean().item()
        losses["fake right"] = (fake < 0).float().mean().item()
        _descend(training.discriminator, training.discriminator_optimiser, judged, config.gradient_limit)
    _move_average(training.average, training.generator, min(config.average, (training.step + 1) / (training.step + 10)))
    return losses, [picture, hole.expand_as(picture), smooth, shown.detach(), target]


def _descend(network: nn.Module, optimiser: torch.optim.Optimizer, loss: Tensor, limit: float) -> float:
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    norm = nn.utils.clip_grad_norm_(network.parameters(), limit)
    optimiser.step()
    return norm.item()


@torch.no_grad()
def _move_average(average: nn.Module, network: nn.Module, decay: float) -> None:
    for kept, new in zip(average.parameters(), network.parameters(), strict=True):
        kept.lerp_(new, 1.0 - decay)
    for kept, new in zip(average.buffers(), network.buffers(), strict=True):
        kept.copy_(new if not new.is_floating_point() else torch.lerp(kept, new, 1.0 - decay))


class _From(Sampler[int]):
    """The composites' numbers in order, from the first one not yet seen."""

    def __init__(self, first: int, count: int):
        self.first, self.count = first, count

    def __iter__(self):
        return iter(range(self.first, self.first + self.count))

    def __len__(self) -> int:
        return self.count
