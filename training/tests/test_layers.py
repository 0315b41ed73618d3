"""The package's layers only import lower layers, and there are no import cycles (pyproject.toml,
[tool.importlinter])."""

import ast
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

TRAINING = Path(__file__).parents[1]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_each_layer_knows_only_those_below_it():
    # In a separate process, because import-linter silences the loggers of everything in the same one.
    answer = subprocess.run([sys.executable, "-c", LINT], cwd=TRAINING, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_what_is_imported_is_there():
    """Commands import what they need when they run, so a moved name is noticed only then."""
    missing = []
    for file in sorted((TRAINING / "vanish").rglob("*.py")):
        package = ".".join(file.relative_to(TRAINING).parent.parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.level:
                continue
            module = import_module("." * node.level + (node.module or ""), package)
            places = {name.name for name in node.names if not hasattr(module, name.name)}
            missing += [f"{file.name}: {name} in {module.__name__}" for name in places if not is_module(module, name)]
    assert not missing


def is_module(package: ModuleType, name: str) -> bool:
    return find_spec(f"{package.__name__}.{name}") is not None if hasattr(package, "__path__") else False
