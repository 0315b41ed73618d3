"""The composer, on a small folder of synthetic pictures."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from vanish.common.picture_sheet import BAND
from vanish.data.compose import ComposeOptions, Composite, Composites
from vanish.data.compose_sheet import sample_sheet, write_sample_sheet
from vanish.data.cutouts import cut_out

CLEAN = {"noise": 0, "jpeg": 0, "soft_camera": 0, "sharpen": 0}
"""A perfect camera."""
CAREFUL = {"lost_limbs": 0, "missed_piece": 0, "extra_piece": 0, "over_large": 0, "late": 0, "wobble": (0, 0)}
"""A segmenter that is coarse, and has no other faults."""


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


def several(data: Path, count: int = 30, size: int = 64, **options) -> list[Composite]:
    dataset = Composites(data, size, 1, False, ComposeOptions(**options))
    return [dataset.composite(i) for i in range(count)]


def test_the_same_seed_gives_the_same_composite(data: Path):
    first, again = (Composites(data, 64, 5, False, ComposeOptions()) for _ in range(2))
    other = Composites(data, 64, 6, False, ComposeOptions())
    for i in (0, 3):
        for name, value in vars(first.composite(i)).items():
            assert np.array_equal(value, getattr(again.composite(i), name)), name
    assert not np.array_equal(first.composite(3).picture, other.composite(3).picture)
    assert not np.array_equal(first.composite(3).picture, first.composite(4).picture)


def test_another_size_needs_no_second_reading(data: Path):
    dataset = Composites(data, 64, 5, False, ComposeOptions())
    large = dataset.resized(96)
    assert large.people is dataset.people and large.backgrounds is dataset.backgrounds
    assert dataset.composite(3).picture.shape == (64, 64, 3)
    assert np.array_equal(
        large.composite(3).picture, Composites(data, 96, 5, False, ComposeOptions()).composite(3).picture
    )


def test_everything_has_its_shape_and_range(data: Path):
    dataset = Composites(data, 64, 1, False, ComposeOptions())
    for i in range(40):
        made = dataset.composite(i)
        planes = dict(vars(made))
        assert 0.4 < planes.pop("squeeze") < 2.5
        for name, value in planes.items():
            assert value.shape == ((64, 64, 3) if name in ("picture", "target") else (64, 64)), name
            assert value.dtype == np.float32, name
            assert value.min() >= 0 and value.max() <= 1, name
        for mask in (made.mask, made.hole):
            assert set(np.unique(mask)) <= {0.0, 1.0}
        assert (made.hole >= made.mask).all()
        assert made.picture.mean() > 0.02
    assert {name: value.shape for name, value in dataset[0].items()} == {
        "picture": (3, 64, 64),
        "target": (3, 64, 64),
        "hole": (1, 64, 64),
        "matte": (1, 64, 64),
    }
    assert np.array_equal(dataset[3]["picture"][0], dataset.composite(3).picture[..., 0])


def test_beside_the_people_only_the_shadow_changes_the_room(data: Path):
    darkened = 0.0
    for made in several(data, cast_shadow=1, contact_shadow=1, another_person=0.5, **CLEAN):
        free = made.person == 0
        expected = made.target * (1 - made.shadow[..., None])
        assert np.abs(made.picture - expected)[free].max() < 1e-5
        darkened += (made.shadow[free] > 0.1).mean()
    assert darkened / 30 > 0.02


def test_outside_of_the_matte_no_change_can_be_seen(data: Path):
    for made in several(data, cast_shadow=1, contact_shadow=1, **CLEAN):
        change = np.abs(made.picture - made.target).mean(-1)
        assert change[made.matte == 0].max(initial=0) < 0.06
        # Neither a matte that covers everything, nor one that leaves out the people, may pass.
        assert (made.matte == 0).any()
        assert (made.matte >= made.person - 1e-6).all()


def test_the_hole_hides_the_people(data: Path):
    made = several(data, 60)
    covered = sum((one.person * one.hole).sum() for one in made) / sum(one.person.sum() for one in made)
    assert covered > 0.95
    careful = several(data, 60, size=128, **CAREFUL, motion_blur=0, defocus=0)
    worst = min((one.person * one.hole).sum() / max(1.0, one.person.sum()) for one in careful if one.person.any())
    assert worst > 0.95
    assert np.mean([one.hole.mean() for one in careful]) < 0.75


def test_the_hole_reaches_past_the_mask_as_far_as_the_options_say(data: Path):
    for growth in (0.03, 0.1):
        made = several(data, 20, size=128, growth=(growth, growth), coarse=(1, 1), aspect=0)
        for one in made:
            distance = cv2.distanceTransform(1 - one.mask.astype(np.uint8), cv2.DIST_L2, 5)
            assert abs(distance[one.hole == 1].max(initial=0) - growth * 128) < 4


def test_the_segmenters_mistakes_come_by_their_chances(data: Path):
    def missed(one: Composite) -> float:
        return float((one.person > 0.9)[one.mask == 0].sum() / (one.person > 0.9).sum())

    def invented(one: Composite) -> float:
        return float((one.mask * (one.person < 0.05)).sum() / one.mask.sum())

    rest = {"nobody": 0, "size": 96, "edge_softness": (0, 0), "motion_blur": 0, "defocus": 0}
    good = several(data, **CAREFUL, **rest)
    assert np.mean([missed(one) for one in good]) < 0.02
    assert np.mean([invented(one) for one in good]) < 0.05
    for mistake, measure in (("missed_piece", missed), ("extra_piece", invented), ("over_large", invented)):
        bad = several(data, **{**CAREFUL, mistake: 1}, **rest)
        assert np.mean([measure(one) for one in bad]) > 3 * np.mean([measure(one) for one in good]) + 0.01, mistake
    late = several(data, **{**CAREFUL, "late": 1, "lateness": 0.1}, **rest)
    assert np.mean([missed(one) for one in late]) > 2 * np.mean([missed(one) for one in good]) + 0.01


def test_shadows_come_by_their_chances(data: Path):
    assert not any(one.shadow.any() for one in several(data, cast_shadow=0, contact_shadow=0))
    assert all(one.shadow.any() for one in several(data, cast_shadow=1, nobody=0))
    touching = several(data, cast_shadow=0, contact_shadow=1, nobody=0, half_body=1, another_person=0)
    assert all(one.shadow[-1].max() > 0.05 and one.shadow[:20].max() < 0.02 for one in touching)


def test_nobody_leaves_an_empty_room_with_a_mistaken_mask(data: Path):
    for one in several(data, nobody=1, **CLEAN):
        assert not one.person.any() and not one.matte.any() and not one.shadow.any()
        assert np.array_equal(one.picture, one.target)
        assert one.mask.any()
    assert all(one.person.max() > 0.5 for one in several(data, nobody=0))


def test_half_bodies_stand_on_the_lower_edge(data: Path):
    for one in several(data, half_body=1, another_person=0, nobody=0, motion_blur=0, defocus=0):
        assert one.person[-1].max() > 0.9


def test_another_person_may_come(data: Path):
    one, four = several(data, another_person=0, nobody=0), several(data, another_person=1, nobody=0)
    assert sum(made.person.mean() for made in four) > 1.5 * sum(made.person.mean() for made in one)


@pytest.mark.parametrize("option", ["noise", "jpeg", "soft_camera", "sharpen", "soft_room"])
def test_cameras_come_by_their_chances(data: Path, option: str):
    """The camera's faults do not change a composite's contents: without people, only the fault differs."""
    without = several(data, 8, nobody=1, **CLEAN, soft_room=0) if option != "soft_room" else several(data, 8, nobody=1)
    having = several(data, 8, nobody=1, **{**CLEAN, "soft_room": 0, option: 1})
    if option in ("noise", "jpeg"):  # not in the target
        assert all(np.array_equal(one.picture, one.target) for one in several(data, 8, nobody=1, **CLEAN))
        assert all(np.abs(one.picture - one.target).max() > 0.002 for one in having)
    else:
        assert all(np.array_equal(one.picture, one.target) for one in having)
        assert any(not np.array_equal(a.target, b.target) for a, b in zip(having, without, strict=True))


def test_a_cut_out_brings_no_colour_of_its_old_background():
    mask = np.zeros((120, 80), np.uint8)
    cv2.ellipse(mask, (40, 60), (25, 45), 0, 0, 360, 255, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 3)
    share = mask[..., None] / 255.0
    photo = (share * (200, 40, 40) + (1 - share) * (0, 255, 0)).astype(np.uint8)
    rgba = cut_out(photo, mask).rgba.astype(np.float32)
    edge = (rgba[..., 3] > 40) & (rgba[..., 3] < 200)
    colour = rgba[edge][:, :3] / rgba[edge][:, 3:] * 255
    assert edge.sum() > 300
    assert np.abs(colour - (200, 40, 40)).max() < 20


def test_a_hard_mask_gets_a_soft_edge_and_a_soft_one_keeps_its_own():
    hard = np.zeros((120, 80), np.uint8)
    hard[20:100, 20:60] = 255
    photo = np.full((120, 80, 3), 90, np.uint8)
    alpha = cut_out(photo, hard).rgba[..., 3]
    assert ((alpha > 20) & (alpha < 235)).any() and alpha.max() == 255
    assert (alpha > 127).sum() < 80 * 40
    soft = cv2.GaussianBlur(hard, (0, 0), 3)
    kept = cut_out(photo, soft).rgba[..., 3]
    assert np.array_equal(kept, soft[np.ix_(*_shown(soft, kept.shape))])


def _shown(mask: np.ndarray, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.flatnonzero(mask.max(1) > 127), np.flatnonzero(mask.max(0) > 127)
    return np.arange(rows[0] - 4, rows[0] - 4 + shape[0]), np.arange(columns[0] - 4, columns[0] - 4 + shape[1])


def test_an_option_out_of_range_is_named():
    with pytest.raises(ValueError, match='"jpeg"'):
        ComposeOptions(jpeg=40)
    with pytest.raises(ValueError, match='"growth"'):
        ComposeOptions(growth=(0.5, 0.1))


def test_a_sheet_shows_each_composite_in_a_row(data: Path, tmp_path: Path):
    dataset = Composites(data, 64, 1, False, ComposeOptions())
    sheet = sample_sheet(dataset, 3)
    assert sheet.shape == (192, 320, 3)
    assert np.allclose(sheet[64:128, :64], dataset.composite(1).picture)
    write_sample_sheet(tmp_path / "deep" / "sheet.png", dataset, 10)
    assert cv2.imread(str(tmp_path / "deep" / "sheet.png")).shape == (BAND + 5 * 64, 2 * 5 * 64, 3)


def test_rooms_of_few_pixels_come_from_their_own_folder(tmp_path: Path):
    make_data(tmp_path)
    small = tmp_path / "small_backgrounds"
    small.mkdir()
    for number in range(12):
        cv2.imwrite(str(small / f"green-{number}.png"), np.full((64, 64, 3), (0, 200, 0), np.uint8))
    options = ComposeOptions(small_rooms=0.5, nobody=1.0)
    rooms = Composites(tmp_path, 64, seed=1, validation=False, options=options)
    green = [bool((room[1] > 2 * room[0]).all()) for room in (rooms[number]["target"] for number in range(40))]
    assert 10 < sum(green) < 30
