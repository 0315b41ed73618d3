"""A run in MLflow, in addition to its own folder. Needs mlflow-skinny, which `npm run test:training -- --optional`
installs."""

import sys
from pathlib import Path

import pytest
from test_compose import make_data
from test_did_it_help import ONE_STAGE

from vanish.cli import main
from vanish.export import variant as exporting
from vanish.recipes.pix2pix import Pix2pix
from vanish.recipes.registry import train


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (make_data(tmp_path) / "tiny.toml").write_text(ONE_STAGE)
    return tmp_path


def test_without_mlflow_a_sentence_says_what_to_install(data: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, "mlflow.tracking", None)
    line = ["train", "--config", data / "tiny.toml", "--data", data, "--run", data / "run", "--log", "mlflow"]
    with pytest.raises(SystemExit, match="--log mlflow needs MLflow: pip install mlflow-skinny."):
        main([str(word) for word in line])


def test_a_run_and_its_variant_are_logged_and_a_resumed_run_goes_on(data: Path, monkeypatch):
    tracking = pytest.importorskip("mlflow.tracking")
    monkeypatch.setattr(exporting, "check_with_tfjs", lambda _folder: "Not checked.")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    learn = Pix2pix.learn

    def stop(recipe: Pix2pix, *arguments):
        if recipe.training.step == 2:
            raise KeyboardInterrupt
        return learn(recipe, *arguments)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Pix2pix, "learn", stop)
        train(data / "tiny.toml", data, data / "run", logs=["mlflow"])
    client = tracking.MlflowClient((data / "mlruns").as_uri())
    experiment = client.get_experiment_by_name("vanish")
    (run,) = client.search_runs([experiment.experiment_id])
    assert run.info.status == "KILLED" and run.info.run_name == "run"
    train(None, data, data / "run", resume=True)
    exporting.export(data / "run", data / "models", data / "weights")

    (run,) = client.search_runs([experiment.experiment_id])
    assert run.info.status == "FINISHED"
    assert run.data.params["stages.0.rate"] == "0.001" and run.data.params["generator.family"] == "separable"
    steps = [metric.step for metric in client.get_metric_history(run.info.run_id, "validation hole")]
    assert steps == [0, 4]
    names = [
        file.path for folder in ("samples", "variant/tiny") for file in client.list_artifacts(run.info.run_id, folder)
    ]
    assert "samples/0000004.jpg" in names and "variant/tiny/card.json" in names
