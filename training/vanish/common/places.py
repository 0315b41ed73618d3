"""Where the project's own files are: a checkout in which training/ is a folder."""

from pathlib import Path

TRAINING = Path(__file__).parents[2]
PROJECT = TRAINING.parent
MODELS = PROJECT / "models"
"""The page's variants."""
WEIGHTS, CONFIGS = TRAINING / "weights", TRAINING / "configs"


def weights_folder(models: Path) -> Path:
    """Where to put the weights of the variants in `models`: training/weights/ for the project's own models/, otherwise
    a folder weights/ inside `models`."""
    return WEIGHTS if models.resolve() == MODELS else models / "weights"
