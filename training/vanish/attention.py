"""Borrowing: attention from everywhere to what is known, at an eighth of the size (contextual attention, Yu et al.
2018), and the picture's own fine detail carried over with the same weights (contextual residual aggregation, Yi et al.
2020, "HiFill"). The detail costs the network nothing: it is copied, not painted.

The layers without weights of their own are modules, so that the exporter can write each as one group of operations.
"""

import torch.nn.functional as F
from torch import Tensor, nn

PATCH = 8
"""Side of the patches that attention chooses among, px of the full size."""
COARSE = 4
"""Fine detail is what a picture reduced by this factor loses."""
UNKNOWN = -1000.0
"""Added to the logit of a patch that lies in the hole, times the share that does."""


class KnownWeights(nn.Module):
    """How much each patch takes from each known one.

    query, key: [N, D, h, w]; hole: [N, 1, h, w], the share of the patch in the hole, 0..1.
    Returns [N, h w, h w]; rows (who takes) sum to 1.
    """

    def forward(self, query: Tensor, key: Tensor, hole: Tensor) -> Tensor:
        logits = query.flatten(2).transpose(1, 2) @ key.flatten(2)
        return F.softmax(logits.float() + UNKNOWN * hole.flatten(2), dim=-1)


class Aggregate(nn.Module):
    """The weighted mean of all patches' values. weights: [N, h w, h w]; values: [N, C, h, w]. Returns [N, C, h, w]."""

    def forward(self, weights: Tensor, values: Tensor) -> Tensor:
        taken = weights.to(values.dtype) @ values.flatten(2).transpose(1, 2)
        return taken.transpose(1, 2).reshape(values.shape)


class Borrow(nn.Module):
    """Mixes what known places hold into the features, and gathers their fine detail.

    keys: channels by which places are compared. detail: whether to gather it.
    """

    def __init__(self, channels: int, keys: int, detail: bool):
        super().__init__()
        self.query = nn.Conv2d(channels, keys, 1)
        self.key = nn.Conv2d(channels, keys, 1)
        nn.init.normal_(self.query.weight, std=keys**-0.5 * channels**-0.5)
        self.weights = KnownWeights()
        self.features = Aggregate()
        self.mix = nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)
        self.cut = nn.PixelUnshuffle(PATCH) if detail else None
        self.gather = Aggregate()
        self.join = nn.PixelShuffle(PATCH)

    def forward(self, x: Tensor, picture: Tensor, hole: Tensor) -> tuple[Tensor, Tensor | None]:
        """x: [N, C, H / 8, W / 8]; picture: [N, 3, H, W], smooth inside the hole; hole: [N, 1, H, W].
        Returns x with what was borrowed, and [N, 3, H, W] borrowed detail around 0."""
        weights = self.weights(self.query(x), self.key(x), F.avg_pool2d(hole, PATCH))
        y = x + self.mix(self.features(weights, x))
        if self.cut is None:
            return y, None
        coarse = F.interpolate(F.avg_pool2d(picture, COARSE), scale_factor=COARSE, mode="bilinear", align_corners=False)
        return y, self.join(self.gather(weights, self.cut(picture - coarse)))
