"""Trains a refiner to make synthetic pictures look real without changing what they show: SimGAN (Shrivastava et al.
2017, "Learning from Simulated and Unsupervised Images through Adversarial Training")."""

from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import Dataset, default_collate

from ..data.compose import ComposeOptions, Composites
from ..data.real_photos import WithReal, read_real_photos
from ..networks.channels import network_input
from ..networks.features import FeatureExtractor, feature_distance
from ..networks.layers import channels_last
from ..networks.noise import noise_level
from ..networks.refiner import LocalDiscriminator, local_accuracy, local_loss
from ..runs import parallel
from ..runs.config import Stage
from ..runs.optimising import ADVERSARIAL_BETAS, average_of, descend, move_average
from ..runs.training import Training
from .history import History
from .losses import weighted_sum
from .simgan_config import SimganConfig
from .weights import load_variant

SAMPLE_SIZE, SAMPLE_COUNT, SAMPLE_SEED = 256, 8, 7
"""As in pix2pix.py."""
LEAST_NOISE = 0.1 / 255
"""Smaller differences are not worth learning: the page's pictures have whole grey levels."""


class Simgan:
    """The recipe. The refiner warms up alone, then the discriminator, then they take turns."""

    def __init__(self, config: SimganConfig, training: Training, data: Path, _folder: Path, device: torch.device):
        self.config, self.training, self.data, self.device = config, training, data, device
        self.generator = load_variant(config.generator).to(device) if config.task == "fills" else None
        self.extractor = FeatureExtractor().to(device) if any(stage.feature for stage in config.stages) else None
        self.pictures: Composites | WithReal | None = None
        self.fixed: dict[str, Tensor] | None = None

    @staticmethod
    def start(config: SimganConfig, device: torch.device | None = None, pretrained: bool = True) -> Training:
        """With an empty history."""
        torch.manual_seed(config.seed)
        refiner, discriminator = (
            channels_last(parallel.synchronise(network), device)
            for network in (
                config.make_network(pretrained),
                LocalDiscriminator(config.discriminator_width, config.detail),
            )
        )
        return Training(
            {"refiner": refiner, "discriminator": discriminator},
            {"average": average_of(refiner)},
            {
                "refiner": torch.optim.Adam(refiner.parameters(), betas=ADVERSARIAL_BETAS),
                "discriminator": torch.optim.Adam(discriminator.parameters(), betas=ADVERSARIAL_BETAS),
            },
            stores={"history": History(config.history, 4, config.stages[0].size).to(device)},
        )

    def dataset(self, stage: Stage) -> Dataset:
        if self.pictures is None:
            config = self.config
            pictures = Composites(self.data, stage.size, config.seed, validation=False, options=config.compose)
            if self.generator is None:
                photos = read_real_photos(self.data / "real_photos", config.compose.people_side)
                self.pictures = WithReal(pictures, photos, stage.size, config.seed)
            else:
                self.pictures = pictures
        return self.pictures

    def counts(self) -> dict[str, int]:
        assert self.pictures is not None  # `dataset` comes first
        return self.pictures.counts()

    def learn(self, stage: Stage, rate: float, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        given, where = self._synthetic(batch)
        if self._turn() == "refiner":
            return self._refine(stage, rate, given, where)
        return self._judge(given, where, batch)

    def _turn(self) -> str:
        config, step = self.config, self.training.step
        if step < config.warm_up_refiner:
            return "refiner"
        step -= config.warm_up_refiner
        if step < config.warm_up_discriminator:
            return "discriminator"
        step -= config.warm_up_discriminator
        in_turn = step % (config.refiner_steps + config.discriminator_steps)
        return "refiner" if in_turn < config.refiner_steps else "discriminator"

    @torch.no_grad()
    def _synthetic(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """The refiner's input, [N, D, S, S], and the region that is synthetic, [N, 1, S, S]."""
        picture, hole = batch["picture"], batch["hole"]
        if self.generator is None:
            return network_input(self.config.inputs, picture, hole), torch.ones_like(hole)
        with self._cast():
            fill = self.generator(network_input(self.generator.inputs, picture, hole)).float()
        return network_input(self.config.inputs, torch.lerp(picture, fill[:, :3], hole), hole), hole

    def _refine(self, stage: Stage, rate: float, given: Tensor, where: Tensor) -> dict[str, Tensor | float]:
        config, refiner = self.config, self.training.networks["refiner"]
        with self._cast():
            refined = refiner(given).float()
        losses = self._losses(stage, refined, given[:, :3], where)
        weights = {
            "self-regularisation": config.regularisation,
            "feature": stage.feature,
            "grain": config.grain,
            "adversarial": stage.adversarial,
        }
        loss = weighted_sum(losses, weights)
        losses["gradient"] = descend(refiner, self.training.optimisers["refiner"], loss, rate, config.gradient_limit)
        move_average(self.training.averages["average"], refiner, config.average, self.training.step)
        return losses

    def _losses(self, stage: Stage, refined: Tensor, given: Tensor, where: Tensor) -> dict[str, Tensor | float]:
        """The refiner's losses by name; without those whose weight is 0."""
        losses: dict[str, Tensor | float] = {"self-regularisation": _change(refined, given, where)}
        if stage.feature and self.extractor:
            with self._cast():
                losses["feature"] = feature_distance(self.extractor, refined, given, where).mean()
        if self.config.grain:
            losses["grain"] = _apart_in_noise(refined, where)
        if stage.adversarial and self.training.step >= self.config.warm_up_refiner:
            self.training.networks["discriminator"].requires_grad_(False)
            losses["adversarial"] = local_loss(*self._verdict(refined, where, True))
        return losses

    def _judge(self, given: Tensor, where: Tensor, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        config, network = self.config, self.training.networks["discriminator"].requires_grad_(True)
        with torch.no_grad(), self._cast():
            refined = self.training.networks["refiner"](given).float()
        mixed = self.training.stores["history"].mix(torch.cat([refined, where], 1))
        fake_verdict = self._verdict(mixed[:, :3], mixed[:, 3:], False)
        if self.generator is None:
            real_verdict = self._verdict(batch["real"], where, True)
        else:
            # Around the hole are the camera's own pixels. Those of this batch serve as well as those of the history.
            real_verdict = self._verdict(batch["picture"], where, True, outside=True)
        loss = local_loss(*fake_verdict) + local_loss(*real_verdict)
        return {
            "discriminator": loss,
            "real right": local_accuracy(*real_verdict),
            "fake right": local_accuracy(*fake_verdict),
            "history": float(self.training.stores["history"].held),
            "discriminator gradient": descend(
                network, self.training.optimisers["discriminator"], loss,
                config.discriminator_rate, config.gradient_limit,
            ),
        }  # fmt: skip

    def _verdict(self, picture: Tensor, where: Tensor, real: bool, outside=False) -> tuple[Tensor, bool, Tensor]:
        """The arguments of local_loss and local_accuracy, for the places inside `where`, or outside it."""
        discriminator, camera = self.training.networks["discriminator"], 1.0 - where
        with self._cast():
            logits = discriminator(picture, camera).float()
        return logits, real, discriminator.places_inside(camera if outside else where)

    @torch.no_grad()
    def sample(self) -> tuple[list[Tensor], dict[str, float]]:
        batch = self._fixed()
        refined = self.training.averages["average"](batch["given"]).float()
        where = batch["where"]
        health = {
            "validation change": _change(refined, batch["given"][:, :3], where).item(),
            "validation fake right": local_accuracy(*self._verdict(refined, where, False)).item(),
        }
        return [refined, (0.5 + 4 * (refined - batch["given"][:, :3])).clamp(0, 1)], health

    def given(self) -> list[Tensor]:
        batch = self._fixed()
        return [batch["picture"], batch["given"][:, :3], batch["target"]]

    def _fixed(self) -> dict[str, Tensor]:
        """The same validation composites every time a sample is taken, in every run."""
        if self.fixed is None:
            dataset = Composites(self.data, SAMPLE_SIZE, SAMPLE_SEED, validation=True, options=ComposeOptions())
            batch = default_collate([dataset[number] for number in range(SAMPLE_COUNT)])
            batch = {name: torch.as_tensor(value).to(self.device) for name, value in batch.items()}
            given, where = self._synthetic(batch)
            self.fixed = batch | {"given": given, "where": where}
        return self.fixed

    def _cast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.bfloat16)


def _apart_in_noise(refined: Tensor, where: Tensor) -> Tensor:
    """How far the noise inside is from that around it, in e-folds, mean; pictures that lack either count as 0."""
    inside, around = (noise_level(refined, region) + LEAST_NOISE for region in (where, 1.0 - where))
    both = ((where.mean((1, 2, 3)) > 0) & (where.mean((1, 2, 3)) < 1)).float()
    return ((inside / around).log().abs() * both).mean()


def _change(refined: Tensor, given: Tensor, where: Tensor) -> Tensor:
    """Mean absolute difference over the region `where`; every picture counts equally."""
    change = (refined - given).abs().mean(1, keepdim=True) * where
    return (change.sum((1, 2, 3)) / where.sum((1, 2, 3)).clamp_min(1.0)).mean()
