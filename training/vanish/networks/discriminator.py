"""The conditional 70x70 PatchGAN of pix2pix (Isola et al. 2017, appendix 6.1.2)."""

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm


class PatchDiscriminator(nn.Module):
    """70x70 PatchGAN with spectral normalisation (Miyato et al. 2018), plus an auxiliary head that predicts the hole
    from the same features.

    It sees the colours that the generator received, [N, 3, H, W], and a picture, [N, 3, H, W], but not the mask.
    Returns one logit per patch for "this is real" and one for "here is the hole", both [N, 1, H / 8 - 2, W / 8 - 2].
    """

    def __init__(self, width: int):
        super().__init__()
        layers: list[nn.Module] = []
        channels = 6
        for outputs, stride in [(width, 2), (2 * width, 2), (4 * width, 2), (8 * width, 1)]:
            layers += [spectral_norm(nn.Conv2d(channels, outputs, 4, stride, 1)), nn.LeakyReLU(0.2)]
            channels = outputs
        self.layers = nn.Sequential(*layers)
        self.verdict = spectral_norm(nn.Conv2d(channels, 1, 4, 1, 1))
        self.hole = nn.Conv2d(channels, 1, 4, 1, 1)

    def forward(self, given: Tensor, picture: Tensor) -> tuple[Tensor, Tensor]:
        features = self.features(given, picture)[-1]
        return self.verdict(features), self.hole(features)

    def features(self, given: Tensor, picture: Tensor) -> list[Tensor]:
        """The outputs of its four layers, from half the size down to an eighth; for feature matching."""
        seen, x = [], torch.cat([given, picture], 1)
        for layer in self.layers:
            x = layer(x)
            if isinstance(layer, nn.LeakyReLU):
                seen.append(x)
        return seen
