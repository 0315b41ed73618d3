"""Borrowed detail comes from what is known, and arrives unchanged."""

import pytest
import torch

from vanish.networks.attention import COARSE, PATCH, Aggregate, Borrow, KnownWeights, Places
from vanish.networks.generator_families import make_generator
from vanish.networks.matting_unet import soft_prefill
from vanish.networks.prefill import prefill


def test_nothing_is_taken_from_the_hole_and_everybody_takes_one_whole():
    torch.manual_seed(0)
    query, key = torch.randn(2, 1, 8, 4, 4)
    hole = torch.zeros(1, 1, 4, 4)
    hole[..., 1:3, 1:3] = 1
    weights = KnownWeights()(query, key, hole)
    assert weights[..., hole.flatten() > 0].max() < 1e-6
    torch.testing.assert_close(weights.sum(-1), torch.ones(1, 16))


def test_a_place_takes_what_the_place_it_is_most_like_holds():
    values = torch.rand(1, 3, 2, 2)
    key = 50 * torch.eye(4).reshape(1, 4, 2, 2)
    query = torch.eye(4)[[3, 2, 1, 0]].T.reshape(1, 4, 2, 2)  # each resembles the one opposite
    weights = KnownWeights()(query, key, torch.zeros(1, 1, 2, 2))
    torch.testing.assert_close(Aggregate()(weights, values), values.flip(-1, -2))


def striped(size: int = 64) -> tuple[torch.Tensor, torch.Tensor]:
    """Stripes as wide as a pixel, the same in every patch, with a smoothly filled hole in the middle; and the hole."""
    stripes = (torch.arange(size) % 2).float().expand(1, 3, size, size)
    hole = torch.zeros(1, 1, size, size)
    hole[..., size // 4 : -size // 4, size // 4 : -size // 4] = 1
    return prefill(stripes, hole), hole


def test_the_fine_detail_of_the_room_goes_on_in_the_hole():
    picture, hole = striped()
    detail = Borrow()(picture, hole)
    stripes = (torch.arange(64) % 2).float() - 0.5
    torch.testing.assert_close(detail[..., 24:40, 24:40], stripes[24:40].expand(1, 3, 16, 16), atol=0.05, rtol=0)
    assert PATCH % COARSE == 0


@pytest.mark.parametrize(("painted", "grainy"), [(0.85, False), (0.65, True)])
def test_detail_comes_from_what_looks_most_alike(painted: float, grainy: bool):
    torch.manual_seed(0)
    picture = torch.full((1, 3, 64, 64), 0.85)  # plain on the left, a little darker and grainy on the right
    picture[..., 40:] = 0.65 + 0.2 * (torch.rand(64, 24) - 0.5)
    hole = torch.zeros(1, 1, 64, 64)
    hole[..., 24:40] = 1
    picture[..., 24:40] = painted
    detail = Borrow()(picture, hole)[..., 26:38]
    assert (detail.std() > 0.03) == grainy


def test_borrowing_is_as_exact_under_autocast():
    picture, hole = striped()
    with torch.autocast("cpu", torch.bfloat16):
        inside = Borrow()(picture, hole)
    assert torch.equal(inside, Borrow()(picture, hole))


def test_near_places_are_preferred_and_chance_is_always_the_same():
    asks, answers = (Places(asks=asks).planes(6, 6).flatten(2)[0] for asks in (True, False))
    likeness = asks.T @ answers
    near, far = (torch.stack([likeness[at, at + away] for at in range(0, 36 - away, 6)]).mean() for away in (1, 5))
    assert near > far
    assert torch.equal(Places(asks=True).planes(6, 6), Places(asks=True).planes(6, 6))


@pytest.mark.parametrize(
    ("inputs", "outputs", "options", "sentence"),
    [
        (["rgb"], ["rgb", "matte"], {"keys": 4}, "looks for what is known"),
        (["prefilled-rgb", "mask"], ["rgb"], {"widths": [8, 8]}, "at least 4 widths"),
    ],
)
def test_what_cannot_be_built_is_said(inputs: list[str], outputs: list[str], options: dict, sentence: str):
    wanted = {"family": "attentive", "widths": [8, 8, 8, 8], "dilations": [1], "head": 4} | options
    with pytest.raises(ValueError, match=sentence):
        make_generator(inputs, outputs, wanted)


def test_a_matting_generator_must_be_given_the_picture_alone():
    wanted = {"family": "matting", "widths": [8, 8, 8, 8], "head": 4, "pretrained": False}
    with pytest.raises(ValueError, match="matting generator"):
        make_generator(["prefilled-rgb", "mask"], ["rgb"], wanted)


def test_the_soft_pre_fill_keeps_what_is_known_and_is_smooth_where_nothing_is():
    torch.manual_seed(0)
    y, x = torch.meshgrid(torch.linspace(0, 1, 64), torch.linspace(0, 1, 64), indexing="ij")
    room = torch.stack([x, y, 0.5 * (x + y)])[None]
    hole = torch.zeros(1, 1, 64, 64)
    hole[..., 20:44, 20:44] = 1
    person = torch.where(hole > 0, torch.rand(1, 3, 64, 64), room)
    filled = soft_prefill(person, 1 - hole)
    assert ((filled - room).abs() * (1 - hole)).max() < 0.01
    assert ((filled - prefill(person, hole)).abs() * hole).max() < 0.06


def test_a_matte_that_misses_the_person_learns_from_the_fill():
    known = torch.full((1, 1, 32, 32), 0.5, requires_grad=True)
    soft_prefill(torch.rand(1, 3, 32, 32), known).square().mean().backward()
    assert known.grad.abs().max() > 0


def test_a_cascade_begins_with_what_its_first_network_paints():
    torch.manual_seed(0)
    coarse = {"widths": [8, 8], "blocks": [1], "head": 4}
    fine = {"widths": [8, 8, 8, 8], "dilations": [1], "head": 4}
    wanted = {"family": "cascade", "coarse": coarse, "fine": fine}
    cascade = make_generator(["prefilled-rgb", "mask"], ["rgb"], wanted)
    torch.nn.init.normal_(cascade.coarse.head.weight, std=2.0)
    torch.nn.init.zeros_(cascade.fine.head.weight)
    torch.nn.init.constant_(cascade.fine.gate.bias, -30.0)  # no detail
    assert not cascade.train().coarse.training and not any(p.requires_grad for p in cascade.coarse.parameters())
    x = torch.rand(1, 4, 32, 32)
    x[:, 3:] = (x[:, 3:] > 0.5).float()
    with torch.no_grad():
        first, both = cascade.coarse(x), cascade(x)
    expected = x[:, :3] + x[:, 3:] * (first - x[:, :3])
    torch.testing.assert_close(both, expected.clamp(0, 1))
    assert (first - x[:, :3]).abs().max() > 0.1
