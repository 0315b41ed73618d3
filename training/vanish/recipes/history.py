"""The history of refined pictures that half of every discriminator batch comes from (Shrivastava et al. 2017, section
2.3): the discriminator must not forget what the refiner used to get wrong."""

import torch
from torch import Tensor, nn


class History(nn.Module):
    """Up to `capacity` pictures [C, size, size]; a module, so that a checkpoint holds them."""

    pictures: Tensor
    held: Tensor

    def __init__(self, capacity: int, channels: int, size: int):
        super().__init__()
        self.register_buffer("pictures", torch.zeros(capacity, channels, size, size, dtype=torch.float16))
        self.register_buffer("held", torch.zeros((), dtype=torch.long))

    @torch.no_grad()
    def mix(self, fresh: Tensor) -> Tensor:
        """fresh: [N, C, S, S], just refined. Returns the same number: half of them fresh and half from the history (all
        fresh, while it holds fewer). Afterwards it remembers the fresh ones of that half: in free places first, then in
        place of random ones."""
        half, held = len(fresh) // 2, int(self.held)
        mixed = fresh
        if held >= half:
            chosen = torch.randperm(held)[:half].to(fresh.device)
            mixed = torch.cat([fresh[: len(fresh) - half], self.pictures[chosen].to(fresh.dtype)])
        capacity = len(self.pictures)
        free = torch.arange(held, min(capacity, held + half))
        places = torch.cat([free, torch.randperm(held)[: half - len(free)]]).to(fresh.device)
        self.pictures[places] = fresh[: len(places)].to(self.pictures.dtype)
        self.held += len(free)
        return mixed
