"""Measuring: the figures are right, variants are shown unchanged, and missing data are reported."""

import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from test_compose import make_data
from torch import Tensor, nn

from vanish.measure.baselines import BASELINES, network_fill
from vanish.measure.cases import SIZE, Case, composites
from vanish.measure.comparison import compare
from vanish.measure.evaluate import evaluate_variants
from vanish.measure.metrics import BEST_PSNR, gradient_energy, overlap, psnr, ring_around, ssim
from vanish.measure.report import ranked
from vanish.networks.features import FeatureExtractor


class Made(nn.Module):
    """A generator with a given behaviour: `answer` takes its input planes and returns its output planes."""

    def __init__(self, answer, outputs: list[str], inputs: list[str]):
        super().__init__()
        self.answer, self.outputs, self.inputs = answer, outputs, inputs

    def forward(self, x: Tensor) -> Tensor:
        return self.answer(x)


def smooth() -> Made:
    return Made(lambda x: x[:, :3], ["rgb"], ["prefilled-rgb", "mask"])


@pytest.fixture(scope="module")
def extractor() -> FeatureExtractor:
    return FeatureExtractor()


def make_case(seed: int = 0) -> Case:
    """A synthetic room with a red square in it; its hole has the right size, and there is no noise outside."""
    random = np.random.default_rng(seed)
    room = cv2.resize(random.random((12, 12, 3), np.float32), (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    clean = torch.from_numpy(room.clip(0, 1)).permute(2, 0, 1).contiguous()
    hole = torch.zeros(1, SIZE, SIZE)
    hole[:, 90:170, 100:160] = 1
    picture = torch.lerp(clean, torch.tensor([1.0, 0, 0])[:, None, None].expand_as(clean), hole)
    return Case(f"made-{seed}", picture, clean, hole, hole)


def means(
    extractor: FeatureExtractor, generator: nn.Module, case: Case, baselines: tuple[str, ...] = ("input", "Telea")
) -> dict:
    fills = {name: BASELINES[name] for name in baselines} | {"ours": network_fill(generator)}
    return compare([case], fills, extractor, torch.device("cpu")).table


def test_a_constant_error_gives_the_psnr_and_ssim_of_the_formulas():
    clean = torch.full((3, 64, 64), 0.5)
    where = torch.zeros(64, 64, dtype=torch.bool)
    where[20:40, 10:50] = True
    assert psnr(clean + 0.1, clean, where) == pytest.approx(20.0, abs=1e-3)
    # Without contrast, only the term of the means is left: (2 a b + c) / (a^2 + b^2 + c), c = 0.01^2.
    expected = (2 * 0.5 * 0.6 + 1e-4) / (0.5**2 + 0.6**2 + 1e-4)
    assert ssim(clean + 0.1, clean, [where])[0] == pytest.approx(expected, abs=1e-5)


def test_only_errors_inside_the_part_count():
    case = make_case()
    inside, ring = case.hole[0] > 0, ring_around(case.hole[None])[0, 0] > 0
    elsewhere = case.clean.clone()
    elsewhere[:, ~(inside | ring)] = 0
    assert psnr(elsewhere, case.clean, inside) == psnr(elsewhere, case.clean, ring) == BEST_PSNR
    assert psnr(case.picture, case.clean, inside) < 15


def test_ssim_of_a_part_is_that_of_the_whole_picture():
    from skimage.metrics import structural_similarity

    case = make_case()
    inside = case.hole[0] > 0
    _, whole = structural_similarity(
        case.picture.numpy(), case.clean.numpy(), channel_axis=0, data_range=1.0,
        gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True,
    )  # fmt: skip
    expected = whole[:, inside.numpy()].mean()
    assert ssim(case.picture, case.clean, [inside])[0] == pytest.approx(expected, abs=1e-6)


def test_the_ring_lies_around_the_hole():
    hole = torch.zeros(1, 1, SIZE, SIZE)
    hole[..., 100:150, 100:150] = 1
    ring = ring_around(hole)
    assert ring[0, 0, 88, 120] == 1 and ring[0, 0, 87, 120] == 0
    assert (ring * hole).sum() == 0


def test_masks_overlap():
    left, right = torch.zeros(4, 4), torch.zeros(4, 4)
    left[:, :2], right[:, 1:3] = 1, 0.6
    assert overlap(left, right) == pytest.approx(1 / 3)
    assert overlap(left, left) == 1 and overlap(torch.zeros(4, 4), torch.zeros(4, 4)) == 1


def test_a_perfect_fill_has_no_error_and_the_input_is_worse_than_all(extractor: FeatureExtractor):
    case = make_case()
    perfect = Made(lambda x: case.clean[None], ["rgb"], ["masked-rgb", "mask"])
    table = means(extractor, perfect, case, tuple(BASELINES))
    assert table["ours"]["psnr"] == BEST_PSNR
    assert table["ours"]["ssim"] == pytest.approx(1) and table["ours"]["feature"] == pytest.approx(0, abs=1e-6)
    assert table["ours"]["checkerboard"] == table["truth"]["checkerboard"]
    others = [row for name, row in table.items() if name not in ("input", "truth")]
    assert all(table["input"]["psnr"] < row["psnr"] for row in others)
    assert all(table["input"]["feature"] > row["feature"] > 0 for row in others if row is not table["ours"])


def test_a_guided_variant_cannot_be_wrong_outside_of_the_hole(extractor: FeatureExtractor):
    wrong = Made(lambda x: torch.zeros_like(x[:, :3]), ["rgb"], ["prefilled-rgb", "mask"])
    row = means(extractor, wrong, make_case())["ours"]
    assert row["ring psnr"] == BEST_PSNR and row["psnr"] < 15
    # The black hole's edge is a seam: structure and features see it from the ring.
    assert row["ring ssim"] < 0.97 and row["ring feature"] > 0.05


def test_a_variant_with_a_matte_is_measured_through_it(extractor: FeatureExtractor):
    case = make_case()

    def answering(matte: Tensor) -> Made:
        return Made(lambda x: torch.cat([case.clean[None] * 0.5, matte[None]], 1), ["rgb", "matte"], ["rgb"])

    nothing = means(extractor, answering(torch.zeros_like(case.hole)), case)
    assert nothing["ours"]["psnr"] == nothing["input"]["psnr"] and nothing["ours"]["matte iou"] == 0
    hole = means(extractor, answering(case.hole.clone()), case)["ours"]
    assert hole["matte iou"] == 1 and hole["ring psnr"] == BEST_PSNR
    everything = means(extractor, answering(torch.ones_like(case.hole)), case)["ours"]
    assert everything["psnr"] == hole["psnr"] and everything["ring psnr"] < 30
    assert 0 < everything["matte iou"] < 0.2


def test_several_variants_stand_on_one_page_whose_pictures_exist(tmp_path: Path):
    data, out = make_data(tmp_path), tmp_path / "out"
    finder = Made(lambda x: torch.cat([x, torch.ones_like(x[:, :1])], 1), ["rgb", "matte"], ["rgb"])
    tables, _ = evaluate_variants({"plain": smooth(), "finder <1>": finder}, data, out, 2)
    page = (out / "index.html").read_text()

    assert set(tables) == {"training composites", "validation composites"}
    for table in tables.values():
        assert {"plain", "finder <1>", "truth", *BASELINES} == set(table)
        assert table["plain"]["psnr"] == pytest.approx(table["smooth pre-fill"]["psnr"])
        gain = table["plain"]["psnr"] - table["Telea"]["psnr"]
        assert table["plain"]["gain"] == pytest.approx(gain, abs=2e-4)
    assert "plain" in page and "finder &lt;1&gt;" in page and "<1>" not in page
    assert "There are no real pairs" in page
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) > 20 and all((out / address).is_file() for address in addresses)
    assert len(list((out / "sheets").glob("*.png"))) == 12

    metrics = json.loads((out / "metrics.json").read_text())
    assert metrics["composites per side"] == 2
    assert [sentence.split(":")[0] for sentence in metrics["left out"]] == [
        "There are no real pairs",
        "There is no measure of flicker",
    ]
    assert metrics["left alone"] == {"finder <1>": pytest.approx(BEST_PSNR)}  # it returns the picture that it is given
    assert metrics["means"] == tables
    for kind, cases in metrics["cases"].items():
        assert len(cases) == 2 and all({"Telea", "plain", "finder <1>"} == set(case) for case in cases.values())
        mean = np.mean([case["plain"]["psnr"] for case in cases.values()])
        assert mean == pytest.approx(tables[kind]["plain"]["psnr"], abs=1e-3)


def test_sharpness_is_the_share_of_the_rings_detail_and_residue_that_of_the_person_left(extractor: FeatureExtractor):
    case = make_case()
    found = means(extractor, smooth(), case)
    assert found["ours"]["sharpness"] < 0.3 and 0.5 < found["truth"]["sharpness"] < 3
    assert found["input"]["residue"] == 1 and found["ours"]["residue"] < 0.5


def test_gradient_energy_counts_neighbours_inside_only():
    stripes = (torch.arange(8) % 2).float().expand(3, 8, 8).clone()
    where = torch.zeros(8, 8, dtype=torch.bool)
    where[2:6, 2:6] = True
    inside = gradient_energy(stripes, where)
    assert inside == pytest.approx(0.5)  # every step to the right is 1, every step down is 0
    stripes[:, ~where] = 9
    assert gradient_energy(stripes, where) == inside and gradient_energy(stripes, where & False) == 0


def test_real_pairs_are_measured_where_there_are_any(tmp_path: Path):
    folder = tmp_path / "real_pairs"
    folder.mkdir()
    room = np.full((120, 160, 3), 200, np.uint8)
    mask = np.zeros((120, 160), np.uint8)
    mask[40:90, 70:100] = 255
    cv2.imwrite(str(folder / "one_clean.jpg"), room)
    cv2.imwrite(str(folder / "one_person.jpg"), np.where(mask[..., None] > 0, np.uint8(20), room))
    cv2.imwrite(str(folder / "one_mask.png"), mask)
    tables, _ = evaluate_variants({"plain": smooth()}, tmp_path, tmp_path / "out", 2)
    assert set(tables) == {"real pairs"}
    assert tables["real pairs"]["plain"]["psnr"] > 30 > 10 > tables["real pairs"]["input"]["psnr"]
    left_out = json.loads((tmp_path / "out" / "metrics.json").read_text())["left out"]
    assert [sentence.split(":")[0] for sentence in left_out] == [
        "There are no training composites",
        "There are no validation composites",
    ]


def test_composites_without_holes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = make_data(tmp_path)
    monkeypatch.setattr("vanish.measure.cases.LEAST_HOLE", 1.1)
    with pytest.raises(ValueError, match="leaves a hole"):
        next(composites(data, 1, validation=True))


def test_a_folder_with_nothing_to_measure_on_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="holds nothing to measure"):
        evaluate_variants({"plain": smooth()}, tmp_path, tmp_path / "out", 2)


def test_a_variant_named_like_a_baseline_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match='"Telea"'):
        evaluate_variants({"Telea": smooth()}, tmp_path, tmp_path / "out", 2)


def test_cases_are_ranked_by_gain():
    gains = [float((7 * number) % 40) for number in range(40)]
    places = ranked(gains)
    assert [gains[number] for number in places["best"]] == list(range(39, 29, -1))
    assert [gains[number] for number in places["worst"]] == list(range(9, -1, -1))
    assert [gains[number] for number in places["median"]] == list(range(24, 14, -1))
    assert ranked([1.0]) == {"best": [0], "median": [0], "worst": [0]}
