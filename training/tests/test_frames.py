"""Frames that the page filled: cases are written as frames, and their results are measured as in training."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from PIL import Image
from test_compose import make_data

from vanish.common.picture_sheet import BAND
from vanish.data.pairs import Pair
from vanish.measure.cases import SIZE, _read_pair
from vanish.measure.frame_cases import write_frame_cases
from vanish.measure.frame_measures import MASK, OUTPUT, OWN, PAGE, SMALL, filled, measure_frames
from vanish.measure.frame_sheets import write_frame_sheets
from vanish.measure.frame_tables import as_text
from vanish.measure.metrics import BEST_PSNR, psnr

HEIGHT, WIDTH = 180, 240


def save(file: Path, picture: np.ndarray) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(file)


def make_case(folder: Path, seed: int = 0) -> dict[str, np.ndarray]:
    """A room of soft blocks and grain, a red person in it, a mask that fits and a hole that is ten pixels larger."""
    random = np.random.default_rng(seed)
    blocks = cv2.resize(random.random((9, 12, 3), np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    clean = ((blocks + random.normal(0, 0.04, blocks.shape)).clip(0, 1) * 255).round().astype(np.uint8)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[60:140, 90:150] = 255
    hole = cv2.GaussianBlur(cv2.dilate(mask, np.ones((21, 21), np.uint8)), (0, 0), 2)
    person = clean.copy()
    person[mask > 0] = (255, 0, 0)
    made = {"input": person, "clean": clean, "mask": mask}
    for name, picture in made.items():
        save(folder / f"{name}.png", picture)
    return made | {"hole": hole}


def evaluated(tmp_path: Path, output_of, name: str = "made") -> tuple[Path, Path]:
    """Folders of cases and of outputs, with one additional case. output_of: from a case's pictures to its output."""
    cases, out = tmp_path / "cases", tmp_path / "out"
    made = make_case(cases / name)
    save(out / name / "hole.png", made["hole"])
    save(out / name / "output.png", output_of(made))
    return cases, out


def row_of(found: dict, fill: str = OUTPUT, hole: str | None = PAGE, over: str = PAGE, size: str = SMALL) -> dict:
    wanted = {"fill": fill, "hole": hole, "over": over, "size": size}
    (row,) = [row for row in found["rows"] if wanted.items() <= row.items()]
    return row


def smeared(made: dict) -> np.ndarray:
    """The truth, blurred inside the hole."""
    return np.where(made["hole"][..., None] > 0, cv2.GaussianBlur(made["clean"], (0, 0), 6), made["clean"])


def test_a_picture_equal_to_the_truth_is_at_no_distance_and_as_sharp(tmp_path):
    found = measure_frames(*evaluated(tmp_path, lambda made: made["clean"]), tmp_path / "out")
    for over in (PAGE, MASK):
        for size in (SMALL, OWN):
            row = row_of(found, over=over, size=size)
            assert (row["feature"], row["ofTruth"], row["psnr"]) == (0, 1, BEST_PSNR)
            assert row["ssim"] == pytest.approx(1)


def test_a_smear_is_told_by_its_sharpness_and_its_distance(tmp_path):
    found = measure_frames(*evaluated(tmp_path, smeared), tmp_path / "out")
    row = row_of(found, size=OWN)
    assert row["ofTruth"] < 0.1
    assert row["feature"] > 0.2


def test_sharpness_is_not_fooled_by_a_seam(tmp_path):
    """Nothing but an edge, just inside the hole."""

    def black(made: dict) -> np.ndarray:
        core = cv2.erode(made["hole"], np.ones((5, 5), np.uint8)) > 127
        return np.where(core[..., None], 0, made["clean"]).astype(np.uint8)

    assert row_of(measure_frames(*evaluated(tmp_path, black), tmp_path / "out"), size=OWN)["ofTruth"] == 0


def test_psnr_is_that_of_the_frames_own_pixels_in_the_hole(tmp_path):
    cases, out = evaluated(tmp_path, smeared)
    made = make_case(tmp_path / "again")
    planes = [torch.from_numpy(picture / 255).permute(2, 0, 1) for picture in (smeared(made), made["clean"])]
    expected = psnr(*planes, torch.from_numpy(made["hole"] > 127))
    assert row_of(measure_frames(cases, out, out), size=OWN)["psnr"] == pytest.approx(expected, abs=0.01)


