"""What the commands print while they work, and what they leave behind: complete messages with the right numbers,
printed once."""

import logging
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image
from test_compose import make_data
from test_pix2pix import CONFIG
from test_retraining import ONE_STEP, TRAINING, commands

from vanish.cli import main
from vanish.common.picture_sheet import BAND, write_sheet
from vanish.data import photos
from vanish.data.account import account
from vanish.data.photos import read_backgrounds, tell_left_out
from vanish.measure.memorisation import verdict
from vanish.recipes.registry import train
from vanish.runs.config import Stage
from vanish.runs.console import Console, duration
from vanish.runs.progress import Progress


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (make_data(tmp_path) / "tiny.toml").write_text(ONE_STEP)
    return tmp_path


# Training


def test_a_training_says_first_what_it_does_and_last_what_to_do(data: Path, capsys):
    train(data / "tiny.toml", data, data / "run")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Device: the CPU, ") and said[0].endswith("; float32.")
    assert said[1] == f"Reading the photos in {data}."
    assert said[2] == "24 photos: 22 for training, 2 for validation."
    assert said[-1].startswith("Done: 2 steps, 4 pictures.") and f"vanish export`, each with --run {data}" in said[-1]
    assert not [line for line in said if line.startswith("{")]
    assert sum("photos: 22" in line for line in said) == 1  # although there are two stages


def test_a_pipe_gets_every_line_at_once(data: Path):
    config = CONFIG.replace("steps = 4", "steps = 100000", 1)
    (data / "long.toml").write_text(config)
    words = ["train", "--config", data / "long.toml", "--data", data, "--run", data / "run"]
    run = subprocess.Popen(
        [sys.executable, "-m", "vanish", *words], cwd=TRAINING, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert run.stdout.readline().startswith(b"Device: ")
        assert run.poll() is None
    finally:
        run.kill()
        run.wait()


def test_the_time_left_is_that_of_the_stage(capsys):
    training, seconds = SimpleNamespace(memory={}, step=0), iter(range(0, 10_000, 2)).__next__
    stage = Stage(size=64, batch=1, rate=1e-3, steps=100)
    console = Console(1, 2, Progress(1, stage, training, 0), now=seconds)  # two seconds between two calls
    training.step = 50
    console.line(50, {"hole": 0.1, "seconds per step": 9.9})
    assert capsys.readouterr().out == ("Step 50: hole 0.1 (0.04 s a step, 4 s left in stage 1, then 1 more)\n")
    assert [duration(s) for s in (40, 600, 7500)] == ["40 s", "10 min", "2 h 05 min"]


# Photos


def test_photos_are_accounted_for(data: Path):
    (data / "backgrounds" / "MANIFEST.tsv").unlink()
    whole = read_backgrounds(data / "backgrounds", validation=False, side=64)[0]
    (data / "backgrounds" / "room_3.jpg").write_bytes(b"no photo")
    read = read_backgrounds(data / "backgrounds", validation=False, side=64)[0]
    assert len(read) == len(whole) - 1
    kept = 24 - len(whole)
    assert account(data, {"photos": len(read)}) == [
        f"24 photos: {len(read)} for training, {kept} for validation, 1 left out."
    ]


def test_what_is_left_out_is_said_once(caplog, monkeypatch):
    monkeypatch.setattr(photos, "_told", set())
    caplog.set_level(logging.WARNING)
    sentences = [f"{number}.jpg is left out: it is broken." for number in range(9)]
    tell_left_out(sentences)
    assert caplog.messages == [
        *sentences[:5],
        "4 more files are left out. They will be named once you have fixed or removed those above.",
    ]
    tell_left_out([*sentences, "new.jpg is left out."])
    assert caplog.messages[6:] == ["new.jpg is left out."]


# Sheets


def test_a_sheet_has_its_labels_around_the_pictures(tmp_path: Path):
    rows = [torch.zeros(2, 3, 40, 80), torch.zeros(2, 3, 40, 80)]
    write_sheet(tmp_path / "plain.png", rows)
    write_sheet(tmp_path / "sheet.png", rows, columns=["input", "truth"], labels=["+1.0 dB", "-2.0 dB"])
    sheet = np.array(Image.open(tmp_path / "sheet.png").convert("L"))
    left = sheet.shape[1] - 160
    assert np.array(Image.open(tmp_path / "plain.png")).shape == (80, 160, 3) and sheet.shape[0] == 80 + BAND
    assert not sheet[BAND:, left:].any()  # the pictures, black
    for half in (sheet[:BAND, left : left + 80], sheet[:BAND, left + 80 :], sheet[BAND : BAND + 40, :left]):
        assert half.min() < 100 and half.max() == 255  # letters on white


@pytest.mark.parametrize("name", ["sheet.txt", "sheet", "backgrounds"])
def test_a_sheet_of_another_kind_is_refused_before_photos_are_read(data: Path, monkeypatch, name: str):
    monkeypatch.setattr(photos, "open_photo", lambda _file: pytest.fail("A photo was read."))
    with pytest.raises(SystemExit, match="cannot be a sheet: its name must end with .png, .jpg or .jpeg"):
        main(["compose", "--data", str(data), "--out", str(data / name)])


# Memory


def test_few_photos_or_fills_give_no_verdict():
    def rows(count: int) -> list:
        similar = {"fill": 0.7, "truth": 0.7, "planted copy": 0.97}
        return [SimpleNamespace(similarities=similar)] * count

    assert verdict(rows(2), 10).startswith("Too few to say whether it paints")
    assert verdict(rows(24), 10).startswith("Too few") and verdict(rows(2), 1000).startswith("Too few")
    assert verdict(rows(24), 1000).startswith("It paints")


# The guide


def test_the_hint_to_tensorboard_runs_with_this_python(data: Path, capsys):
    train(data / "tiny.toml", data, data / "my run")
    main(["watch", "--run", str(data / "my run"), "--no-open"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("For TensorBoard: ")]
    program, *words = shlex.split(line.removeprefix("For TensorBoard: "))
    assert program == sys.executable and words[-1] == str(data / "my run" / "tensorboard")
    answer = subprocess.run([program, *words[:2], "--help"], capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0 and "--logdir" in answer.stdout


@pytest.mark.parametrize("line", commands("vanish"))
def test_git_ignores_what_a_command_of_the_guide_writes(line: str):
    words = shlex.split(line)
    places = [words[words.index(option) + 1] for option in ("--out", "--run") if option in words]
    for place in places:
        file = place if Path(place).suffix else f"{place}/index.html"
        answer = subprocess.run(["git", "check-ignore", "-q", file], cwd=TRAINING, check=False)
        assert answer.returncode != 1, f"git does not ignore {place}"  # 128: not a repository
