"""Did training help? The start is measured along with the run, the answer is given in words, and the best is kept."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from test_compose import make_data
from test_pix2pix import CONFIG

from vanish.cli import main
from vanish.measure.cases import TRAINING, VALIDATION
from vanish.measure.comparison import Comparison
from vanish.measure.progress_made import start_of, verdict
from vanish.recipes import pix2pix
from vanish.recipes.registry import load_run, load_start, train
from vanish.runs import optimising
from vanish.runs.best import earliest_stop
from vanish.runs.config import Stage
from vanish.runs.verdict import verdict_of

ONE_STAGE = CONFIG[: CONFIG.index("[[stages]]", CONFIG.index("[[stages]]") + 5)] + CONFIG[CONFIG.index("[card]") :]


@pytest.fixture(scope="module")
def tuned(tmp_path_factory) -> Path:
    """A folder with the photos, and a run of four steps that started from another run's weights."""
    from vanish.export import variant as exporting

    folder = make_data(tmp_path_factory.mktemp("tuned"))
    (folder / "tiny.toml").write_text(ONE_STAGE)
    train(folder / "tiny.toml", folder, folder / "first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "check_with_tfjs", lambda _folder: "Not checked.")
        exporting.export(folder / "first", folder / "models", folder / "weights")
    train(folder / "tiny.toml", folder, folder / "run", weights=folder / "weights" / "tiny.safetensors")
    return folder


def log_of(run: Path) -> list[dict]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]


def test_a_run_samples_and_validates_where_it_begins(tuned: Path):
    first = log_of(tuned / "run")[0]
    assert first["step"] == 0 and first["validation hole"] > 0
    assert (tuned / "run" / "samples" / "0000000.jpg").exists()
    assert first["validation hole"] == pytest.approx(log_of(tuned / "first")[-1]["validation hole"], rel=0.01)
    page = (tuned / "run" / "index.html").read_text()
    rows = re.findall(r'alt="(start|given|step [\d,]+)"', page)
    assert rows == ["given", "start", "step 4"]
    assert re.search(r"than at the start|less error", page)


def test_the_start_is_kept_with_the_run_and_is_what_it_began_with(tuned: Path):
    start, trained = load_start(tuned / "run"), load_run(tuned / "first")[1]
    x = torch.rand(1, 4, 64, 64)
    assert torch.allclose(start(x), trained(x), atol=2e-2)  # kernels are stored in float16
    assert load_start(tuned / "first") is None


def test_evaluate_shows_the_start_beside_the_run_and_says_whether_it_helped(tuned: Path, capsys):
    out = tuned / "evaluation"
    main(["evaluate", "--run", str(tuned / "run"), "--data", str(tuned), "--out", str(out), "--composites", "3"])
    said = capsys.readouterr().out
    assert re.search(r"^tiny: (No better|Better|Worse) than at the start: [+-]0\.\d\d dB on 3 validation", said, re.M)
    means = json.loads((out / "metrics.json").read_text())["means"][VALIDATION]
    assert means["tiny at its start"]["psnr"] > 5 and "tiny" in means
    page = (out / "index.html").read_text()
    assert "than at the start" in page and "tiny at its start: the" not in page
    assert re.search(r"<b>Telea</b><b>tiny at its start</b><b>tiny</b><b>truth</b>", page)


@pytest.mark.parametrize(
    ("gain", "on_training", "said"),
    [
        (0.5, 0.5, "Better than at the start: +0.50 dB on 40 validation composites"),
        (0.01, 0.6, "On the training photos it gains +0.60 dB: use more photos, or fewer steps."),
        (-0.5, 0.6, "Worse than at the start: -0.50 dB"),
        (-0.5, -0.5, "use a lower learning rate, or check the photos"),
        (-0.001, 0.0, "+0.00 dB"),
        (0.0, 0.0, "use more steps, or a higher learning rate."),
    ],
)
def test_the_verdict_is_that_of_what_was_not_trained_on(gain: float, on_training: float, said: str):
    random, compared = np.random.default_rng(0), {}
    for kind, better in ((VALIDATION, gain), (TRAINING, on_training)):
        before = random.normal(20, 3, 40)  # hard and easy cases; what counts is the difference in each
        own = before + better + np.tile([0.02, -0.02], 20)
        rows = {start_of("a"): before, "a": own}
        compared[kind] = Comparison(results={name: [{"psnr": v} for v in values] for name, values in rows.items()})
    assert said in verdict(compared, "a")
    assert verdict(compared, "b") is None


def test_a_difference_within_the_noise_is_none():
    noise = np.random.default_rng(1).normal(0.1, 1.0, 20)
    results = {"a": [{"psnr": 20 + v} for v in noise], start_of("a"): [{"psnr": 20.0}] * 20}
    assert verdict({VALIDATION: Comparison(results=results)}, "a").startswith("No better")


