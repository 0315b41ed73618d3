"""The package's layers only point down, and nothing imports in a circle (pyproject.toml, [tool.importlinter])."""

import subprocess
import sys
from pathlib import Path

TRAINING = Path(__file__).parents[1]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_each_layer_knows_only_those_below_it():
    # In a process of its own, since import-linter silences the loggers of everything that runs beside it.
    answer = subprocess.run([sys.executable, "-c", LINT], cwd=TRAINING, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stdout + answer.stderr
