"""What a kind of training must offer to the trainer."""

from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor
from torch.utils.data import Dataset

from .config import RunConfig, Stage
from .training import Training


class Recipe(Protocol):
    """What is learned, and from what. Recipes: recipes/registry.py."""

    def __init__(self, config: RunConfig, training: Training, data: Path, folder: Path, device: torch.device):
        """data: the folder of photos; folder: the run's."""

    @staticmethod
    def start(config: RunConfig, device: torch.device | None = None, pretrained: bool = True) -> Training:
        """Fresh networks, averages and optimisers on the device. pretrained: see RunConfig.make_network."""

    def dataset(self, stage: Stage) -> Dataset:
        """Numbered pictures without end; number i is always the same."""

    def counts(self) -> dict[str, int]:
        """How many photos of each kind `dataset` reads; those that are kept aside for validation do not count."""

    def learn(self, stage: Stage, rate: float, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        """One step on this process' part of the batch. Returns losses and signs of health by name."""

    def sample(self) -> tuple[list[Tensor], dict[str, float]]:
        """Rows of pictures on a fixed batch, the first of them the output, and signs of health."""

    def given(self) -> list[Tensor]:
        """The fixed batch's own rows: input .. target."""
