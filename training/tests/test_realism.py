"""The measures of realism, on pictures with a known truth."""

import pytest
import torch
from torch import Tensor, nn

from vanish.measure.cases import Case
from vanish.measure.realism import _as_noisy, _noisier, filler
from vanish.networks.noise import noise_level


def test_noise_is_measured_and_an_edge_is_not():
    torch.manual_seed(1)
    picture = torch.full((2, 3, 128, 128), 0.4)
    picture[..., 64:] = 0.7
    picture[1, :, 40:] += torch.randn(1, 88, 128) * 5 / 255  # the same in all channels, so that their mean has it too
    where = torch.zeros(2, 1, 128, 128)
    where[:, :, 64:] = 1
    assert noise_level(picture, where).tolist() == [pytest.approx(0.0, abs=1e-4), pytest.approx(5 / 255, rel=0.1)]
    assert noise_level(picture, 0 * where).tolist() == [0.0, 0.0]


class Grey(nn.Module):
    inputs, outputs = ["rgb", "mask"], ["rgb"]

    def forward(self, x: Tensor) -> Tensor:
        return torch.full_like(x[:, :3], 0.5)


class Grain(nn.Module):
    inputs, outputs = ["rgb", "noise"], ["rgb"]

    def forward(self, x: Tensor) -> Tensor:
        return x[:, :3] + 0.1 * x[:, 3:]


def test_what_is_measured_is_what_the_page_shows():
    picture, hole = torch.rand(1, 3, 32, 32), torch.zeros(1, 1, 32, 32)
    hole[..., 8:24, 8:24] = 1
    inside = hole.expand_as(picture) > 0
    plain, refined = filler(Grey(), None)(picture, hole), filler(Grey(), Grain())(picture, hole)
    assert (plain[inside] == 0.5).all() and refined[inside].std() > 0.01
    assert torch.equal(plain[~inside], picture[~inside]) and torch.equal(refined[~inside], picture[~inside])
    torch.rand(1)  # the noise is the same, whatever was drawn before
    assert torch.equal(refined, filler(Grey(), Grain())(picture, hole))


def test_a_camera_in_the_dark_is_as_noisy_as_is_said():
    grey, everywhere = torch.full((2, 3, 64, 64), 0.5), torch.ones(2, 1, 64, 64)
    noisy = _noisier(grey, 3.0)
    assert (255 * noise_level(noisy, everywhere)).tolist() == pytest.approx([3.0, 3.0], rel=0.1)
    assert torch.equal(noisy, _noisier(grey, 3.0)) and not torch.equal(noisy[0], noisy[1])


def test_a_fill_without_noise_is_told_from_its_camera():
    hole = torch.zeros(1, 96, 96)
    hole[..., 24:72, 24:72] = 1
    room = torch.full((3, 96, 96), 0.5)
    found = _as_noisy(filler(Grey(), None), [Case("made", room, room, hole, hole)])
    assert found["camera's noise, 4 added"] == pytest.approx(4, rel=0.1)
    assert found["noise, 4 added"] == 0 and found["psnr, 4 added"] > 40
