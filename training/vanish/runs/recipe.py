"""The interface of a kind of training."""

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
        """An endless sequence of numbered pictures; number i is always the same."""

    def counts(self) -> dict[str, int]:
        """How many photos of each kind `dataset` reads, not counting those set aside for validation."""

    def learn(self, stage: Stage, rate: float, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        """One step on this process' share of the batch. Returns losses and health indicators by name."""

    def sample(self) -> tuple[list[Tensor], dict[str, float]]:
        """Rows of pictures for a fixed batch, the first of them the output, and health indicators."""

    def given(self) -> list[Tensor]:
        """The fixed batch's own rows: input .. target."""
