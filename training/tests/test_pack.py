"""The small copy of the photos trains and validates like the original."""

import shutil
from pathlib import Path

import pytest
from PIL import Image
from test_compose import make_data

from vanish.data.compose import ComposeOptions, Composites
from vanish.data.folders import list_people
from vanish.data.opening import open_photo
from vanish.data.pack import pack

HEIC = Path(__file__).parent / "pictures" / "made.heic"


def test_the_copy_is_smaller_and_its_split_the_same(tmp_path: Path):
    (tmp_path / "data").mkdir()
    data = make_data(tmp_path / "data")
    size = pack(data, tmp_path / "small", side=64, quality=80)
    for validation in (False, True):
        whole, small = (
            Composites(folder, 64, 1, validation, ComposeOptions()) for folder in (data, tmp_path / "small")
        )
        assert len(small.backgrounds) == len(whole.backgrounds) and len(small.people) == len(whole.people)
        assert max(small.backgrounds[0].shape) == 64
        assert not small.skipped
    assert size == sum(file.stat().st_size for file in (tmp_path / "small").rglob("*") if file.is_file())


def test_a_folder_without_photos_is_named(tmp_path: Path):
    with pytest.raises(ValueError, match="holds none of the folders"):
        pack(tmp_path, tmp_path / "small", side=64, quality=80)


def test_photos_in_formats_that_are_not_written_keep_their_names_masks_and_side(tmp_path: Path):
    people = tmp_path / "people"
    people.mkdir()
    for number in range(3):
        shutil.copy(HEIC, people / f"{number}.heic")
        Image.new("L", open_photo(HEIC).shape[1::-1], 255).save(people / f"{number}_mask.png")
    pack(tmp_path, tmp_path / "small", side=64, quality=80)
    for validation in (False, True):
        whole, small = (list_people(folder, validation) for folder in (people, tmp_path / "small" / "people"))
        assert [entry.group for entry in small[0]] == [entry.group for entry in whole[0]]
        assert all(entry.mask for entry in small[0]) and small[1] == whole[1] == []


def test_scenes_travel_too(tmp_path: Path):
    (tmp_path / "scenes").mkdir()
    Image.new("RGB", (80, 60), "red").save(tmp_path / "scenes" / "a.jpg")
    pack(tmp_path, tmp_path / "small", side=64, quality=80)
    assert (tmp_path / "small" / "scenes" / "a.jpg").exists()