def test_the_small_size_is_cut_as_trainings_pairs_are(tmp_path):
    """The figures must be comparable with those of `vanish evaluate`, so the pictures must be the same."""
    from vanish.measure import cases as training
    from vanish.measure.frame_measures import cut

    make_case(tmp_path)
    parts = {
        part: tmp_path / f"{file}.png" for part, file in (("person", "input"), ("clean", "clean"), ("mask", "mask"))
    }
    pair = _read_pair(Pair("made", **parts))
    _, clean, mask = Pair("made", **parts).read()
    hole = training.grown((mask > 127).astype(np.uint8), training.PAIR_GROWTH)
    assert torch.equal(cut(clean, training.crop_around(hole), 255), pair.clean)


def test_a_baseline_shows_nothing_of_the_person_when_its_hole_covers_them(tmp_path):
    """Telea with the page's hole sees no red; everything outside the case's mask stays unchanged."""
    found = measure_frames(*evaluated(tmp_path, lambda made: made["input"]), tmp_path / "out")
    raw = row_of(found)["psnr"]
    for hole in (PAGE, MASK):
        assert row_of(found, "Telea", hole)["psnr"] > raw + 3
    tight, wide = (row_of(found, "Telea", hole, over=MASK, size=OWN)["ring psnr"] for hole in (MASK, PAGE))
    assert tight == BEST_PSNR
    assert wide < 40


