"""The TOML of a SimGAN run: every hyper-parameter, in one place."""

from dataclasses import dataclass

from ..networks.channels import PlaneNetwork
from ..networks.refiner import Refiner
from ..runs.config import RunConfig

TASKS = ("composites", "fills")


@dataclass(kw_only=True)
class SimganConfig(RunConfig):
    """`adversarial` of a stage is the weight of the local adversarial loss, `feature` that of the self-regularisation
    on features (0 leaves that out). One step is one mini-batch for one of the two networks."""

    task: str
    """"composites": pictures with pasted people are refined towards real_photos/. "fills": what a generator puts into
    the hole is refined towards the camera's own pixels around it."""
    refiner: dict
    """width, blocks, head (see networks/refiner.py)."""
    generator: str = ""
    """For fills: the variant in weights/ that makes them."""
    regularisation: float = 1.0
    """Weight of the self-regularisation on the picture: L1 between the refiner's input and output."""
    grain: float = 0.0
    """Weight of the grain's loss: how far the noise of what was refined is from the camera's own around it, in
    e-folds. For fills."""
    detail: bool = False
    """The discriminator sees fine detail and the camera's noise alone, and no colours: a refiner cannot please it with
    a cast of colour."""
    warm_up_refiner: int = 200
    """First steps, in which the refiner learns self-regularisation alone .."""
    warm_up_discriminator: int = 100
    """.. and the steps after them, in which the discriminator learns alone."""
    refiner_steps: int = 2
    """K_g: steps of the refiner in turn .."""
    discriminator_steps: int = 1
    """.. and K_d: steps of the discriminator in turn."""
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
        """A refiner of composites makes training pictures look real; the page has nothing for it to do."""
        return self.task == "fills"

    def make_network(self, pretrained: bool = True) -> PlaneNetwork:
        return Refiner(self.inputs, **self.refiner)
