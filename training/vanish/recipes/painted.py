"""A batch after the generator: what pix2pix has its losses from."""

from dataclasses import dataclass

from torch import Tensor


@dataclass
class Painted:
    """Pictures are [N, 3, S, S], the rest [N, 1, S, S]; all 0..1."""

    picture: Tensor
    """With the people, as the networks see it."""
    hole: Tensor
    where: Tensor
    """What must be replaced: the hole, or, where the generator finds it by itself, the truth of the matte."""
    seen: Tensor
    """The three planes of the generator's input that the discriminator judges beside."""
    colour: Tensor
    """What the generator paints."""
    alpha: Tensor
    """Where it is shown: the hole, or the generator's own matte."""
    shown: Tensor
    """What the page would show."""
    target: Tensor
    """The room without people."""
    truth: Tensor
    """The picture with the room inside `where`: a `shown` that nothing can tell from real."""
