"""The hyper-parameters of a finder's samples: the [samples] table of its TOML."""

from dataclasses import dataclass, fields


@dataclass
class SampleOptions:
    """The [samples] table of a finder's TOML. Chances are 0..1."""

    photos: float = 0.2
    """Share of the samples that are photos of people as taken. Nothing is known about their rooms."""
    bars: float = 0.3
    """Chance of black bars, as in a frame that does not fill the network's picture."""

    unknown_room: float = 0.4
    """Chance that nothing of the room is remembered."""
    behind_unknown: float = 0.35
    """Otherwise, chance that what is behind the people was never seen."""
    blobs: float = 0.4
    """Otherwise, chance that parts of the room were never seen."""
    plate_side: float = 0.625
    """Side of the remembered room, as a share of the picture's: the page remembers 160 px where the network sees 256.
    """
    plate_shift: float = 2.0
    """px; the largest offset of the remembered room, each way."""
    plate_gain: float = 0.12
    """Largest natural logarithm of the exposure between room and frame that the page did not remove."""
    plate_light: float = 0.25
    """Chance of different lighting in the room: smooth, strong, and varying from place to place."""
    plate_changes: float = 0.5
    """Chance that things were moved, added or removed."""

    no_mask: float = 0.35
    """Chance that there is no mask from the previous frame."""
    lost_person: float = 0.2
    """Otherwise, chance that it misses people in a part of the picture."""
    wrong_piece: float = 0.2
    """Otherwise, chance that it mistakes something else for a person."""

    def __post_init__(self) -> None:
        """Raises ValueError with a sentence that names the option."""
        for option in fields(self):
            if option.name not in ("plate_shift",) and not 0 <= getattr(self, option.name) <= 1:
                raise ValueError(f'samples: "{option.name}" is {getattr(self, option.name)}, and must be 0..1.')
