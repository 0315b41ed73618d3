"""Trains a generator to remove people: pix2pix (Isola et al. 2017)."""

from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import Dataset, default_collate

from ..data.compose import ComposeOptions, Composites
from ..networks.channels import network_input
from ..networks.discriminator import PatchDiscriminator
from ..networks.features import FeatureExtractor, elsewhere, feature_distance
from ..networks.layers import channels_last
from ..networks.prefill import prefill
from ..runs import parallel
from ..runs.config import Stage
from ..runs.health import checkerboard_energy, diversity
from ..runs.optimising import ADVERSARIAL_BETAS, average_of, descend, move_average
from ..runs.record import note_event
from ..runs.training import Training, keep_checkpoint
from .losses import (
    absolute_error,
    accuracy,
    adversarial_loss,
    compose_output,
    discriminator_loss,
    hole_loss,
    matching_loss,
    matte_loss,
    weighted_sum,
)
from .painted import Painted
from .pix2pix_config import Pix2pixConfig
from .weights import load_variant

ACCURACY_MEMORY = 0.98
"""How slowly the discriminator's remembered accuracy moves per step: the mean of about the last fifty."""
UNDECIDED = 0.5
"""The accuracy of a guessing discriminator: the remembered value before its first step."""
SAMPLE_SIZE, SAMPLE_COUNT, SAMPLE_SEED = 256, 8, 7
"""Side in px, as the page's variants have; as many as fit on a page; an arbitrary seed, the same for all runs, to
compare them."""
VALIDATED = 32
"""How many composites the validation figure is averaged over, including those of the sample. With eight, a single one
that happens to be easy would decide."""


