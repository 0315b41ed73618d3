"""A run's TOML file: every hyper-parameter of a training, in one place."""

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, get_origin

from ..common.variant_names import checked_name
from ..data.compose import ComposeOptions

Run = TypeVar("Run")


@dataclass
class Stage:
    """A stretch of training under one set of weights of the loss, for `steps` or for `minutes`. The L1 loss has the
    weight 1."""

    size: int
    """Side of the pictures, px; a multiple of 32."""
    batch: int
    """Pictures per step, over all processes together."""
    rate: float
    """Adam's learning rate for the generator."""
    steps: int = 0
    minutes: float = 0.0
    """Minutes of training, without those between a stop and going on; for machines that are lent by the minute, and
    for comparing recipes fairly."""
    decay: str = "none"
    """What the rate does: "none"; "cosine" to 0 over the stage; "linear" to 0 over the stage's second half."""
    adversarial: float = 0.0
    """Weight of the adversarial loss; 0 leaves the discriminator out."""
    matching: float = 0.0
    """Weight of the difference of the discriminator's features, beside its verdict; needs an adversarial loss."""
    feature: float = 0.0
    """Weight of the feature loss; 0 leaves the pretrained network out."""


@dataclass
class CardTexts:
    """What the variant's card says in words."""

    title: str
    description: str
    licence: str
    data: str
    """What the pictures were, in a sentence or two."""
    data_licences: list[str]
    note: str = ""
    """What else one should know of its training."""


@dataclass(kw_only=True)
class RunConfig:
    """What every kind of run says."""

    variant: str
    seed: int
    inputs: list[str]
    """The trained network's input channels in order (see channels.py)."""
    stages: list[Stage]
    discriminator_width: int = 24
    discriminator_rate: float = 2e-4
    average: float = 0.999
    """Decay of the exponential moving average of the trained network's weights."""
    gradient_limit: float = 1.0
    bfloat16: bool = True
    workers: int = 0
    """Processes that make composites, per training process; 0 = one less than its share of the cores that may be used,
    at least one."""
    echo: bool = False
    """Whether every batch is learned from twice, the second time mirrored, where making pictures takes longer than
    learning from them (data echoing, Choi et al. 2019)."""
    checkpoint_minutes: float = 4.0
    export_size: int = 256
    """Side of the picture that the exported variant takes, px; a multiple of 32."""
    compose: ComposeOptions = field(default_factory=ComposeOptions)
    card: CardTexts | None = None
    """Needed for export."""


@dataclass(kw_only=True)
class Pix2pixConfig(RunConfig):
    role = "generator"

    outputs: list[str]
    generator: dict
    """`family`, and the options of that family (see generator_families.py)."""
    hole_weight: float = 0.9
    """Weight of the mean absolute error inside the hole; over the whole picture it is 1 - this."""
    fill: str = "smooth"
    """What the card says of its fills: "smooth", or "detailed" where they have edges of their own: the page's texture
    then adds only what is finer."""
    teacher: str = ""
    """A variant whose weights are kept (weights/<teacher>.safetensors): its fill is what the L1 loss wants inside the
    hole, instead of the truth. A small network cannot invent the truth, but may learn what a larger one makes of it."""
    refiner: str = ""
    """A refiner whose weights are kept: every composite goes through it before the networks see it, as SimGAN has it.
    Target and hole stay as they are."""
    matte_weight: float = 0.1
    """Weight of the matte's cross-entropy, where there is a matte."""
    hole_head_weight: float = 0.1
    """Weight of the discriminator's auxiliary loss."""
    rest_above: float = 0.95
    """The discriminator has won, and rests, while it is right on more than this share of the patches .."""
    work_below: float = 0.8
    """.. and until it is right on less than this."""


def read_config(file: Path) -> Pix2pixConfig:
    """Reads the TOML of a pix2pix run. Raises as read_run does."""
    config = read_run(Pix2pixConfig, file)
    if config.fill not in ("smooth", "detailed"):
        raise ValueError(f'{file}: "fill" must be "smooth" or "detailed", not "{config.fill}".')
    return config


def read_run(kind: type[Run], file: Path) -> Run:
    """Reads a run's TOML. A missing or unknown name stops with a sentence that names it (ValueError)."""
    values = read_toml(file)
    values["stages"] = [make_table(Stage, stage, file, "stages") for stage in values.get("stages", [])]
    values["compose"] = make_table(ComposeOptions, values.get("compose", {}), file, "compose")
    if "card" in values:
        values["card"] = make_table(CardTexts, values["card"], file, "card")
    config = make_table(kind, values, file, "the file")
    try:
        checked_name(config.variant)
    except ValueError as problem:
        raise ValueError(f'{file}: "variant": {problem}') from None
    for stage in config.stages:
        if stage.decay not in ("none", "cosine", "linear"):
            raise ValueError(f'{file}: "decay" must be "none", "cosine" or "linear", not "{stage.decay}".')
        if (stage.steps > 0) == (stage.minutes > 0):
            raise ValueError(f'{file}: each of [[stages]] needs either "steps" or "minutes", above 0.')
        if stage.matching and not stage.adversarial:
            raise ValueError(f'{file}: "matching" compares what the discriminator sees, and needs "adversarial".')
        if stage.size % 32:
            raise ValueError(f'{file}: "size" must be a multiple of 32, and {stage.size} is not.')
    if not config.stages:
        raise ValueError(f"{file}: a run needs at least one of [[stages]].")
    return config


def read_toml(file: Path) -> dict:
    """The values of a TOML file, also of one that an editor began with a mark of the byte order. Raises ValueError with
    a sentence."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ValueError(f"{file} is not TOML in UTF-8: {problem}.") from None


def make_table(kind: type[Run], values: dict, file: Path, place: str) -> Run:
    """A table of a TOML as the dataclass that describes it. Raises ValueError, with a sentence that names file and
    place, for a name that is missing or not known, and for a value of another kind."""
    fields = {f.name: f for f in dataclasses.fields(kind)}
    required = {
        name
        for name, f in fields.items()
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    for name in sorted(values.keys() - fields.keys()):
        raise ValueError(f'{file}: "{name}" in {place} is not known; known are {", ".join(sorted(fields))}.')
    for name in sorted(required - values.keys()):
        raise ValueError(f'{file}: "{name}" is missing in {place}.')
    for name, value in values.items():
        wanted = get_origin(fields[name].type) or fields[name].type
        fits = isinstance(value, int | float if wanted is float else wanted)
        if wanted in _KINDS and (not fits or (wanted is not bool and isinstance(value, bool))):
            raise ValueError(f'{file}: "{name}" in {place} must be {_KINDS[wanted]}, not {value!r}.')
    return kind(**values)


_KINDS = {
    int: "a whole number",
    float: "a number",
    str: "a text",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
