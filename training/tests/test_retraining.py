"""A newcomer's path from photos to a variant: harmful input is refused, what happened is recorded, and every command of
the guides is valid."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import torch
from test_compose import make_data
from test_pix2pix import CONFIG

from vanish.cli import main, parser
from vanish.common.variant_names import checked_name
from vanish.export import variant as exporting
from vanish.export.card_texts import check_texts
from vanish.export.variant import export
from vanish.recipes.configs import read_config
from vanish.recipes.registry import train
from vanish.recipes.weights import WEIGHTS, load_weights
from vanish.runs.fine_tuning import recommended_steps
from vanish.runs.settings import as_toml
from vanish.runs.toml import read_toml

TRAINING = Path(__file__).parents[1]
GUIDES = ("README.md", "first-result.md")
ONE_STEP = CONFIG.replace("steps = 4", "steps = 1").replace("adversarial = 0.01", "")


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """A folder with the photos, a TOML and a run of two steps from scratch."""
    folder = make_data(tmp_path_factory.mktemp("trained"))
    (folder / "tiny.toml").write_text(ONE_STEP)
    train(folder / "tiny.toml", folder, folder / "run")
    return folder


@pytest.fixture
def unchecked(monkeypatch) -> None:
    monkeypatch.setattr(exporting, "check_with_tfjs", lambda _folder: "Not checked.")


def commands(program: str) -> list[str]:
    """The guides' command lines that start with a program, without their comments."""
    return [line for guide in GUIDES for line in commands_of(guide, program)]


def commands_of(guide: str, program: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (TRAINING / guide).read_text(), re.S)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(program + " ")]


# The guide


@pytest.mark.parametrize("line", commands("vanish"))
def test_every_command_of_the_guide_is_understood(line: str):
    arguments = parser().parse_args(shlex.split(line)[1:])
    for option in ("config", "weights"):
        file = getattr(arguments, option, None)
        assert not isinstance(file, Path) or (TRAINING / file).exists()


def test_the_command_of_the_guide_is_installed_with_the_package(capsys):
    project = tomllib.loads((TRAINING / "pyproject.toml").read_text())["project"]
    (place,) = metadata.EntryPoints([metadata.EntryPoint("vanish", project["scripts"]["vanish"], "console_scripts")])
    with pytest.raises(SystemExit):
        place.load()(["--help"])
    assert "export" in capsys.readouterr().out


def test_the_guides_line_for_several_processes_trains(tmp_path: Path):
    (line,) = [line for line in commands("torchrun") if "--nnodes" not in line]  # for several machines: test_elastic.py
    make_data(tmp_path)
    (tmp_path / "tiny.toml").write_text(ONE_STEP)
    words = shlex.split(line)[1:]
    for name, value in {"--nproc-per-node": "2", "--config": "tiny.toml", "--data": ".", "--run": "run"}.items():
        words[words.index(name) + 1] = value
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(TRAINING)}
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", *words]
    answer = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stderr[-3000:]
    assert torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)["step"] == 2


# Names


def test_a_name_that_training_takes_is_one_that_the_page_takes():
    rule = re.search(r"/(\^\[.*?\$)/\.test\(value\)", (TRAINING.parent / "src/models/catalog.ts").read_text())[1]
    most = int(re.search(r",(\d+)}", rule)[1])
    assert re.fullmatch(rule.strip("^$"), checked_name("a" * most))
    for name in ("a" * (most + 1), "My Room!"):
        with pytest.raises(ValueError, match="cannot be the name of a variant"):
            checked_name(name)


# Settings on the command line


