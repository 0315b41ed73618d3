"""A batch after the generator, from which pix2pix computes its losses."""

from dataclasses import dataclass

from torch import Tensor


@dataclass
class Painted:
    """Pictures are [N, 3, S, S], everything else [N, 1, S, S]; all 0..1."""

    picture: Tensor
    """With the people, as the networks see it."""
    hole: Tensor
    where: Tensor
    """What must be replaced: the hole or, if the generator finds it itself, the true matte."""
    seen: Tensor
    """The three planes of the generator's input that the discriminator sees along with the result."""
    colour: Tensor
    """What the generator paints."""
    alpha: Tensor
    """Where the result is shown: the hole, or the generator's own matte."""
    shown: Tensor
    """The picture that the page would show."""
    target: Tensor
    """The room without people."""
    truth: Tensor
    """The picture with the room inside `where`: a `shown` that is indistinguishable from real."""
