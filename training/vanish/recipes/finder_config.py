"""The TOML of a finder's run: every hyper-parameter, in one place."""

from dataclasses import dataclass, field

from ..data.finder_samples import SampleOptions
from ..networks.channels import PlaneNetwork
from ..networks.finder_families import make_finder
from ..runs.config import RunConfig, without_pretrained


@dataclass(kw_only=True)
class FinderConfig(RunConfig):
    """A stage's loss weights are not used: a finder learns only from the truth."""

    tables = RunConfig.tables | {"samples": SampleOptions}

    network: dict
    """`family`, and the options of that family (see networks/finder_families.py)."""
    painter: str = ""
    """A generator in weights/. It paints what the finder found, and both together are exported as a generator that
    needs no mask (see networks/finder_and_painter.py)."""
    samples: SampleOptions = field(default_factory=SampleOptions)
    replay: int = 0
    """How many earlier samples are replayed with each new one; for devices that learn faster than samples can be
    made."""
    held: int = 6000
    """How many samples are kept for replay, 9 bytes a pixel each."""
    export_width: int = 256
    export_height: int = 192
    """Input size of the exported network, px, multiples of 32; a frame of another shape gets bars."""
    edge: float = 2.0
    """How much more a pixel at a person's edge counts."""
    dice: float = 0.5
    """Weight of the soft Dice loss relative to the cross-entropy."""
    hard: float = 0.5
    """How much more samples count that the network does badly on: the exponent of their share of the mean loss; 0 = all
    count the same."""

    @property
    def role(self) -> str:
        return "generator" if self.painter else "finder"

    @property
    def outputs(self) -> list[str]:
        return ["rgb", "matte"] if self.painter else ["person"]

    @property
    def shape(self) -> tuple[int, int]:
        return super().shape if self.painter else (self.export_height, self.export_width)

    @property
    def painted_by(self) -> str:
        return self.painter

    def make_network(self, pretrained: bool = True) -> PlaneNetwork:
        return make_finder(self.inputs, self.network if pretrained else without_pretrained(self.network))
