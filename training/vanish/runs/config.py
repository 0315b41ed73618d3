"""The keys in the TOML of every run, whatever its kind. recipes/*_config.py add the keys of each kind."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from ..common.variant_names import checked_name
from ..data.compose import ComposeOptions
from ..networks.channels import PlaneNetwork
from .toml import make_table

Config = TypeVar("Config", bound="RunConfig")


@dataclass
class Stage:
    """A period of training with one set of loss weights, for `steps` or for `minutes`.

    The L1 loss has the weight 1.
    """

    size: int
    """Side of the pictures, px; a multiple of 32."""
    batch: int
    """Pictures per step, over all processes together."""
    rate: float
    """Adam's learning rate for the generator."""
    steps: int = 0
    minutes: float = 0.0
    """Minutes of training, not counting time between a stop and a resume: for machines rented by the minute, and for
    fair comparisons of recipes."""
    decay: str = "none"
    """How the rate changes: "none"; "cosine" to 0 over the stage; "linear" to 0 over the stage's second half."""
    adversarial: float = 0.0
    """Weight of the adversarial loss; 0 leaves the discriminator out."""
    matching: float = 0.0
    """Weight of the difference of the discriminator's features, in addition to its verdict; needs an adversarial
    loss."""
    feature: float = 0.0
    """Weight of the feature loss; 0 leaves the pretrained network out."""

    def __post_init__(self) -> None:
        """Raises ValueError with a sentence that names the option."""
        if self.decay not in ("none", "cosine", "linear"):
            raise ValueError(f'"decay" must be "none", "cosine" or "linear", not "{self.decay}".')
        if (self.steps > 0) == (self.minutes > 0):
            raise ValueError('each of [[stages]] needs either "steps" or "minutes", above 0.')
        if self.matching and not self.adversarial:
            raise ValueError('"matching" compares the discriminator\'s features, and needs "adversarial".')
        if self.size % 32:
            raise ValueError(f'"size" must be a multiple of 32, and {self.size} is not.')


@dataclass
class CardTexts:
    """The texts of the variant's card."""

    title: str
    description: str
    licence: str
    data: str
    """What the training pictures were, in a sentence or two."""
    data_licences: list[str]
    note: str = ""
    """Other facts worth knowing about its training."""


@dataclass(kw_only=True)
class RunConfig:
    """The keys that every kind of run has."""

    tables: ClassVar[dict[str, type]] = {"compose": ComposeOptions, "card": CardTexts}
    """The dataclasses of the TOML's tables."""

    kind: str
    """What is trained: "pix2pix" (a generator), "simgan" (a refiner) or "finder" (see recipes/registry.py)."""
    variant: str
    """The name of what is trained: a folder in models/, a file in weights/, and part of the page's URL."""
    seed: int
    inputs: list[str]
    """The trained network's input channels in order (see networks/channels.py)."""
    stages: list[Stage]
    discriminator_width: int = 24
    discriminator_rate: float = 2e-4
    average: float = 0.999
    """Decay of the exponential moving average of the trained network's weights."""
    gradient_limit: float = 1.0
    """Gradients with a larger norm are scaled down to this one."""
    bfloat16: bool = True
    workers: int = 0
    """Processes that make composites, per training process; 0 = one less than its share of the usable cores, but at
    least one."""
    echo: bool = False
    """Whether every batch is learned from twice, mirrored the second time: for machines on which making pictures takes
    longer than learning from them (data echoing, Choi et al. 2019)."""
    checkpoint_minutes: float = 4.0
    sample_every: int = 500
    """Steps between two samples, with their validation figures and the gallery. The first is at step 0 if a run starts
    from weights. With 500, a run of 20,000 steps has forty rows in its gallery."""
    patience: int = 0
    """The run ends after this many samples without a better validation figure, and keeps its best; 0 = it takes all its
    steps, and keeps the last. Samples count once the stage's rate has stopped growing."""
    export_size: int = 256
    """Side of the exported variant's input, px; a multiple of 32."""
    compose: ComposeOptions = field(default_factory=ComposeOptions)
    card: CardTexts | None = None
    """Needed for export."""

    def __post_init__(self) -> None:
        """Raises ValueError with a sentence that names the option."""
        try:
            checked_name(self.variant)
        except ValueError as problem:
            raise ValueError(f'"variant": {problem}') from None
        if self.sample_every < 1 or self.patience < 0:
            raise ValueError('"sample_every" must be 1 or more, and "patience" 0 or more.')
        if not self.stages:
            raise ValueError("a run needs at least one of [[stages]].")

    @property
    def role(self) -> str:
        """What the exported network does in the page: "generator", "refiner" or "finder"."""
        raise NotImplementedError

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the exported network's input, px."""
        return self.export_size, self.export_size

    @property
    def painted_by(self) -> str:
        """The variant that paints what this run's network finds, and is exported with it; "" if none."""
        return ""

    @property
    def is_for_the_page(self) -> bool:
        """Whether the page can use what is trained; if not, it only serves other training runs."""
        return True

    def make_network(self, pretrained: bool = True) -> PlaneNetwork:
        """The network that is trained, averaged and exported. pretrained: whether its encoder starts from ImageNet
        weights, if the TOML asks for them; False if other weights replace them anyway."""
        raise NotImplementedError


def make_run(kind: type[Config], values: dict, file: Path) -> Config:
    """The values of a run's TOML as the dataclass of its kind. A missing or unknown key, or a wrong value, raises
    ValueError with a sentence that names it."""
    tables: dict[str, Any] = {
        name: make_table(of, values[name], file, name) for name, of in kind.tables.items() if name in values
    }
    stages = [make_table(Stage, stage, file, "stages") for stage in values.get("stages", [])]
    return make_table(kind, values | tables | {"stages": stages}, file, "the file")


def without_pretrained(options: dict) -> dict:
    """The options of a network's family without ImageNet weights, for families that have this choice."""
    return options | {"pretrained": False} if "pretrained" in options else options
