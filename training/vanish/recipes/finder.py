"""Trains a finder of people (networks/finder_families.py) on composites whose truth is known to the pixel."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import Dataset, default_collate

from ..data.finder_samples import FinderSamples
from ..networks.channels import FINDER_DEPTHS
from ..networks.layers import channels_last
from ..runs import parallel
from ..runs.config import Stage
from ..runs.optimising import average_of, descend, move_average
from ..runs.training import Training
from .finder_config import FinderConfig
from .replay import Replay

SAMPLE_COUNT, SHOWN, SAMPLE_SEED = 96, 8, 7
"""Enough samples for stable shares. As many of them are shown as fit on a page; the samples are the same for all
runs."""
SURE = 0.4
"""From this value on, the page counts a pixel as a person."""
BETAS = (0.9, 0.99)
"""AdamW's betas: the second one is smaller than its default of .999, since a run has only a few thousand steps."""
DECAY = 0.01
"""AdamW's default weight decay, against memorising few photos."""
HARDNESS = (0.05, 4.0)
"""Limits of a sample's share of the mean loss: no sample is lost, and no sample, whose mask may be wrong, dominates the
step."""


class Finding:
    """The recipe: cross-entropy and Dice against the truth, with emphasis on edges and hard samples."""

    def __init__(self, config: FinderConfig, training: Training, data: Path, _folder: Path, device: torch.device):
        self.config, self.training, self.data, self.device = config, training, data, device
        self.samples: FinderSamples | None = None
        self.fixed: Tensor | None = None
        self.replay = Replay(config.held)

    @staticmethod
    def start(config: FinderConfig, device: torch.device | None = None, pretrained: bool = True) -> Training:
        torch.manual_seed(config.seed)
        finder = channels_last(parallel.synchronise(config.make_network(pretrained)), device)
        optimiser = torch.optim.AdamW(finder.parameters(), betas=BETAS, weight_decay=DECAY)
        return Training({"finder": finder}, {"average": average_of(finder)}, {"finder": optimiser})

    def dataset(self, stage: Stage) -> Dataset:
        if self.samples is None:
            config = self.config
            self.samples = FinderSamples(self.data, stage.size, config.seed, False, config.compose, config.samples)
        return self.samples.resized(stage.size)

    def counts(self) -> dict[str, int]:
        assert self.samples is not None  # `dataset` comes first
        return self.samples.counts()

    def learn(self, stage: Stage, rate: float, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        config, finder = self.config, self.training.networks["finder"]
        given, person = unpack(self.replay.more(batch["planes"], config.replay))
        with torch.autocast(self.device.type, torch.bfloat16, enabled=config.bfloat16):
            logits = finder.logits(chosen(given, config.inputs))
        loss, losses = self._losses(logits.float(), person)
        losses["gradient"] = descend(finder, self.training.optimisers["finder"], loss, rate, config.gradient_limit)
        move_average(self.training.averages["average"], finder, config.average, self.training.step)
        return losses

    def _losses(self, logits: Tensor, person: Tensor) -> tuple[Tensor, dict[str, Tensor | float]]:
        """The loss to minimise, and its parts by name. Samples that the network does badly on count more."""
        entropy, overlap = entropy_loss(logits, person, self.config.edge), dice_loss(logits, person)
        each = entropy + self.config.dice * overlap
        weight = (each.detach() / each.detach().mean().clamp_min(1e-6)).clamp(*HARDNESS) ** self.config.hard
        loss = (each * weight / weight.mean()).mean()
        return loss, {"entropy": entropy.mean(), "dice": overlap.mean(), "found": found(logits, person)}

    @torch.no_grad()
    def sample(self) -> tuple[list[Tensor], dict[str, float]]:
        given, person = unpack(self._fixed())
        given = chosen(given, self.config.inputs)
        average = self.training.averages["average"]
        logits = torch.cat([average.logits(part).float() for part in given.split(16)])
        sure, true = logits.sigmoid() > SURE, person > 0.5
        health = {
            "validation found": _share(sure & true, true),
            "validation right": _share(sure & true, sure),
            "validation where nobody is": _share(sure & (person < 0.5), person < 0.5),
        }
        return [logits.sigmoid()[:SHOWN].expand(-1, 3, -1, -1)], health

    def given(self) -> list[Tensor]:
        given, person = unpack(self._fixed()[:SHOWN])
        rgb, difference, previous = given[:, :3], given[:, 3:6], given[:, 7:]
        return [rgb, 0.5 + 0.5 * difference, previous.expand_as(rgb), person.expand_as(rgb)]

    def _fixed(self) -> Tensor:
        """The same validation samples every time a sample is taken, in every run."""
        if self.fixed is None:
            config, size = self.config, self.config.stages[-1].size
            samples = FinderSamples(self.data, size, SAMPLE_SEED, True, config.compose, config.samples)
            batch = default_collate([samples[number] for number in range(SAMPLE_COUNT)])
            self.fixed = torch.as_tensor(batch["planes"]).to(self.device)
        return self.fixed


def unpack(planes: Tensor) -> tuple[Tensor, Tensor]:
    """FinderSamples' bytes, [N, 9, S, S], as the network's input (rgb, difference, confidence, previous; channels last)
    and the truth, [N, 1, S, S]."""
    planes = planes.float() / 255.0
    difference = 2.0 * planes[:, 3:6] - 256.0 / 255.0
    given = torch.cat([planes[:, :3], difference, planes[:, 6:8]], 1)
    return given.contiguous(memory_format=torch.channels_last), planes[:, 8:]


def chosen(given: Tensor, inputs: list[str]) -> Tensor:
    """Of all planes that a finder can receive, those that `inputs` names, in its order."""
    parts = dict(zip(FINDER_DEPTHS, given.split(list(FINDER_DEPTHS.values()), 1), strict=True))
    return torch.cat([parts[name] for name in inputs], 1).contiguous(memory_format=torch.channels_last)


def entropy_loss(logits: Tensor, person: Tensor, edge: float) -> Tensor:
    """Cross-entropy per sample, [N]; pixels within 2 px of a person's edge count 1 + edge times."""
    near = F.max_pool2d(person, 5, 1, 2) + F.max_pool2d(1.0 - person, 5, 1, 2) - 1.0
    weight = 1.0 + edge * near
    each = F.binary_cross_entropy_with_logits(logits, person, reduction="none")
    return (each * weight).sum((1, 2, 3)) / weight.sum((1, 2, 3))


def dice_loss(logits: Tensor, person: Tensor) -> Tensor:
    """1 - Dice coefficient per sample, [N] (Milletari et al. 2016): a small person counts as much as a large one. If
    there is nobody, 0 for an empty matte and near 1 for a full one."""
    matte = logits.sigmoid()
    some = 0.0005 * person[0].numel()
    both, either = (matte * person).sum((1, 2, 3)), matte.square().sum((1, 2, 3)) + person.square().sum((1, 2, 3))
    return 1.0 - (2.0 * both + some) / (either + some)


@torch.no_grad()
def found(logits: Tensor, person: Tensor) -> float:
    """The share of the people's pixels that are found."""
    true = person > 0.5
    return _share((logits.sigmoid() > SURE) & true, true)


def _share(part: Tensor, of: Tensor) -> float:
    return (part.sum() / of.sum().clamp_min(1)).item()
