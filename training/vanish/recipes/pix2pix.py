"""Trains a generator to remove people: pix2pix (Isola et al. 2017).

python -m vanish train pix2pix --config configs/guided-lite.toml --data DATA --run runs/guided-lite
python -m vanish train pix2pix --run runs/guided-lite --data DATA --resume
torchrun --nproc-per-node 4 -m vanish train pix2pix --config ... (four GPUs)
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import Dataset, default_collate

from ..data.compose import ComposeOptions, Composites
from ..networks.channels import network_input
from ..networks.discriminator import PatchDiscriminator
from ..networks.features import Eye, feature_distance
from ..networks.generator_families import make_generator
from ..networks.prefill import prefill
from ..runs import parallel, trainer
from ..runs.config import Pix2pixConfig, Stage, read_config
from ..runs.health import checkerboard_energy, diversity
from ..runs.record import note_event
from ..runs.trainer import average_of, descend, move_average
from ..runs.training import Training
from .losses import (
    absolute_error,
    accuracy,
    adversarial_loss,
    compose_output,
    discriminator_loss,
    hole_loss,
    matching_loss,
    matte_loss,
)
from .weights import load_kept

ACCURACY_MEMORY = 0.98
"""How slowly the discriminator's remembered accuracy moves, per step."""
SAMPLE_SIZE, SAMPLE_COUNT, SAMPLE_SEED = 256, 8, 7


def start(config: Pix2pixConfig, device: torch.device | None = None) -> Training:
    """Fresh networks, averages and optimisers on the device."""
    torch.manual_seed(config.seed)
    generator = make_generator(config.inputs, config.outputs, config.generator)
    discriminator = PatchDiscriminator(config.discriminator_width)
    generator, discriminator = (
        parallel.synchronise(network).to(device, memory_format=torch.channels_last)
        for network in (generator, discriminator)
    )
    return Training(
        {"generator": generator, "discriminator": discriminator},
        {"average": average_of(generator)},
        {
            "generator": torch.optim.Adam(generator.parameters(), betas=(0.5, 0.999)),
            "discriminator": torch.optim.Adam(discriminator.parameters(), betas=(0.5, 0.999)),
        },
    )


def train(config_file: Path | None, data: Path, folder: Path, resume: bool, weights: Path | None = None) -> None:
    """Runs, or goes on with, a run. `weights` starts a new run from kept weights."""
    trainer.train(read_config, start, Pix2pix, config_file, data, folder, resume, weights)


