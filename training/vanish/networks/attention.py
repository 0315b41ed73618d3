"""Attention from everywhere to what is known, at an eighth of the size, and borrowing: the room's own fine detail is
carried into the hole, from places that look alike (contextual residual aggregation, Yi et al. 2020, "HiFill"). The
detail costs the network nothing: it is copied, not painted.

The layers without weights of their own are modules, so that the exporter can write each as one group of operations.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .layers import bias_of

PATCH = 8
"""Side of the patches that are compared and copied, px of the full size."""
COARSE = 4
"""Fine detail is what a picture reduced by this factor loses."""
UNKNOWN = -10000.0
"""Added to the logit of a patch in the hole, times the share of it that is."""
STRICTNESS = 1000.0
"""How much less a patch is weighted for a squared difference of its colours and its neighbours' colours, 0..1 .."""
FARNESS = 0.5
""".. and for a squared distance in patches."""
UNREST = 3.0
"""Deviation of the random numbers added to the logits: similar patches are used in turn, and leave no grid."""
RANK = 8
"""Numbers per place from which the randomness is computed: as good as one for every pair of places, and much smaller to
store."""


class KnownWeights(nn.Module):
    """How much each patch takes from each known one.

    query, key: [N, D, h, w]; hole: [N, 1, h, w], the share of the patch in the hole, 0..1. Returns [N, h w, h w]; rows
    (the takers) sum to 1.
    """

    def forward(self, query: Tensor, key: Tensor, hole: Tensor) -> Tensor:
        logits = query.flatten(2).transpose(1, 2) @ key.flatten(2)
        return F.softmax(logits.float() + UNKNOWN * hole.flatten(2), dim=-1)


class Aggregate(nn.Module):
    """The weighted mean of all patches' values. weights: [N, h w, h w]; values: [N, C, h, w]. Returns [N, C, h, w]."""

    def forward(self, weights: Tensor, values: Tensor) -> Tensor:
        taken = weights.to(values.dtype) @ values.flatten(2).transpose(1, 2)
        return taken.transpose(1, 2).reshape(values.shape)


class Attention(nn.Module):
    """Mixes what known places contain into the features. keys: channels by which places are compared."""

    def __init__(self, channels: int, keys: int):
        super().__init__()
        self.query = nn.Conv2d(channels, keys, 1)
        self.key = nn.Conv2d(channels, keys, 1)
        nn.init.normal_(self.query.weight, std=keys**-0.5 * channels**-0.5)
        self.weights = KnownWeights()
        self.features = Aggregate()
        self.mix = nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(bias_of(self.mix))

    def forward(self, x: Tensor, hole: Tensor) -> Tensor:
        """x: [N, C, H / 8, W / 8]; hole: [N, 1, H, W]. Returns x plus what was borrowed."""
        weights = self.weights(self.query(x), self.key(x), F.avg_pool2d(hole, PATCH))
        return x + self.mix(self.features(weights, x))


class Places(nn.Module):
    """A place's contribution to the comparison, regardless of how it looks: [N, 3 + RANK, h, w]. The product of a
    query's and a key's contribution is minus FARNESS times their squared distance (except for a term that all keys of a
    query share), plus a random number that is always the same."""

    def __init__(self, asks: bool):
        super().__init__()
        self.asks = asks

    def forward(self, like: Tensor) -> Tensor:
        return self.planes(*like.shape[-2:]).to(like).expand(len(like), -1, -1, -1)

    def planes(self, height: int, width: int) -> Tensor:
        """[1, 3 + RANK, height, width]"""
        rows, columns = (torch.arange(length, dtype=torch.float32) - length / 2 for length in (height, width))
        y, x = torch.meshgrid(rows, columns, indexing="ij")
        if self.asks:
            where = torch.stack([2 * FARNESS * y, 2 * FARNESS * x, torch.full_like(x, -FARNESS)])
        else:
            where = torch.stack([y, x, x.square() + y.square()])
        random = torch.Generator().manual_seed(int(self.asks))
        chance = torch.randn(RANK, height, width, generator=random) * (UNREST / RANK**0.5) ** 0.5
        # As the exported weights hold them.
        return torch.cat([where, chance])[None].half().float()


class Borrow(nn.Module):
    """The fine detail of the room for every place, taken from the known patches whose colours, and whose neighbours'
    colours, are most similar. Nothing is learned here. The inside of the hole must already be painted roughly."""

    def __init__(self):
        super().__init__()
        self.neighbours = nn.Conv2d(3, 27, 3, padding=1, bias=False)
        self.neighbours.requires_grad_(False)
        with torch.no_grad():
            self.neighbours.weight.copy_(torch.eye(27).reshape(27, 3, 3, 3) / 3)
        self.asking, self.answering = Places(asks=True), Places(asks=False)
        self.weights = KnownWeights()
        self.cut = nn.PixelUnshuffle(PATCH)
        self.gather = Aggregate()
        self.join = nn.PixelShuffle(PATCH)

    def forward(self, picture: Tensor, hole: Tensor) -> Tensor:
        """picture: [N, 3, H, W] 0..1, H and W multiples of 8; hole: [N, 1, H, W]. Returns [N, 3, H, W] around 0."""
        # Small differences of large numbers need more than bfloat16.
        with torch.autocast("cpu", enabled=False), torch.autocast("cuda", enabled=False):
            picture = picture.float()
            colour = F.avg_pool2d(picture, PATCH) - 0.5
            look = torch.cat([colour, self.neighbours(colour)], 1)
            # -|q - k|^2 = 2 q k - k^2 - q^2; the last term is the same for all keys.
            query = torch.cat([2 * STRICTNESS * look, 0.0 * look - STRICTNESS, self.asking(look)], 1)
            key = torch.cat([look, look * look, self.answering(look)], 1)
            weights = self.weights(query, key, F.avg_pool2d(hole, PATCH))
            coarse = F.avg_pool2d(picture, COARSE)
            coarse = F.interpolate(coarse, scale_factor=COARSE, mode="bilinear", align_corners=False)
            return self.join(self.gather(weights, self.cut(picture - coarse)))