def test_the_log_s_verdict_tells_memorising_from_standing_still():
    def lines(errors: list[float], held: list[float]) -> list[dict]:
        return [{"step": 50 * n, "hole": error} for n, error in enumerate(errors, 1)] + [
            {"step": 50 * n, "validation hole": value} for n, value in enumerate(held)
        ]

    falling = [0.1, 0.09, 0.08, 0.07]
    assert verdict_of(lines(falling, [0.1, 0.08]), "validation hole", False).startswith("20% less error")
    assert "more photos, or fewer steps" in verdict_of(lines(falling, [0.1, 0.1]), "validation hole", False)
    assert verdict_of(lines(falling, [0.1, 0.11]), "validation hole", False).startswith("Worse")
    assert "step 50," in verdict_of(lines(falling, [0.1, 0.08, 0.12]), "validation hole", True)
    assert "more steps" in verdict_of(lines([0.1] * 4, [0.1, 0.1]), "validation hole", False)
    assert verdict_of(lines(falling, [0.1]), "validation hole", False) == ""


def test_a_run_stops_when_validation_no_longer_falls_and_ends_with_its_best(tuned: Path, tmp_path: Path, monkeypatch):
    sample, kept = pix2pix.Pix2pix.sample, {}
    errors = {0: 0.3, 2: 0.2, 4: 0.1, 6: 0.11, 8: 0.12, 10: 0.05}

    def measured(recipe: pix2pix.Pix2pix):
        step = recipe.training.step
        kept[step] = {k: v.clone() for k, v in recipe.training.averages["average"].state_dict().items()}
        rows, health = sample(recipe)
        return rows, health | {"validation hole": errors[step]}

    monkeypatch.setattr(pix2pix.Pix2pix, "sample", measured)
    monkeypatch.setattr(optimising, "WARM_UP_STEPS", 3)
    settings = ["sample_every=2", "patience=2", "stages.steps=100"]
    train(tuned / "tiny.toml", tuned, tmp_path / "run", settings=settings)
    assert max(kept) == 8
    checkpoint = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)
    assert checkpoint["step"] == 4
    assert all(torch.equal(value, checkpoint["average"][name]) for name, value in kept[4].items())
    assert torch.load(tmp_path / "run" / "checkpoint-last.pt", weights_only=True)["step"] == 8
    events = (tmp_path / "run" / "events.jsonl").read_text()
    assert "The run ends here: its last 2 samples were no better." in events and "Step 4 is the best" in events


@pytest.mark.parametrize(
    ("steps", "decay", "grows"),
    [(200, "linear", 100), (300, "linear", 150), (400, "linear", 200), (4000, "linear", 200), (4000, "none", 200)],
)
def test_the_rate_grows_until_the_decay_outweighs_the_warm_up(steps: int, decay: str, grows: int):
    stage = Stage(size=64, batch=1, rate=1.0, steps=steps, decay=decay)
    rates = [optimising.rate_at(stage, step, step / steps) for step in range(steps)]
    assert optimising.growing_steps(stage) == pytest.approx(grows, abs=2)
    assert max(rates) == rates[optimising.growing_steps(stage) - 1]


def test_a_short_run_can_stop_early_too(tuned: Path, tmp_path: Path, monkeypatch):
    """Sixty photos give 200 steps, as many as the warm-up: a quarter of them is enough here."""
    sample = pix2pix.Pix2pix.sample
    worse = lambda recipe: (sample(recipe)[0], {"validation hole": 0.1 + recipe.training.step})  # noqa: E731
    monkeypatch.setattr(pix2pix.Pix2pix, "sample", worse)
    monkeypatch.setattr(optimising, "WARM_UP_STEPS", 20)
    settings = ["sample_every=2", "patience=4", "stages.steps=20", "stages.decay=linear"]
    weights = tuned / "weights" / "tiny.safetensors"
    train(tuned / "tiny.toml", tuned, tmp_path / "run", weights=weights, settings=settings)
    stage = Stage(size=64, batch=2, rate=1e-3, steps=20, decay="linear")
    assert max(line["step"] for line in log_of(tmp_path / "run")) == earliest_stop(stage, 2, 4) == 18


@pytest.mark.parametrize(("steps", "step"), [(200, 180), (300, 270), (400, 360), (4000, 1600), (40, None), (4, None)])
def test_when_a_quickstart_may_stop_early_is_known(steps: int, step: int | None):
    stage = Stage(size=64, batch=1, rate=1.0, steps=steps, decay="linear")
    assert earliest_stop(stage, max(10, steps // 10), 4) == step
    assert earliest_stop(stage, 10, 0) is None


def test_what_an_earlier_run_left_is_no_part_of_a_new_one(tuned: Path, tmp_path: Path, capsys):
    """A run that was killed before its first checkpoint leaves its log, its best checkpoint and its MLflow note."""
    run = tmp_path / "run"
    (run / "samples").mkdir(parents=True)
    for name in ("checkpoint-best.pt", "mlflow.json", "log.jsonl", "samples/0000999.jpg", "notes.txt"):
        (run / name).write_text("of before")
    train(tuned / "tiny.toml", tuned, run, settings=["patience=1", "sample_every=100"])
    assert f"An earlier run's files in {run} were moved to {run / 'earlier-1'}." in capsys.readouterr().out
    assert not (run / "mlflow.json").exists() and not (run / "samples" / "0000999.jpg").exists()
    assert torch.load(run / "checkpoint-best.pt", weights_only=True)["step"] in (0, 4)
    assert [line["step"] for line in log_of(run)][0] == 0
    assert (run / "notes.txt").read_text() == "of before" == (run / "earlier-1" / "mlflow.json").read_text()
    assert (run / "earlier-1" / "samples" / "0000999.jpg").exists()
