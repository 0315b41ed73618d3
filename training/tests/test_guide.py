"""Runs every command of README.md and first-result.md as written, one after another, in a copy of the project with
small numbers. Takes minutes, so it runs only with `npm run test:training -- --optional`."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import cv2
import pytest
from PIL import Image
from test_quickstart import room
from test_retraining import commands_of

TRAINING = Path(__file__).parents[1]
PROJECT = TRAINING.parent
FIXTURES = PROJECT / "tests" / "fixtures"
SMALL = {
    "configs/*.toml": [(r"^steps = \d+", "steps = 2"), (r"^size = \d+", "size = 64"), (r"^batch = \d+", "batch = 2")],
    "vanish/commands/*.py": [(r"default=(200|24),", "default=2,"), (r"^COMPOSITES = 40", "COMPOSITES = 2")],
    "vanish/runs/fine_tuning.py": [(r"^FEWEST, MOST = .*", "FEWEST, MOST = 4, 4")],
    "vanish/measure/realism.py": [(r"JUDGE_RATE = 300,", "JUDGE_RATE = 3,")],
}
"""What is replaced in the copy, by the pattern of its files: only how long things take."""


@pytest.mark.skipif(not os.environ.get("VANISH_OPTIONAL"), reason="takes minutes")
@pytest.mark.parametrize("guide", ["README.md", "first-result.md"])
def test_every_command_of_a_guide_runs_as_it_stands(guide: str, tmp_path: Path):
    training = copied_project(tmp_path)
    make_photos(training)
    if guide == "README.md":  # it measures a refiner that is trained like everything else
        run(training, "vanish train --config configs/refiner.toml --data DATA --run runs/my-refiner")
    for line in commands_of(guide, "vanish"):
        if " collect " in line:
            put_into_tar(training / "DATA" / "backgrounds", training / "shard-0.tar")
        if " export " in line:
            write_card(training / "runs" / "mine" / "config.toml")
        run(training, line)
    assert (training.parent / "models" / "my-room" / "model.json").exists()


def run(training: Path, line: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(training), "OMP_NUM_THREADS": "1", "BROWSER": "true"}
    command = [sys.executable, "-m", *shlex.split(line)]
    answer = subprocess.run(command, cwd=training, env=environment, capture_output=True, text=True, timeout=600)
    assert answer.returncode == 0, f"{line}\n{answer.stdout[-2000:]}\n{answer.stderr[-2000:]}"


def copied_project(folder: Path) -> Path:
    """The folder training/ of a copy of what the commands need. Weights and variants are links."""
    training = folder / "project" / "training"
    for name in ("vanish", "configs"):
        shutil.copytree(TRAINING / name, training / name, ignore=shutil.ignore_patterns("__pycache__"))
    for pattern, replacements in SMALL.items():
        for file in training.glob(pattern):
            text = file.read_text()
            for old, new in replacements:
                text = re.sub(old, new, text, flags=re.M)
            file.write_text(text)
    for name in ("training/weights", "models"):
        (training.parent / name).mkdir()
        for file in (PROJECT / name).iterdir():
            (training.parent / name / file.name).symlink_to(file)
    (training.parent / "src" / "frame").mkdir(parents=True)
    shutil.copy(PROJECT / "src" / "frame" / "geometry.json", training.parent / "src" / "frame")
    return training


def make_photos(training: Path) -> None:
    """DATA with backgrounds, people, pairs and a clip; PHOTOS of a room; MINE.jpg with somebody in it."""
    data = training / "DATA"
    shutil.copytree(FIXTURES / "training" / "people", data / "people")
    for place in (data / "backgrounds", training / "PHOTOS"):
        place.mkdir()
        for number in range(12):
            Image.fromarray(room(number)).save(place / f"{number}.jpg", quality=95)
    film, frames = cv2.VideoCapture(str(FIXTURES / "obo.mjpeg")), []
    while (frame := film.read()[1]) is not None:
        frames.append(frame)
    clean, somebody = cv2.imread(str(FIXTURES / "obo-clean.jpg")), frames[0]
    cv2.imwrite(str(training / "MINE.jpg"), somebody)
    for folder in ("real_pairs", "real_clips"):
        (data / folder).mkdir()
    height, width = somebody.shape[:2]
    difference = cv2.absdiff(somebody, cv2.resize(clean, (width, height))).max(2)
    mask = cv2.morphologyEx((difference > 40).astype("uint8") * 255, cv2.MORPH_OPEN, None, iterations=2)
    for ending, picture in (("person.jpg", somebody), ("clean.jpg", clean), ("mask.png", mask)):
        cv2.imwrite(str(data / "real_pairs" / f"obo_{ending}"), cv2.resize(picture, (width, height)))
    clip = cv2.VideoWriter(str(data / "real_clips" / "obo.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 25.0, (width, height))
    for frame in frames:
        clip.write(frame)
    clip.release()


def put_into_tar(folder: Path, file: Path) -> None:
    """Moves the photos of a folder into a tar file, for `vanish collect` to extract."""
    with tarfile.open(file, "w") as archive:
        for photo in sorted(folder.glob("*.jpg")):
            archive.add(photo, photo.name)
    shutil.rmtree(folder)


def write_card(config: Path) -> None:
    """As the guide says: your own texts in [card]."""
    config.write_text(config.read_text().replace("TODO: ", "Mine: "))
