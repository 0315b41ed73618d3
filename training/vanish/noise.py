"""How noisy a camera's picture is."""

import torch
from torch import Tensor


def noise_level(picture: Tensor, where: Tensor) -> Tensor:
    """Standard deviation of the noise, in the picture's range (Immerkaer 1996, with the median for its robustness to
    edges). picture: [N, 3, H, W] 0..1; where: [N, 1, H, W], above 0.5 where it counts. [N]; 0 where nothing counts."""
    response = picture.float().mean(1).diff(n=2, dim=-1).diff(n=2, dim=-2).abs()
    response = torch.where(where[:, 0, 1:-1, 1:-1] > 0.5, response, torch.nan)
    return response.flatten(1).nanmedian(1).values.nan_to_num() / 0.6745 / 6
