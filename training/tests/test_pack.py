"""The small copy of the photos trains and validates like the whole."""

from pathlib import Path

import pytest
from test_compose import make_data

from vanish.data.compose import ComposeOptions, Composites
from vanish.data.pack import pack


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
