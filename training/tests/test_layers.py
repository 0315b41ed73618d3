"""The package's layers only point down, and nothing imports in a circle (pyproject.toml, [tool.importlinter])."""

from pathlib import Path

from importlinter.cli import lint_imports

TRAINING = Path(__file__).parents[1]


def test_each_layer_knows_only_those_below_it(monkeypatch, capsys):
    monkeypatch.chdir(TRAINING)
    monkeypatch.syspath_prepend(str(TRAINING))
    broken = lint_imports(config_filename=str(TRAINING / "pyproject.toml"), no_cache=True)
    assert not broken, capsys.readouterr().out
