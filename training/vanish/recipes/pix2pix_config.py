"""The TOML of a pix2pix run: every hyper-parameter, in one place."""

from dataclasses import dataclass

from ..networks.channels import PlaneNetwork
from ..networks.generator_families import make_generator
from ..runs.config import RunConfig, without_pretrained


@dataclass(kw_only=True)
class Pix2pixConfig(RunConfig):
    outputs: list[str]
    """The generator's output channels in order."""
    generator: dict
    """`family`, and the options of that family (see networks/generator_families.py)."""
    hole_weight: float = 0.9
    """Weight of the mean absolute error inside the hole; the error over the whole picture has 1 - this."""
    fill: str = "smooth"
    """What the card says about its fills: "smooth", or "detailed" if they have edges of their own, so that the page's
    texture only adds what is finer."""
    teacher: str = ""
    """A variant in weights/ whose fill is the target of the L1 loss inside the hole, instead of the truth. A small
    network cannot invent the truth, but may learn a larger network's version of it."""
    refiner: str = ""
    """A refiner in weights/ that every composite passes through before the networks see it, as in SimGAN. Target and
    hole stay unchanged."""
    wander: bool = False
    """The feature loss looks at the pictures at another size and position in every step (see networks/features.py)."""
    matte_weight: float = 0.1
    """Weight of the matte's cross-entropy, if there is a matte."""
    hole_head_weight: float = 0.1
    """Weight of the discriminator's auxiliary loss."""
    rest_above: float = 0.95
    """The discriminator has won, and rests, when it is right on more than this share of the patches .."""
    work_below: float = 0.8
    """.. until it is right on less than this."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.fill not in ("smooth", "detailed"):
            raise ValueError(f'"fill" must be "smooth" or "detailed", not "{self.fill}".')

    @property
    def role(self) -> str:
        return "generator"

    def make_network(self, pretrained: bool = True) -> PlaneNetwork:
        options = self.generator if pretrained else without_pretrained(self.generator)
        return make_generator(self.inputs, self.outputs, options)
