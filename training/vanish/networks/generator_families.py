"""The families of generators by name, and how a run's TOML becomes a generator."""

import inspect

from .attentive import AttentiveUNet
from .cascade import Cascade
from .dense import DenseUNet
from .generator import Generator
from .matting_unet import MattingUNet
from .unets import ClassicalUNet, PretrainedUNet, SeparableUNet

FAMILIES = {
    "separable": SeparableUNet,
    "classical": ClassicalUNet,
    "pretrained": PretrainedUNet,
    "attentive": AttentiveUNet,
    "matting": MattingUNet,
    "cascade": Cascade,
    "dense": DenseUNet,
}


def make_generator(inputs: list[str], outputs: list[str], options: dict) -> Generator:
    """The generator that [generator] in a run's TOML describes: `family`, and that family's own options. Raises
    ValueError with a sentence for an unknown family, or an option that is unknown or missing."""
    options = dict(options)
    family = options.pop("family", None)
    if family not in FAMILIES:
        raise ValueError(f'"family" in generator must be one of {", ".join(FAMILIES)}, not {family}.')
    known = inspect.signature(FAMILIES[family]).parameters
    wanted = {name for name, p in known.items() if p.default is p.empty} - {"inputs", "outputs"}
    for name in options:
        if name not in known:
            raise ValueError(f'"{name}" in generator is not an option of the family {family}.')
    for name in sorted(wanted - options.keys()):
        raise ValueError(f'"{name}" is missing in generator.')
    return FAMILIES[family](inputs, outputs, **options)
