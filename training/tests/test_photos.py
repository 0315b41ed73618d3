"""A user's own folders: what is read, what is left out, and what is reported about it."""

import re
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from test_compose import make_data

from vanish.data.compose import ComposeOptions, Composites
from vanish.data.folders import background_group, is_validation, list_backgrounds, list_people
from vanish.data.opening import open_photo
from vanish.data.photos import read_backgrounds, read_people


def photo(file: Path, colour=(90, 120, 60), size=(60, 40)) -> Path:
    """A photo of one colour (RGB), width x height."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(file)
    return file


def mask(file: Path, size=(60, 40)) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = np.zeros((size[1], size[0]), np.uint8)
    cv2.ellipse(picture, (size[0] // 2, size[1] // 2), (size[0] // 3, size[1] // 3), 0, 0, 360, 255, -1)
    Image.fromarray(picture).save(file)
    return file


def person(folder: Path, name: str) -> None:
    photo(folder / f"{name}.jpg")
    mask(folder / f"{name}_mask.png")


def both_sides(folder: Path, read=read_backgrounds) -> tuple[list, list[str]]:
    found, skipped = [], []
    for validation in (False, True):
        photos, left_out = read(folder, validation, 384)
        found += photos
        skipped += left_out
    return found, skipped


# What is a photo


def test_a_folder_without_a_manifest_is_read_with_its_sub_folders(tmp_path: Path):
    for name in ("b.jpg", "A.PNG", "kitchen/1.JPEG", "kitchen/2.webp", "note.txt"):
        photo(tmp_path / name) if name != "note.txt" else (tmp_path / name).write_text("no photo")
    found, skipped = both_sides(tmp_path)
    assert len(found) == 4 and not skipped
    assert all(picture.shape == (40, 60, 3) for picture in found)


def test_people_are_pngs_with_transparency_or_photos_with_masks(tmp_path: Path):
    person(tmp_path, "anna")
    photo(tmp_path / "ben.png")
    mask(tmp_path / "ben_mask.JPG")
    clear = np.dstack([np.full((40, 60, 3), (10, 20, 200), np.uint8), np.zeros((40, 60), np.uint8)])
    clear[5:35, 10:50, 3] = 255
    Image.fromarray(clear).save(tmp_path / "carla.png")
    found, skipped = both_sides(tmp_path, read_people)
    assert len(found) == 3 and not skipped
    blue = [one.rgba for one in found if one.rgba[len(one.rgba) // 2, 20, 2] > 190]
    assert len(blue) == 1
    middle = blue[0][len(blue[0]) // 2, blue[0].shape[1] // 2]
    assert middle.tolist() == [10, 20, 200, 255]


def test_large_photos_are_shrunk_and_small_ones_are_not_enlarged(tmp_path: Path):
    photo(tmp_path / "large.jpg", size=(900, 600))
    photo(tmp_path / "small.jpg", size=(90, 60))
    found, _ = both_sides(tmp_path)
    assert sorted(picture.shape for picture in found) == [(60, 90, 3), (256, 384, 3)]


def test_a_manifest_says_which_files_count(tmp_path: Path):
    make_data(tmp_path)
    photo(tmp_path / "backgrounds" / "unlisted.jpg")
    found, _ = both_sides(tmp_path / "backgrounds")
    assert len(found) == 24
    (tmp_path / "people" / "MANIFEST.tsv").write_text("file\nanna.jpg")
    with pytest.raises(ValueError, match='MANIFEST.tsv has no column "mask"'):
        read_people(tmp_path / "people", False, 384)


# The split


def test_a_house_is_on_one_side_of_the_split():
    groups = {background_group(f"houseA_{i}.jpg", f"Houses/12_{room}.jpg") for i, room in enumerate(["bath", "bed"])}
    assert groups == {"house-12"}
    share = sum(is_validation(f"house-{i}") for i in range(2000)) / 2000
    assert 0.05 < share < 0.11


def test_the_photos_of_a_sub_folder_stay_together(tmp_path: Path):
    for room in range(40):
        for i in range(3):
            photo(tmp_path / f"room{room}" / f"{i}.jpg", size=(8, 8))
    sides = [{entry.photo.parent.name for entry in list_backgrounds(tmp_path, side)[0]} for side in (False, True)]
    assert not sides[0] & sides[1]
    assert len(sides[0]) + len(sides[1]) == 40


@pytest.mark.parametrize("names", [["a.jpg", "b.jpg"], ["one/a.jpg", "one/b.jpg"], ["one/a.jpg", "two/a.jpg"]])
def test_two_photos_are_enough_for_both_sides(tmp_path: Path, names: list[str]):
    for name in names:
        photo(tmp_path / name)
    assert [len(list_backgrounds(tmp_path, side)[0]) for side in (False, True)] == [1, 1]


def test_many_photos_of_one_side_give_their_last_group_away(tmp_path: Path):
    names = [name for name in (f"p{i}" for i in range(40)) if not is_validation(name)][:9]
    for name in names:
        photo(tmp_path / f"{name}.jpg")
    validating, _ = list_backgrounds(tmp_path, True)
    assert [entry.photo.stem for entry in validating] == [sorted(names)[-1]]


# What is wrong with a folder


def test_a_missing_folder_is_named_with_what_is_expected(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"backgrounds does not exist.*photos without people"):
        Composites(tmp_path, 64, 0, False, ComposeOptions())


def test_an_empty_folder_is_named_with_what_is_expected(tmp_path: Path):
    with pytest.raises(ValueError, match=r"holds no photos.*NAME_mask\.png"):
        list_people(tmp_path, False)


def test_one_photo_is_too_few(tmp_path: Path):
    photo(tmp_path / "only.jpg")
    with pytest.raises(ValueError, match=r"only one photo, only\.jpg"):
        list_backgrounds(tmp_path, False)


# What is wrong with a file


def break_mask_size(folder: Path) -> None:
    mask(folder / "bad_mask.png", size=(40, 60))


def break_mask_content(folder: Path) -> None:
    Image.new("L", (60, 40), 0).save(folder / "bad_mask.png")


def break_mask_everywhere(folder: Path) -> None:
    Image.new("L", (60, 40), 255).save(folder / "bad_mask.png")


def break_mask_file(folder: Path) -> None:
    (folder / "bad_mask.png").write_bytes(b"no png")


def break_mask_away(folder: Path) -> None:
    (folder / "bad_mask.png").unlink()


def break_photo(folder: Path) -> None:
    (folder / "bad.jpg").write_bytes(b"no jpeg")


def break_photo_empty(folder: Path) -> None:
    (folder / "bad.jpg").write_bytes(b"")


def break_photo_away(folder: Path) -> None:
    (folder / "bad.jpg").unlink()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (break_mask_size, r"bad\.jpg is left out: it is 60x40 px, its mask 40x60\."),
        (break_mask_content, r"bad\.jpg is left out: its mask shows no person\."),
        (break_mask_everywhere, r"bad\.jpg is left out: its mask covers the whole photo\."),
        (
            break_mask_file,
            r"bad\.jpg is left out: its mask bad_mask\.png cannot be used: it is not a",
        ),
        (break_mask_away, r"bad\.jpg is left out: it has no transparency, and there is no mask"),
        (break_photo, r"bad\.jpg is left out: it is not a readable image"),
        (break_photo_empty, r"bad\.jpg is left out: it is not a readable image"),
        (break_photo_away, r"bad_mask\.png is left out: it is a mask without a photo"),
    ],
)
def test_a_bad_person_is_left_out_with_its_reason(tmp_path: Path, spoil, sentence: str):
    for name in ("anna", "bad", "ben", "carl"):
        person(tmp_path, name)
    spoil(tmp_path)
    found, skipped = both_sides(tmp_path, read_people)
    assert len(found) == 3
    assert skipped and all(re.search(sentence, said) for said in skipped)


def test_the_beginning_of_a_photo_is_no_photo(tmp_path: Path):
    noise = np.random.default_rng(0).integers(0, 255, (200, 300, 3), np.uint8)
    for ending in ("jpg", "png", "webp"):
        file = tmp_path / f"half.{ending}"
        Image.fromarray(noise).save(file)
        assert open_photo(file).shape == noise.shape
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        with pytest.raises(ValueError, match="not a readable image"):
            open_photo(file)


def test_a_file_that_the_manifest_invents_is_left_out(tmp_path: Path):
    make_data(tmp_path)
    (tmp_path / "backgrounds" / "room_3.jpg").unlink()
    found, skipped = both_sides(tmp_path / "backgrounds")
    assert len(found) == 23
    assert len(skipped) == 1 and "room_3.jpg is left out: it does not exist." in skipped[0]


def test_what_is_left_out_is_said_and_if_all_is_it_stops(tmp_path: Path, caplog):
    make_data(tmp_path)
    shutil.rmtree(tmp_path / "people")
    for name in ("anna", "ben", "carl"):
        person(tmp_path / "people", name)
    break_at = list_people(tmp_path / "people", False)[0][0].photo
    break_at.write_bytes(b"")
    dataset = Composites(tmp_path, 64, 0, False, ComposeOptions())
    assert len(dataset.skipped) == 1 and str(break_at) in dataset.skipped[0]
    assert caplog.messages == dataset.skipped
    for entry in list_people(tmp_path / "people", False)[0]:
        entry.photo.write_bytes(b"")
    with pytest.raises(ValueError, match=r"holds no usable photo\.\n.*is left out"):
        Composites(tmp_path, 64, 0, False, ComposeOptions())


# Kinds of image files


def test_a_photo_held_upright_is_upright(tmp_path: Path):
    picture = np.zeros((40, 60, 3), np.uint8)
    picture[:, :30] = (250, 0, 0)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    Image.fromarray(picture).save(tmp_path / "turned.jpg", exif=exif, quality=95)
    turned = open_photo(tmp_path / "turned.jpg")
    assert turned.shape == (60, 40, 3)
    assert turned[:25, :, 0].min() > 200 and turned[35:, :, 0].max() < 50


def test_grey_16_bit_cmyk_and_palette_images_become_rgb(tmp_path: Path):
    colour = Image.new("RGB", (60, 40), (200, 100, 50))
    colour.convert("CMYK").save(tmp_path / "cmyk.jpg", quality=95)
    colour.quantize().save(tmp_path / "palette.png")
    Image.new("L", (60, 40), 77).save(tmp_path / "grey.png")
    cv2.imwrite(str(tmp_path / "deep.png"), np.full((40, 60, 3), (50 * 257, 100 * 257, 200 * 257), np.uint16))
    for name, expected in (
        ("cmyk.jpg", (200, 100, 50)),
        ("palette.png", (200, 100, 50)),
        ("grey.png", (77, 77, 77)),
        ("deep.png", (200, 100, 50)),
    ):
        picture = open_photo(tmp_path / name)
        assert picture.shape == (40, 60, 3) and picture.dtype == np.uint8, name
        assert np.abs(picture.astype(int) - expected).max() <= 6, name


@pytest.mark.parametrize("kind", ["16 bit", "grey", "palette", "webp"])
def test_transparency_is_read_from_every_kind_of_file(tmp_path: Path, kind: str):
    alpha = np.zeros((40, 60), np.uint8)
    alpha[5:35, 10:50] = 255
    picture = np.dstack([np.full((40, 60, 3), (30, 60, 210), np.uint8), alpha])
    expected = (30, 60, 210)
    if kind == "16 bit":
        deep = picture[..., [2, 1, 0, 3]].astype(np.uint16) * 256 + 9
        cv2.imwrite(str(tmp_path / "a.png"), deep)
    elif kind == "grey":
        Image.merge("LA", [Image.new("L", (60, 40), 90), Image.fromarray(alpha)]).save(tmp_path / "a.png")
        expected = (90, 90, 90)
    elif kind == "palette":
        Image.fromarray(picture).quantize().save(tmp_path / "a.png")
    else:
        Image.fromarray(picture).save(tmp_path / "a.webp", lossless=True)
    person(tmp_path, "b")
    found, skipped = both_sides(tmp_path, read_people)
    assert not skipped
    middles = [one.rgba[len(one.rgba) // 2, one.rgba.shape[1] // 2].tolist() for one in found]
    assert any(np.abs(np.subtract(middle, (*expected, 255))).max() <= 2 for middle in middles), middles
