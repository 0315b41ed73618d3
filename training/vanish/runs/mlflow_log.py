"""A run's figures, samples and exported variant in MLflow (--log mlflow), in addition to the run's own folder.

Needs `pip install mlflow-skinny`. Logs to MLFLOW_TRACKING_URI (Databricks, a server), or otherwise to a file store in
mlruns/ beside the run's folder.
"""

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from ..common.atomic_files import written_whole

NOTE = "mlflow.json"
"""A file in the run's folder that names its MLflow run, so that a resumed run and an export find it."""
EXPERIMENT = "vanish"
MOST_LETTERS = 500
"""The longest parameter that MLflow accepts."""
log = logging.getLogger(__name__)


class MlflowBoard:
    """The MLflow run of a run. Once it has begun, it never stops the training: a failure to log is only a warning."""

    def __init__(self, folder: Path, parameters: Mapping[str, object] | None = None):
        """parameters: nested, of a new run. Continues the MLflow run that the folder names, if there is one. Raises
        ImportError without mlflow, and ValueError with a sentence if MLflow cannot begin a run."""
        uri, run = _noted(folder) or (_uri(folder), None)
        self.client = _client(uri)
        if run is None:
            try:
                found = self.client.get_experiment_by_name(EXPERIMENT)
                experiment = found.experiment_id if found else self.client.create_experiment(EXPERIMENT)
                run = self.client.create_run(experiment, run_name=folder.resolve().name).info.run_id
            except Exception as problem:  # MLflow raises many kinds of errors
                raise ValueError(f"MLflow at {uri} cannot start a run: {problem}") from problem
            with written_whole(folder / NOTE) as fresh:
                fresh.write_text(json.dumps({"uri": uri, "run": run}) + "\n")
            for name, value in _flat(parameters or {}).items():
                self._attempt(self.client.log_param, run, name, str(value)[:MOST_LETTERS])
        else:
            self._attempt(self.client.set_terminated, run, "RUNNING")
        self.run = run

    def figures(self, values: Mapping[str, float], step: int) -> None:
        for name, value in values.items():
            self._attempt(self.client.log_metric, self.run, name, value, step=step)

    def picture(self, file: Path) -> None:
        self._attempt(self.client.log_artifact, self.run, str(file), "samples")

    def close(self, status: str = "FINISHED") -> None:
        """status: FINISHED, or KILLED for a run that was stopped."""
        self._attempt(self.client.set_terminated, self.run, status)

    def _attempt(self, call, *arguments, **options) -> None:
        try:
            call(*arguments, **options)
        except Exception as problem:  # a server that is down, a full disk; MLflow raises many kinds of errors
            log.warning(f"MLflow logging failed, and the run continues: {problem}")


def log_variant(run: Path, variant: Path) -> bool:
    """Adds an exported variant's folder to the run's MLflow run, if it has one. Returns whether it was added; a failure
    is only a warning."""
    noted = _noted(run)
    if noted is None:
        return False
    uri, number = noted
    try:
        _client(uri).log_artifacts(number, str(variant), f"variant/{variant.name}")
    except Exception as problem:  # as above; the variant is exported already
        log.warning(f"The variant is not in MLflow: {problem}")
        return False
    return True


def _noted(folder: Path) -> tuple[str, str] | None:
    file = folder / NOTE
    if not file.exists():
        return None
    noted = json.loads(file.read_text())
    return noted["uri"], noted["run"]


def _uri(folder: Path) -> str:
    return os.environ.get("MLFLOW_TRACKING_URI") or (folder.resolve().parent / "mlruns").as_uri()


def _client(uri: str):
    if uri.startswith("file:"):
        os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")  # MLflow 3 would prefer a database
    try:
        from mlflow.tracking import MlflowClient
    except ImportError:
        raise ImportError("--log mlflow needs MLflow: pip install mlflow-skinny.") from None
    return MlflowClient(tracking_uri=uri)


def _flat(values: Mapping[str, object], before: str = "") -> dict[str, object]:
    """Nested parameters as dotted ones: compose.noise, stages.0.rate."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            value = dict(enumerate(value))
        if isinstance(value, Mapping):
            found |= _flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found
