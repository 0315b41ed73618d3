"""A run's TOML file: every hyper-parameter of a training, in one place."""

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .compose import ComposeOptions


@dataclass
class GeneratorOptions:
    widths: list[int]
    """Channels per level, from half resolution down."""
    blocks: list[int]
    """Residual blocks per level below the first."""
    head: int
    """Channels of the last layer before full resolution."""


@dataclass
class Stage:
    """A stretch of training under one set of weights of the loss."""

    steps: int
    size: int
    """Side of the pictures, px; a multiple of 32."""
    batch: int
    rate: float
    """Adam's learning rate for the generator."""
    adversarial: float = 0.0
    """Weight of the adversarial loss beside an L1 of weight 1; 0 leaves the discriminator out."""


@dataclass
class Pix2pixConfig:
    variant: str
    seed: int
    generator: GeneratorOptions
    stages: list[Stage]
    hole_weight: float = 1.0
    """Weight of the mean absolute error inside the hole; over the whole picture it is 1 - this."""
    discriminator_width: int = 24
    discriminator_rate: float = 2e-4
    average: float = 0.999
    """Decay of the exponential moving average of the generator's weights."""
    gradient_limit: float = 1.0
    bfloat16: bool = True
    checkpoint_minutes: float = 4.0
    compose: ComposeOptions = field(default_factory=ComposeOptions)


def read_config(file: Path) -> Pix2pixConfig:
    """Reads a run's TOML. A missing or unknown name stops with a sentence that names it."""
    values = tomllib.loads(file.read_text())
    values["generator"] = _make(GeneratorOptions, values.get("generator", {}), file, "generator")
    stages = values.get("stages", [])
    values["stages"] = [_make(Stage, stage, file, "stages") for stage in stages]
    values["compose"] = _make(ComposeOptions, values.get("compose", {}), file, "compose")
    return _make(Pix2pixConfig, values, file, "the file")


def _make(kind: type, values: dict, file: Path, place: str):
    known = {f.name for f in dataclasses.fields(kind)}
    required = {
        f.name
        for f in dataclasses.fields(kind)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    for name in sorted(values.keys() - known):
        raise ValueError(f'{file}: "{name}" in {place} is not known; known are {", ".join(sorted(known))}.')
    for name in sorted(required - values.keys()):
        raise ValueError(f'{file}: "{name}" is missing in {place}.')
    return kind(**values)