def test_a_baselines_fill_is_laid_over_the_picture_by_the_holes_alpha():
    holes = []

    def white(picture: torch.Tensor, hole: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        holes.append(hole)
        return torch.ones_like(picture), hole

    alpha = np.linspace(0, 1, 256, dtype=np.float32)[None].repeat(4, 0)
    shown = filled(white, np.zeros((4, 256, 3), np.uint8), alpha)
    assert np.array_equal(shown[..., 1], np.arange(256, dtype=np.uint8)[None].repeat(4, 0))
    assert holes[0][0, 0, 0].tolist() == [0] + [1] * 255  # whatever is replaced, even partly, is unknown


def test_telea_given_as_the_output_is_telea(tmp_path):
    from vanish.measure.baselines import BASELINES

    telea = lambda made: filled(BASELINES["Telea"], made["input"], made["hole"].astype(np.float32) / 255)  # noqa: E731
    found = measure_frames(*evaluated(tmp_path, telea), tmp_path / "out")
    assert row_of(found)["featureShare"] == 1
    assert row_of(found)["psnr"] == row_of(found, "Telea")["psnr"]


def test_the_table_has_means_and_medians_and_is_written(tmp_path):
    evaluated(tmp_path, smeared, "a")
    evaluated(tmp_path, lambda made: made["clean"], "b")
    cases, out = evaluated(tmp_path, lambda made: made["clean"], "c")
    found = measure_frames(cases, out, out, sizes=[SMALL])
    (row,) = [row for row in found["table"] if row["fill"] == OUTPUT and row["over"] == PAGE]
    assert row["cases"] == 3
    assert row["ofTruthMedian"] == 1 > row["ofTruth"]
    assert json.loads((out / "features.json").read_text())["table"] == found["table"]
    assert "Over the case's mask, 256 px; 3 cases" in as_text(found["table"])
    fewer = measure_frames(cases, out, out, sizes=[SMALL], only=["a", "c"])
    assert {row["case"] for row in fewer["rows"]} == {"a", "c"}


def test_without_baselines_the_numbers_are_the_same(tmp_path):
    cases, out = evaluated(tmp_path, smeared)
    all_of_them, few = (measure_frames(cases, out, out, with_baselines=on) for on in (True, False))
    assert row_of(few) == row_of(all_of_them)
    assert {row["fill"] for row in few["rows"]} == {OUTPUT, "Telea", "truth"}


def test_what_cannot_be_measured_is_told(tmp_path):
    cases, out = evaluated(tmp_path, smeared, "whole")
    for name, hole in (
        ("empty", np.zeros((HEIGHT, WIDTH), np.uint8)),
        ("all", np.full((HEIGHT, WIDTH), 255, np.uint8)),
    ):
        evaluated(tmp_path, smeared, name)
        save(out / name / "hole.png", hole)
    evaluated(tmp_path, smeared, "other-size")
    save(out / "other-size" / "output.png", np.zeros((10, 10, 3), np.uint8))
    evaluated(tmp_path, smeared, "no-hole")
    (out / "no-hole" / "hole.png").unlink()
    evaluated(tmp_path, smeared, "no-truth")
    (cases / "no-truth" / "clean.png").unlink()
    found = measure_frames(cases, out, out, sizes=[SMALL])
    assert {row["case"] for row in found["rows"]} == {"whole"}
    told = " ".join(found["leftOut"])
    for sentence in (
        "empty is left out: its hole is empty",
        "all is left out: its hole is the whole",
        "10x10 (output)",
    ):
        assert sentence in told
    assert "no-hole is left out: it does not exist" in told or "no-hole is left out: its hole" in told
    assert "no-truth" not in told
    with pytest.raises(ValueError, match="holds no output"):
        measure_frames(cases, out, out, only=["empty"])
    with pytest.raises(FileNotFoundError, match="nowhere does not exist"):
        measure_frames(cases, tmp_path / "nowhere", out)


def test_a_case_without_a_mask_is_measured_over_the_pages_hole(tmp_path):
    cases, out = evaluated(tmp_path, smeared)
    (cases / "made" / "mask.png").unlink()
    found = measure_frames(cases, out, out, sizes=[SMALL])
    assert {(row["hole"], row["over"]) for row in found["rows"]} == {(PAGE, PAGE), (None, PAGE)}


def test_composites_are_frames_in_their_photos_shape(tmp_path):
    (tmp_path / "data").mkdir()
    data = make_data(tmp_path / "data")
    names = write_frame_cases(data, tmp_path / "cases", 3, 96)
    assert len(names) == 3
    for name in names:
        read = {
            file: np.array(Image.open(tmp_path / "cases" / name / f"{file}.png")) for file in ("input", "clean", "mask")
        }
        height, width = read["mask"].shape
        assert max(height, width) == 96
        assert read["input"].shape == read["clean"].shape == (height, width, 3)
        assert set(np.unique(read["mask"])) == {0, 255}
        changed = np.abs(read["input"].astype(int) - read["clean"]).mean(2)
        assert changed[read["mask"] > 0].mean() > changed[read["mask"] == 0].mean()
    again = write_frame_cases(data, tmp_path / "again", 3, 96)
    assert again == names
    one, two = (np.array(Image.open(tmp_path / folder / names[0] / "input.png")) for folder in ("cases", "again"))
    assert np.array_equal(one, two)


def test_frames_larger_than_any_photo_are_refused(tmp_path):
    with pytest.raises(ValueError, match="smaller frames"):
        write_frame_cases(make_data(tmp_path), tmp_path / "cases", 3, 4000)


def test_sheets_show_the_best_first(tmp_path):
    """Five strengths of blur: the sheets are sorted by them, and show what they should."""
    blurs = {f"blur-{number}": number for number in (3, 1, 4, 2, 0)}
    for name, blur in blurs.items():
        cases, out = evaluated(tmp_path, lambda made, by=blur: cv2.blur(made["clean"], (2 * by + 1,) * 2), name)
    measure_frames(cases, out, out, sizes=[SMALL])
    sheets = write_frame_sheets(cases, out, out, before=out)
    assert [name for place in ("best", "median", "worst") for name, _ in sheets[place]] == [
        "blur-0",
        "blur-2",
        "blur-4",
    ]
    sheet = np.array(Image.open(out / "sheets" / "best.png"))[BAND:]  # without its labels
    assert sheet.shape == (SIZE, 8 * SIZE, 3)
    shown, earlier, output, truth = (sheet[:, at * SIZE : (at + 1) * SIZE] for at in range(4))
    assert np.array_equal(output, truth) and np.array_equal(output, earlier)
    assert not np.array_equal(shown, truth)
    assert (sheet[:, 4 * SIZE :] == 255).all()


def test_sheets_of_what_was_not_measured_are_refused(tmp_path):
    cases, out = evaluated(tmp_path, smeared)
    with pytest.raises(FileNotFoundError, match="measure first"):
        write_frame_sheets(cases, out, out, None)
    measure_frames(cases, out, out, sizes=[SMALL])
    (out / "made" / "hole.png").unlink()
    with pytest.raises(ValueError, match="made is missing. made is left out"):
        write_frame_sheets(cases, out, out, None)