def test_a_setting_replaces_what_the_toml_says_and_is_kept_with_the_run(trained: Path, tmp_path: Path):
    words = ["variant=my-room", "stages.rate=3e-4", "stages.0.steps=2", "compose.noise=0.5", "card.title=My room"]
    settings = [word for setting in words for word in ("--set", setting)]
    line = ["train", "--config", trained / "tiny.toml", "--data", trained, "--run", tmp_path / "run", *settings]
    main([str(word) for word in line])
    config = read_config(tmp_path / "run" / "config.toml")
    assert (config.variant, config.compose.noise, config.card.title) == ("my-room", 0.5, "My room")
    assert [(stage.steps, stage.rate) for stage in config.stages] == [(2, 3e-4), (1, 3e-4)]
    assert config.generator == read_config(trained / "tiny.toml").generator
    assert torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)["step"] == 3


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("speed=9", '"speed" in the file is unknown'),
        ("compose.speed=9", '"speed" in compose is unknown'),
        ("stages.7.rate=1.0", "--set stages.7.rate: there are 2 stages, from 0 to 1"),
        ("seed=x", '"seed" in the file must be a whole number'),
        ("seed.x=1", '--set seed.x: "seed" is not a table'),
        ("seed", "--set takes KEY=VALUE, not seed"),
    ],
)
def test_a_setting_that_cannot_be_is_named(setting: str, sentence: str, trained: Path, tmp_path: Path):
    with pytest.raises(ValueError, match=sentence):
        train(trained / "tiny.toml", trained, tmp_path / "run", settings=[setting])
    assert not (tmp_path / "run").exists()


def test_options_that_a_resumed_run_ignores_are_said(trained: Path, tmp_path: Path, capsys):
    line = ["train", "--data", trained, "--run", trained / "run", "--resume", "--config", trained / "tiny.toml"]
    main([str(word) for word in [*line, "--set", "seed=4", "--fit-batch"]])
    assert "--config, --set and --fit-batch are ignored with --resume" in capsys.readouterr().err


# Fine-tuning


def test_the_toml_for_fine_tuning_takes_the_shipped_weights():
    config = read_config(TRAINING / "configs" / "fine-tune.toml")
    load_weights(WEIGHTS / "guided-lite.safetensors", TRAINING / "configs" / "fine-tune.toml")
    scratch = read_config(TRAINING / "configs" / "guided-lite.toml")
    assert sum(stage.steps for stage in config.stages) < 0.2 * sum(stage.steps for stage in scratch.stages)
    assert config.stages[0].rate < scratch.stages[0].rate


def test_more_photos_deserve_more_steps_within_bounds():
    steps = [recommended_steps(photos, batch=8) for photos in (2, 60, 600, 100_000)]
    assert steps == sorted(set(steps)) and steps[0] >= 200 and steps[-1] <= 5_000
    assert recommended_steps(600, batch=16) == pytest.approx(steps[2] / 2, abs=100)


# Export


def test_what_is_there_already_is_replaced_only_when_asked(trained: Path, tmp_path: Path, unchecked):
    export(trained / "run", tmp_path / "models", tmp_path / "weights")
    before = (tmp_path / "models" / "tiny" / "card.json").read_bytes()
    with pytest.raises(FileExistsError, match=r'"tiny" exists already .*"variant" in .*config\.toml.*--replace'):
        export(trained / "run", tmp_path / "models", tmp_path / "other")
    assert not (tmp_path / "other").exists()
    with pytest.raises(FileExistsError, match="tiny.safetensors"):
        export(trained / "run", tmp_path / "others", tmp_path / "weights")
    assert not (tmp_path / "others").exists()
    assert (tmp_path / "models" / "tiny" / "card.json").read_bytes() == before
    export(trained / "run", tmp_path / "models", tmp_path / "weights", replace=True)


def test_models_elsewhere_keep_their_weights_elsewhere(trained: Path, tmp_path: Path, unchecked):
    known = sorted(WEIGHTS.iterdir())
    main(["export", "--run", str(trained / "run"), "--models", str(tmp_path / "models")])
    assert sorted(WEIGHTS.iterdir()) == known
    file = tmp_path / "models" / "weights" / "tiny.safetensors"
    (tmp_path / "plain").write_text("")
    assert file.stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert load_weights(file, file.with_suffix(".toml")).inputs == ["prefilled-rgb", "mask"]


