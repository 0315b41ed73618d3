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
    """Weight of the mean absolute error inside the hole; over the whole picture it is 1 - this."""
    fill: str = "smooth"
    """What the card says of its fills: "smooth", or "detailed" where they have edges of their own: the page's texture
    then adds only what is finer."""
    teacher: str = ""
    """A variant in weights/: its fill is what the L1 loss wants inside the hole, instead of the truth. A small network
    cannot invent the truth, but may learn what a larger one makes of it."""
    refiner: str = ""
    """A refiner in weights/: every composite goes through it before the networks see it, as in SimGAN. Target and hole
    stay as they are."""
    wander: bool = False
    """The feature loss looks at the pictures at another size and place in every step (see networks/features.py)."""
    matte_weight: float = 0.1
    """Weight of the matte's cross-entropy, where there is a matte."""
    hole_head_weight: float = 0.1
    """Weight of the discriminator's auxiliary loss."""
    rest_above: float = 0.95
    """The discriminator has won, and rests, once it is right on more than this share of the patches .."""
    work_below: float = 0.8
    """.. and until it is right on less than this."""

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