class Pix2pix:
    """The recipe: a generator against a patch discriminator, on composites."""

    def __init__(self, config: Pix2pixConfig, training: Training, data: Path, folder: Path, device: torch.device):
        self.config, self.training, self.data, self.folder, self.device = config, training, data, folder, device
        self.eye = Eye().to(device) if any(stage.feature for stage in config.stages) else None
        self.teacher, self.refiner = (
            load_kept(name).to(device) if name else None for name in (config.teacher, config.refiner)
        )
        self.composites: Composites | None = None
        self.fixed: dict[str, Tensor] | None = None

    def dataset(self, stage: Stage) -> Dataset:
        if self.composites is None:
            options = self.config.compose
            self.composites = Composites(self.data, stage.size, self.config.seed, validation=False, options=options)
        return self.composites.resized(stage.size)

    def learn(self, stage: Stage, rate: float, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        config, networks, optimisers = self.config, self.training.networks, self.training.optimisers
        target, hole = batch["target"], batch["hole"]
        picture = self._refined(batch["picture"], hole)
        given = network_input(config.inputs, picture, hole)
        with self._cast():
            output = networks["generator"](given).float()
        colour = output[:, :3]
        # What must be replaced: the hole, or, where the generator finds it by itself, the truth of the matte.
        where = batch["matte"] if "matte" in config.outputs else hole
        alpha = output[:, 3:] if "matte" in config.outputs else hole
        shown = compose_output(colour, picture, alpha)
        inside, everywhere = absolute_error(colour, self._taught(picture, target, hole), where)
        losses = {"hole": inside, "whole": everywhere}
        if "matte" in config.outputs:
            # Outside of the person it is the matte that must leave the room alone.
            _, losses["whole"] = absolute_error(shown, target, where)
            losses["matte"] = matte_loss(alpha, where)
        loss = config.hole_weight * inside + (1.0 - config.hole_weight) * losses["whole"]
        if "matte" in losses:
            loss = loss + config.matte_weight * losses["matte"]
        losses["smooth"], _ = absolute_error(prefill(picture, hole), target, hole)
        if stage.feature:
            with self._cast():
                losses["feature"] = feature_distance(self.eye, shown, target, where).mean()
            loss = loss + stage.feature * losses["feature"]
        seen = given[:, networks["generator"].base :][:, :3]
        if stage.adversarial:
            networks["discriminator"].requires_grad_(False)
            with self._cast():
                features = networks["discriminator"].features(seen, shown)
                fake = networks["discriminator"].verdict(features[-1])
            losses["adversarial"] = adversarial_loss(fake.float(), where)
            loss = loss + stage.adversarial * losses["adversarial"]
            if stage.matching:
                with self._cast(), torch.no_grad():
                    wanted = networks["discriminator"].features(seen, compose_output(target, picture, where))
                losses["matching"] = matching_loss(features, wanted, where)
                loss = loss + stage.matching * losses["matching"]
        losses["gradient"] = descend(networks["generator"], optimisers["generator"], loss, rate, config.gradient_limit)
        if stage.adversarial:
            losses |= self._judge(seen, shown.detach(), compose_output(target, picture, where), where)
        decay = min(config.average, (self.training.step + 1) / (self.training.step + 10))
        move_average(self.training.averages["average"], networks["generator"], decay)
        return losses

    @torch.no_grad()
    def _refined(self, picture: Tensor, hole: Tensor) -> Tensor:
        """The composite as the refiner makes it look, where there is one."""
        if self.refiner is None:
            return picture
        with self._cast():
            return self.refiner(network_input(self.refiner.inputs, picture, hole)).float()

    @torch.no_grad()
    def _taught(self, picture: Tensor, target: Tensor, hole: Tensor) -> Tensor:
        """What the L1 loss wants: the truth, or, inside the hole, the teacher's fill."""
        if self.teacher is None:
            return target
        with self._cast():
            fill = self.teacher(network_input(self.teacher.inputs, picture, hole)).float()
        return compose_output(fill, target, hole)

    def _judge(self, seen: Tensor, shown: Tensor, truth: Tensor, where: Tensor) -> dict[str, Tensor | float]:
        """The discriminator's step. Once it has won it rests until the generator has caught up: its gradient would
        only drive the generator to noise."""
        config, memory = self.config, self.training.memory
        network = self.training.networks["discriminator"].requires_grad_(True)
        with self._cast():
            (fake, fake_hole), (real, real_hole) = network(seen, shown), network(seen, truth)
        fake, real = fake.float(), real.float()
        losses: dict[str, Tensor | float] = {"discriminator": discriminator_loss(real, fake, where)}
        losses["hole head"] = 0.5 * (hole_loss(fake_hole.float(), where) + hole_loss(real_hole.float(), where))
        real_right, fake_right = parallel.average(
            torch.tensor(accuracy(real, fake, where), device=self.device)
        ).tolist()
        losses |= {"real right": real_right, "fake right": fake_right}
        right = memory.get("right", 0.5) * ACCURACY_MEMORY + 0.5 * (real_right + fake_right) * (1 - ACCURACY_MEMORY)
        memory["right"] = right
        if right > config.rest_above and not memory.get("resting"):
            memory["resting"] = 1.0
            trainer.keep_checkpoint(self.folder, "before-it-won")
            self._note(f"The discriminator has won ({right:.0%} right) and rests until the generator has caught up.")
        elif right < config.work_below and memory.get("resting"):
            memory["resting"] = 0.0
            self._note("The generator has caught up, and the discriminator works again.")
        losses["resting"] = memory.get("resting", 0.0)
        if not losses["resting"]:
            loss = losses["discriminator"] + config.hole_head_weight * losses["hole head"]
            losses["discriminator gradient"] = descend(
                network, self.training.optimisers["discriminator"], loss,
                config.discriminator_rate, config.gradient_limit,
            )  # fmt: skip
        return losses

    def _note(self, event: str) -> None:
        note_event(self.folder, self.training.step, event)

    def sample(self) -> tuple[list[Tensor], dict[str, float]]:
        batch, average = self._fixed(), self.training.averages["average"]
        with torch.no_grad():
            output = average(network_input(self.config.inputs, batch["picture"], batch["hole"])).float()
        alpha = output[:, 3:] if "matte" in self.config.outputs else batch["hole"]
        shown = compose_output(output[:, :3], batch["picture"], alpha)
        rows = [shown] + ([alpha.expand_as(shown)] if "matte" in self.config.outputs else [])
        smooth = prefill(batch["picture"], batch["hole"])
        health = {
            "diversity": diversity(output[:, :3] - smooth, batch["target"] - smooth, batch["hole"]),
            "checkerboard": checkerboard_energy(output[:, :3], batch["hole"]),
            "checkerboard of the truth": checkerboard_energy(batch["target"], batch["hole"]),
            "validation hole": absolute_error(output[:, :3], batch["target"], batch["hole"])[0].item(),
        }
        return rows, health

    def given(self) -> list[Tensor]:
        batch = self._fixed()
        return [batch["picture"], prefill(batch["picture"], batch["hole"]), batch["target"]]

    def _fixed(self) -> dict[str, Tensor]:
        """The same validation composites for every sample of every run."""
        if self.fixed is None:
            dataset = Composites(self.data, SAMPLE_SIZE, SAMPLE_SEED, validation=True, options=ComposeOptions())
            batch = default_collate([dataset[number] for number in range(SAMPLE_COUNT)])
            self.fixed = {name: torch.as_tensor(value).to(self.device) for name, value in batch.items()}
        return self.fixed

    def _cast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.bfloat16)
