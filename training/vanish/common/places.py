"""Where the project's own files lie: a checkout in which training/ is a folder."""

from pathlib import Path

TRAINING = Path(__file__).parents[2]
PROJECT = TRAINING.parent
MODELS = PROJECT / "models"
"""The page's variants."""
WEIGHTS, CONFIGS = TRAINING / "weights", TRAINING / "configs"


def weights_folder(models: Path) -> Path:
    """Where the weights of the variants in `models` belong: those of the project's own models/ in training/weights/,
    others in a folder weights/ inside theirs."""
    return WEIGHTS if models.resolve() == MODELS else models / "weights"
