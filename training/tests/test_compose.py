"""The composer, on a small folder of made pictures."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from vanish.compose import ComposeOptions, Composites
from vanish.photos import background_group, is_validation


def make_data(folder: Path) -> Path:
    random = np.random.default_rng(0)
    for kind in ("backgrounds", "people"):
        (folder / kind).mkdir()
    rows = ["file\toriginal_path"]
    for i in range(24):
        room = cv2.resize(random.integers(0, 255, (6, 8, 3), np.uint8), (200, 150), interpolation=cv2.INTER_LINEAR)
        cv2.imwrite(str(folder / "backgrounds" / f"room_{i}.jpg"), room)
        rows.append(f"room_{i}.jpg\troom_{i}.jpg")
    (folder / "backgrounds" / "MANIFEST.tsv").write_text("\n".join(rows))
    rows = ["file\tmask"]
    for i in range(24):
        mask = np.zeros((160, 60), np.uint8)
        cv2.ellipse(mask, (30, 80), (20, 70), 0, 0, 360, 255, -1)
        cv2.imwrite(str(folder / "people" / f"one_{i}.jpg"), np.full((160, 60, 3), (0, 0, 255), np.uint8))
        cv2.imwrite(str(folder / "people" / f"one_{i}_mask.png"), mask)
        rows.append(f"one_{i}.jpg\tone_{i}_mask.png")
    (folder / "people" / "MANIFEST.tsv").write_text("\n".join(rows))
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_data(tmp_path)


def test_the_same_seed_gives_the_same_composite(data: Path):
    first, again = (Composites(data, 64, 5, False, ComposeOptions()).composite(3) for _ in range(2))
    other = Composites(data, 64, 6, False, ComposeOptions()).composite(3)
    assert np.array_equal(first.picture, again.picture) and np.array_equal(first.hole, again.hole)
    assert not np.array_equal(first.picture, other.picture)


def test_outside_of_the_hole_the_picture_is_the_room(data: Path):
    plain = ComposeOptions(shadow=0, noise=0, jpeg=0, motion_blur=0, missed_piece=0, growth=(0.08, 0.08))
    dataset = Composites(data, 64, 1, False, plain)
    holes = 0.0
    for i in range(20):
        made = dataset.composite(i)
        assert made.picture.min() >= 0 and made.picture.max() <= 1
        difference = np.abs(made.picture - made.target).max(-1) * (made.hole == 0)
        # A late mask may leave a rim of the person, never the person.
        assert (difference > 0.1).mean() < 0.02
        holes += made.hole.mean()
    assert 0.05 < holes / 20 < 0.7


def test_a_house_is_on_one_side_of_the_split():
    groups = {background_group(f"houseA_{i}.jpg", f"Houses/12_{room}.jpg") for i, room in enumerate(["bath", "bed"])}
    assert groups == {"house-12"}
    share = sum(is_validation(f"house-{i}") for i in range(2000)) / 2000
    assert 0.05 < share < 0.11


def test_a_folder_without_manifest_is_named(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="MANIFEST.tsv"):
        Composites(tmp_path, 64, 0, False, ComposeOptions())
