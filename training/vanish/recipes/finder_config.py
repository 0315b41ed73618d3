"""The TOML of a finder's run: every hyper-parameter, in one place."""

from dataclasses import dataclass, field
from pathlib import Path

from ..data.finder_samples import SampleOptions
from ..runs.config import RunConfig, make_table, read_run


@dataclass(kw_only=True)
class FinderConfig(RunConfig):
    """Of a stage's weights none is used: a finder learns from the truth alone."""

    network: dict
    """`family`, and the options of that family (see finder_families.py)."""
    painter: str = ""
    """A generator whose weights are kept (weights/<painter>.safetensors): it paints what the finder found, and both
    together are exported as a generator that needs no mask (see finder_and_painter.py)."""
    samples: SampleOptions = field(default_factory=SampleOptions)
    replay: int = 0
    """How many samples of before each new one brings with it; for devices that learn faster than samples are made."""
    held: int = 6000
    """How many samples are held for that, 9 bytes a pixel each."""
    export_width: int = 256
    export_height: int = 192
    """Of the picture that the exported network takes, px, multiples of 32; a frame of another shape has bars in it."""
    edge: float = 2.0
    """How much more a pixel at a person's edge counts."""
    dice: float = 0.5
    """Weight of the soft Dice loss beside the cross-entropy."""
    hard: float = 0.5
    """How much more samples count that the network does badly on: the power of their share of the mean loss; 0 = all
    count the same."""

    @property
    def role(self) -> str:
        return "generator" if self.painter else "finder"

    @property
    def outputs(self) -> list[str]:
        return ["rgb", "matte"] if self.painter else ["person"]


def read_finder(file: Path) -> FinderConfig:
    """Reads the TOML of a finder's run. Raises as read_run does."""
    config = read_run(FinderConfig, file)
    if isinstance(config.samples, dict):
        config.samples = make_table(SampleOptions, config.samples, file, "samples")
    return config