def card_of(run: Path, folder: Path) -> dict:
    export(run, folder / "models", folder / "weights")
    return json.loads((folder / "models" / "tiny" / "card.json").read_text())["training"]


def test_a_card_says_what_happened(trained: Path, tmp_path: Path, unchecked):
    first = card_of(trained / "run", tmp_path / "first")
    assert first["startedFrom"] == "nothing" and first["steps"] == 2
    assert first["recipe"] == "tiny.toml" and (tmp_path / "first" / "weights" / first["recipe"]).exists()
    photos = len(list((trained / "backgrounds").iterdir())), len(list((trained / "people").glob("*_mask.png")))
    assert 0 < first["counted"]["photos"] < photos[0]  # some are set aside
    assert 0 < first["counted"]["people"] <= max(photos[1], len(list((trained / "people").iterdir())))
    weights = tmp_path / "first" / "weights" / "tiny.safetensors"
    train(trained / "tiny.toml", trained, tmp_path / "run", weights=weights)
    second = card_of(tmp_path / "run", tmp_path / "second")
    assert second["startedFrom"]["file"] == "tiny.safetensors" and len(second["startedFrom"]["sha256"]) == 64


@pytest.mark.parametrize(
    "text", ['description = "The everyday variant: small and quick, for any machine."', 'description = "TODO: say"']
)
def test_texts_of_a_template_stop_the_export(text: str, trained: Path, tmp_path: Path, unchecked):
    run = tmp_path / "run"
    run.mkdir()
    (run / "checkpoint.pt").write_bytes((trained / "run" / "checkpoint.pt").read_bytes())
    (run / "config.toml").write_text(ONE_STEP.replace('description = "For tests."', text))
    with pytest.raises(ValueError, match=r'"description" in \[card\] of .*config\.toml'):
        export(run, tmp_path / "models", tmp_path / "weights")
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("variant", sorted(file.stem for file in WEIGHTS.glob("*.safetensors")))
def test_what_is_shipped_can_be_exported_again(variant: str):
    file = TRAINING / "configs" / f"{variant}.toml"
    if read_config(file).is_for_the_page:
        check_texts(read_config(file), file)


# Stopping


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stop_saves_first_and_says_how_to_resume(stop: signal.Signals, code: int, trained: Path, tmp_path: Path):
    config = tmp_path / "long.toml"
    config.write_text(ONE_STEP.replace("steps = 1", "steps = 100000").replace("minutes = 0.0", "minutes = 100.0"))
    command = [
        sys.executable,
        "-m",
        "vanish",
        "train",
        "--config",
        config,
        "--data",
        trained,
        "--run",
        tmp_path / "run",
    ]
    run = subprocess.Popen(command, cwd=TRAINING, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        log, last = tmp_path / "run" / "log.jsonl", time.monotonic() + 240
        while time.monotonic() < last and not (log.exists() and '"step": 50,' in log.read_text()):
            assert run.poll() is None, run.stderr.read()
            time.sleep(0.1)
        assert not (tmp_path / "run" / "checkpoint.pt").exists()
        run.send_signal(stop)
        _, said = run.communicate(timeout=120)
    finally:
        run.kill()
    step = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)["step"]
    assert run.returncode == code and step >= 50
    assert f"stopped and saved at step {step:,}" in said and "--resume" in said and "Traceback" not in said


@pytest.mark.parametrize("file", sorted((TRAINING / "configs").glob("*.toml")), ids=lambda file: file.stem)
def test_a_toml_that_is_written_with_settings_reads_back_the_same(file: Path):
    values = read_toml(file)
    values.setdefault("card", {})["note"] = 'Quotes ", \\ and\nlines, Zürich \x7f'
    assert tomllib.loads(as_toml(values, file, ["a=b"])) == values
