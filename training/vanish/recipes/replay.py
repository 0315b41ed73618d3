"""Replays samples that were learned from before: making one on a processor takes longer than learning from it on a
GPU."""

import torch
from torch import Tensor

GAIN = 0.15
"""Largest natural logarithm of the change in exposure and white balance of a replayed sample."""
FORGOTTEN = 0.2
"""Chance that a sample is replayed without its room and, independently, without the previous frame's mask."""


class Replay:
    """A ring of samples ([9, S, S] bytes, as FinderSamples makes them) on the training's device."""

    def __init__(self, held: int):
        """held: the most samples that it holds."""
        self.most = held
        self.ring: Tensor | None = None
        self.count = 0

    def more(self, fresh: Tensor, times: int) -> Tensor:
        """The fresh samples, [N, 9, S, S], followed by `times` as many earlier ones, each slightly changed; then stores
        the fresh ones too. While few are stored, fewer are replayed."""
        if self.ring is None or self.ring.shape[1:] != fresh.shape[1:]:
            self.ring = fresh.new_empty((self.most, *fresh.shape[1:]))
            self.count = 0
        held = min(self.count, self.most)
        answer = fresh
        if held >= times * len(fresh) > 0:
            chosen = torch.randint(held, (times * len(fresh),), device=fresh.device)
            answer = torch.cat([fresh, changed(self.ring[chosen])])
        places = torch.arange(self.count, self.count + len(fresh), device=fresh.device) % self.most
        self.ring[places] = fresh
        self.count += len(fresh)
        return answer


def changed(planes: Tensor) -> Tensor:
    """The samples in different light, possibly mirrored, possibly with less known. [N, 9, S, S] bytes in and out."""
    number, device = len(planes), planes.device
    mirrored = torch.rand(number, 1, 1, 1, device=device) < 0.5
    planes = torch.where(mirrored, planes.flip(3), planes)
    gain = torch.exp((torch.rand(number, 1, 1, 1, device=device) * 2 - 1) * GAIN)
    gain = gain * torch.exp((torch.rand(number, 3, 1, 1, device=device) * 2 - 1) * GAIN / 3)
    rgb = planes[:, :3] * gain
    difference = 128.0 + (planes[:, 3:6] - 128.0) * gain
    confidence, previous = planes[:, 6:7].float(), planes[:, 7:8].float()
    room, mask = (torch.rand(number, 1, 1, 1, device=device) >= FORGOTTEN for _ in range(2))
    difference = torch.where(room, difference, 128.0)
    parts = [rgb, difference, confidence * room, previous * mask, planes[:, 8:].float()]
    return torch.cat(parts, 1).round().clamp(0, 255).to(torch.uint8)
