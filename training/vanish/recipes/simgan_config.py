"""The TOML of a SimGAN run: every hyper-parameter, in one place."""

from dataclasses import dataclass

from ..networks.channels import PlaneNetwork
from ..networks.refiner import Refiner
from ..runs.config import RunConfig

TASKS = ("composites", "fills")


@dataclass(kw_only=True)
class SimganConfig(RunConfig):
    """In a stage, `adversarial` is the weight of the local adversarial loss, and `feature` that of the
    self-regularisation on features (0 leaves it out). One step is one mini-batch for one of the two networks."""

    task: str
    """"composites": pictures with pasted people are refined towards real_photos/. "fills": a generator's fills are
    refined towards the camera's own pixels around them."""
    refiner: dict
    """width, blocks, head (see networks/refiner.py)."""
    generator: str = ""
    """For fills: the variant in weights/ that makes them."""
    regularisation: float = 1.0
    """Weight of the self-regularisation on the picture: L1 between the refiner's input and output."""
    grain: float = 0.0
    """Weight of the grain's loss: how far the noise of the refined area is from the camera's own around it, in e-folds.
    For fills."""
    detail: bool = False
    """The discriminator sees only fine detail and the camera's noise, and no colours, so a refiner cannot satisfy it
    with a colour cast."""
    warm_up_refiner: int = 200
    """The first steps, in which only the refiner learns, by self-regularisation .."""
    warm_up_discriminator: int = 100
    """.. and the steps after them, in which only the discriminator learns."""
    refiner_steps: int = 2
    """K_g: the refiner's steps per turn .."""
    discriminator_steps: int = 1
    """.. and K_d: the discriminator's steps per turn."""
    history: int = 512
    """How many refined pictures the history holds."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.task not in TASKS:
            raise ValueError(f'"task" must be one of {", ".join(TASKS)}, not "{self.task}".')
        if self.task == "fills" and not self.generator:
            raise ValueError('"generator" must name the variant whose fills are refined.')
        for name in ("refiner_steps", "discriminator_steps", "history"):
            if getattr(self, name) < 1:
                raise ValueError(f'"{name}" must be 1 or more, not {getattr(self, name)}.')
        if len({stage.size for stage in self.stages}) > 1:
            raise ValueError('All stages need the same "size": the history holds pictures of one.')

    @property
    def role(self) -> str:
        return "refiner"

    @property
    def outputs(self) -> list[str]:
        return ["rgb"]

    @property
    def is_for_the_page(self) -> bool:
        """A refiner of composites makes training pictures look real; the page cannot use it."""
        return self.task == "fills"

    def make_network(self, pretrained: bool = True) -> PlaneNetwork:
        return Refiner(self.inputs, **self.refiner)