class Pix2pix:
    """The recipe: a generator against a patch discriminator, on composites."""

    def __init__(self, config: Pix2pixConfig, training: Training, data: Path, folder: Path, device: torch.device):
        self.config, self.training, self.data, self.folder, self.device = config, training, data, folder, device
        self.extractor = FeatureExtractor().to(device) if any(stage.feature for stage in config.stages) else None
        self.teacher, self.refiner = (
            load_variant(name).to(device) if name else None for name in (config.teacher, config.refiner)
        )
        self.composites: Composites | None = None
        self.fixed: dict[str, Tensor] | None = None

    @staticmethod
    def start(config: Pix2pixConfig, device: torch.device | None = None, pretrained: bool = True) -> Training:
        torch.manual_seed(config.seed)
        generator, discriminator = (
            channels_last(parallel.synchronise(network), device)
            for network in (config.make_network(pretrained), PatchDiscriminator(config.discriminator_width))
        )
        return Training(
            {"generator": generator, "discriminator": discriminator},
            {"average": average_of(generator)},
            {
                "generator": torch.optim.Adam(generator.parameters(), betas=ADVERSARIAL_BETAS),
                "discriminator": torch.optim.Adam(discriminator.parameters(), betas=ADVERSARIAL_BETAS),
            },
        )

    def dataset(self, stage: Stage) -> Dataset:
        if self.composites is None:
            options = self.config.compose
            self.composites = Composites(self.data, stage.size, self.config.seed, validation=False, options=options)
        return self.composites.resized(stage.size)

    def counts(self) -> dict[str, int]:
        assert self.composites is not None  # `dataset` comes first
        return self.composites.counts()

    def learn(self, stage: Stage, rate: float, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        config, generator = self.config, self.training.networks["generator"]
        painted = self._paint(batch)
        losses = self._losses(stage, painted)
        loss = weighted_sum(losses, self._weights(stage))
        losses["gradient"] = descend(
            generator, self.training.optimisers["generator"], loss, rate, config.gradient_limit
        )
        losses["smooth"], _ = absolute_error(prefill(painted.picture, painted.hole), painted.target, painted.hole)
        if stage.adversarial:
            losses |= self._judge(painted.seen, painted.shown.detach(), painted.truth, painted.where)
        move_average(self.training.averages["average"], generator, config.average, self.training.step)
        return losses

    def _paint(self, batch: dict[str, Tensor]) -> Painted:
        generator, has_matte = self.training.networks["generator"], "matte" in self.config.outputs
        target, hole = batch["target"], batch["hole"]
        picture = self._refined(batch["picture"], hole)
        given = network_input(self.config.inputs, picture, hole)
        with self._cast():
            output = generator(given).float()
        colour, where = output[:, :3], batch["matte"] if has_matte else hole
        alpha = output[:, 3:] if has_matte else hole
        return Painted(
            picture, hole, where, given[:, generator.base :][:, :3], colour, alpha,
            compose_output(colour, picture, alpha), target, compose_output(target, picture, where),
        )  # fmt: skip

    def _weights(self, stage: Stage) -> dict[str, float]:
        """The weight of each loss."""
        config = self.config
        return {
            "hole": config.hole_weight,
            "whole": 1.0 - config.hole_weight,
            "matte": config.matte_weight,
            "feature": stage.feature,
            "adversarial": stage.adversarial,
            "matching": stage.matching,
        }

    def _losses(self, stage: Stage, painted: Painted) -> dict[str, Tensor | float]:
        """The generator's losses by name, without those whose weight in this stage is 0."""
        where, wanted = painted.where, self._taught(painted.picture, painted.target, painted.hole)
        losses: dict[str, Tensor | float] = {}
        losses["hole"], losses["whole"] = absolute_error(painted.colour, wanted, where)
        if "matte" in self.config.outputs:
            # Outside the person, it is the matte's job to leave the room alone.
            _, losses["whole"] = absolute_error(painted.shown, painted.target, where)
            losses["matte"] = matte_loss(painted.alpha, where)
        if stage.feature and self.extractor:
            compared = torch.cat([painted.shown, painted.target, where], 1)
            shown, target, there = (elsewhere(compared) if self.config.wander else compared).split([3, 3, 1], 1)
            with self._cast():
                distance = feature_distance(self.extractor, shown, target, there)
            losses["feature"] = distance.mean()
        if stage.adversarial:
            losses |= self._deception(stage, painted)
        return losses

    def _deception(self, stage: Stage, painted: Painted) -> dict[str, Tensor]:
        """How well the discriminator, which does not learn from this, recognises what is shown."""
        discriminator = self.training.networks["discriminator"].requires_grad_(False)
        with self._cast():
            features = discriminator.features(painted.seen, painted.shown)
            fake = discriminator.verdict(features[-1])
        losses = {"adversarial": adversarial_loss(fake.float(), painted.where)}
        if stage.matching:
            with self._cast(), torch.no_grad():
                wanted = discriminator.features(painted.seen, painted.truth)
            losses["matching"] = matching_loss(features, wanted, painted.where)
        return losses

    @torch.no_grad()
    def _refined(self, picture: Tensor, hole: Tensor) -> Tensor:
        """The composite after the refiner, if there is one."""
        if self.refiner is None:
            return picture
        with self._cast():
            return self.refiner(network_input(self.refiner.inputs, picture, hole)).float()

    @torch.no_grad()
    def _taught(self, picture: Tensor, target: Tensor, hole: Tensor) -> Tensor:
        """The target of the L1 loss: the truth or, inside the hole, the teacher's fill."""
        if self.teacher is None:
            return target
        with self._cast():
            fill = self.teacher(network_input(self.teacher.inputs, picture, hole)).float()
        return compose_output(fill, target, hole)

    def _judge(self, seen: Tensor, shown: Tensor, truth: Tensor, where: Tensor) -> dict[str, Tensor | float]:
        """The discriminator's step. Once it has won, it rests until the generator has caught up: its gradient would
        only push the generator towards noise."""
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
        before, now = memory.get("right", UNDECIDED), 0.5 * (real_right + fake_right)
        right = before * ACCURACY_MEMORY + now * (1 - ACCURACY_MEMORY)
        memory["right"] = right
        if right > config.rest_above and not memory.get("resting"):
            memory["resting"] = 1.0
            keep_checkpoint(self.folder, "before-it-won")
            self._note(f"The discriminator has won ({right:.0%} right). It pauses until the generator has caught up.")
        elif right < config.work_below and memory.get("resting"):
            memory["resting"] = 0.0
            self._note("The generator has caught up, and the discriminator continues.")
        losses["resting"] = memory.get("resting", 0.0)
        if not losses["resting"]:
            loss = weighted_sum(losses, {"discriminator": 1.0, "hole head": config.hole_head_weight})
            losses["discriminator gradient"] = descend(
                network, self.training.optimisers["discriminator"], loss,
                config.discriminator_rate, config.gradient_limit,
            )  # fmt: skip
        return losses

    def _note(self, event: str) -> None:
        note_event(self.folder, self.training.step, event)

    def sample(self) -> tuple[list[Tensor], dict[str, float]]:
        validated, average = self._fixed(), self.training.averages["average"]
        batch = {name: planes[:SAMPLE_COUNT] for name, planes in validated.items()}
        with torch.no_grad():
            parts = zip(validated["picture"].split(SAMPLE_COUNT), validated["hole"].split(SAMPLE_COUNT), strict=True)
            outputs = torch.cat([average(network_input(self.config.inputs, *part)).float() for part in parts])
        output = outputs[:SAMPLE_COUNT]
        alpha = output[:, 3:] if "matte" in self.config.outputs else batch["hole"]
        shown = compose_output(output[:, :3], batch["picture"], alpha)
        rows = [shown] + ([alpha.expand_as(shown)] if "matte" in self.config.outputs else [])
        smooth = prefill(batch["picture"], batch["hole"])
        health = {
            "diversity": diversity(output[:, :3] - smooth, batch["target"] - smooth, batch["hole"]),
            "checkerboard": checkerboard_energy(output[:, :3], batch["hole"]),
            "checkerboard of the truth": checkerboard_energy(batch["target"], batch["hole"]),
            "validation hole": absolute_error(outputs[:, :3], validated["target"], validated["hole"])[0].item(),
        }
        return rows, health

    def given(self) -> list[Tensor]:
        batch = {name: planes[:SAMPLE_COUNT] for name, planes in self._fixed().items()}
        return [batch["picture"], prefill(batch["picture"], batch["hole"]), batch["target"]]

    def _fixed(self) -> dict[str, Tensor]:
        """The same validation composites, VALIDATED of them, every time a sample is taken, in every run."""
        if self.fixed is None:
            dataset = Composites(self.data, SAMPLE_SIZE, SAMPLE_SEED, validation=True, options=ComposeOptions())
            batch = default_collate([dataset[number] for number in range(VALIDATED)])
            self.fixed = {name: torch.as_tensor(value).to(self.device) for name, value in batch.items()}
        return self.fixed

    def _cast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.bfloat16)
