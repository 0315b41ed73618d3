"""The state of a training, and its checkpoint."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from ..common.atomic_files import written_whole
from . import parallel


@dataclass
class Training:
    """Everything that a checkpoint holds."""

    networks: dict[str, Any]
    """Each is an nn.Module, like those below; typed as Any, because every recipe calls methods of its own networks."""
    averages: dict[str, Any]
    """Exponential moving averages, by the name under which they are stored."""
    optimisers: dict[str, torch.optim.Optimizer]
    step: int = 0
    pictures: int = 0
    memory: dict[str, float] = field(default_factory=dict)
    """Numbers that a recipe carries over from step to step."""
    stores: dict[str, Any] = field(default_factory=dict)
    """What else a run needs to continue exactly, but a later run does not: buffers without weights."""

    def _parts(self) -> dict:
        optimisers = {f"{name} optimiser": optimiser for name, optimiser in self.optimisers.items()}
        return self.networks | self.averages | self.stores | optimisers

    def save(self, file: Path) -> None:
        """Writes beside the old checkpoint and then replaces it, so that a kill or a full disk leaves the old one
        intact. Raises OSError with a sentence."""
        state = {name: part.state_dict() for name, part in self._parts().items()}
        state |= {"step": self.step, "pictures": self.pictures, "memory": self.memory}
        state["random"] = torch.get_rng_state()
        if torch.cuda.is_available():
            state["random on the device"] = torch.cuda.get_rng_state()
        try:
            with written_whole(file) as fresh:
                torch.save(state, fresh)
        except (OSError, RuntimeError) as problem:
            raise OSError(f"{file} could not be written; the previous one is intact: {problem}") from problem

    def load(self, file: Path) -> None:
        state = torch.load(file, map_location="cpu", weights_only=True)
        for name, part in self._parts().items():
            part.load_state_dict(state[name])
        self.step, self.pictures, self.memory = state["step"], state["pictures"], state["memory"]
        torch.set_rng_state(state["random"])
        if torch.cuda.is_available() and "random on the device" in state:
            torch.cuda.set_rng_state(state["random on the device"])

    def load_weights(self, file: Path) -> None:
        """Starts from trained weights (weights/<variant>.safetensors): networks and averages, no optimisers. A network
        that was stored as its average starts from that. Raises ValueError if they belong to another network."""
        stored = load_file(file)
        for name, part in (self.networks | self.averages).items():
            own = _of(name, stored) or (_of("average", stored) if name in self.networks else {})
            wanted = part.state_dict()
            if own.keys() != wanted.keys() or any(own[key].shape != wanted[key].shape for key in own):
                raise ValueError(f"{file} does not fit: its {name} is not the one that the TOML describes.")
            part.load_state_dict(own)


def _of(name: str, stored: dict[str, Tensor]) -> dict[str, Tensor]:
    """The stored values of one network."""
    return {key.removeprefix(name + "."): value for key, value in stored.items() if key.startswith(name + ".")}


def keep_checkpoint(folder: Path, name: str) -> None:
    """Keeps a copy of the run's last checkpoint, which later ones do not replace."""
    if parallel.rank() == 0 and (folder / "checkpoint.pt").exists():
        with written_whole(folder / f"checkpoint-{name}.pt") as fresh:
            shutil.copyfile(folder / "checkpoint.pt", fresh)
