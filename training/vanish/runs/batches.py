"""From a dataset to batches on the device: this process' share of them, in order, also after a resume."""

from collections.abc import Iterator

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from ..common.cores import loader_processes
from . import parallel
from .config import Stage

AHEAD = 4
"""Batches that each loader process prepares in advance: enough that one slow picture does not delay the step."""


def load_batches(
    dataset: Dataset, stage: Stage, first: int, steps: int, device: torch.device, workers: int, times: int
) -> Iterator[dict[str, Tensor]]:
    """This process' share of the next batches, after `first` pictures. Each batch is repeated `times` times, every
    second time mirrored."""
    graphics = device.type == "cuda"
    if stage.batch % parallel.world():
        raise ValueError(f"A batch of {stage.batch} cannot be split evenly over {parallel.world()} processes.")
    batches, rest = divmod(first, stage.batch)
    fresh, over = batches // times * stage.batch + rest, batches % times  # remaining echoes from before a stop
    loader = DataLoader(
        dataset,
        batch_sampler=_Parts(fresh, -(-steps // times), stage.batch, parallel.rank(), parallel.world()),
        num_workers=workers or loader_processes(parallel.on_this_machine()),
        prefetch_factor=AHEAD,
        pin_memory=graphics,
        collate_fn=as_bytes if graphics else None,
        generator=torch.Generator(),  # draws its seed from here: a resumed run needs the global state as it was
    )
    for batch in loader:
        there = from_bytes(batch, device) if graphics else {name: value.to(device) for name, value in batch.items()}
        for echo in range(over, times):
            yield {name: value.flip(3) for name, value in there.items()} if echo % 2 else there
        over = 0


def as_bytes(samples: list[dict[str, np.ndarray]]) -> dict[str, tuple[Tensor, bool]]:
    """A batch whose pictures, numbers 0..1, have become bytes: a quarter of the data to move between processes and to
    the device. Each is returned with whether it was converted."""
    return {
        name: (torch.from_numpy(np.stack([_bytes(sample[name]) for sample in samples])), value.dtype == np.float32)
        for name, value in samples[0].items()
    }


def from_bytes(batch: dict[str, tuple[Tensor, bool]], device: torch.device) -> dict[str, Tensor]:
    """The batch on the device, as it was before `as_bytes`."""
    there = {name: (value.to(device, non_blocking=True), made) for name, (value, made) in batch.items()}
    return {name: value.float() / 255 if made else value for name, (value, made) in there.items()}


def _bytes(planes: np.ndarray) -> np.ndarray:
    if planes.dtype != np.float32:
        return planes
    rows = planes.reshape(-1, planes.shape[-1])
    return cv2.convertScaleAbs(rows, alpha=255.0).reshape(planes.shape)


class _Parts:
    """The indices of the pictures, batch by batch, in order: one process' share of each batch."""

    def __init__(self, first: int, steps: int, batch: int, rank: int, world: int):
        self.first, self.steps, self.batch = first, steps, batch
        self.part = batch // world
        self.offset = rank * self.part

    def __iter__(self) -> Iterator[list[int]]:
        for step in range(self.steps):
            start = self.first + step * self.batch + self.offset
            yield list(range(start, start + self.part))

    def __len__(self) -> int:
        return self.steps
