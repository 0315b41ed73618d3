"""A newcomer's path in one command, and its parts: photos are checked, figures drawn, your own photo filled."""

import json
import re
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from vanish.cli import main
from vanish.commands import quick_plan, quickstart
from vanish.commands.quick_plan import free_name
from vanish.data.cutouts import cut_out
from vanish.data.drawn_people import draw_people, draw_person
from vanish.data.opening import open_transparent
from vanish.data.quality import judge
from vanish.export import variant as exporting
from vanish.measure import photo_check
from vanish.recipes.configs import read_config
from vanish.recipes.pix2pix import Pix2pix
from vanish.runs import timing
from vanish.runs.settings import with_settings
from vanish.runs.toml import read_toml

FIXTURES = Path(__file__).parents[2] / "tests" / "fixtures"


def room(number: int, width: int = 480, height: int = 360) -> np.ndarray:
    """[H, W, 3] uint8: walls and things of many colours, with sharp edges."""
    random = np.random.default_rng(number)
    picture = np.full((height, width, 3), random.integers(60, 200, 3), np.uint8)
    for _ in range(40):
        x, y = random.integers(0, (width, height))
        colour = tuple(int(v) for v in random.integers(0, 255, 3))
        cv2.rectangle(picture, (int(x), int(y)), (int(x) + 70, int(y) + 50), colour, -1)
    return picture


@pytest.fixture(scope="module")
def photos(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("photos") / "My Room!"
    (folder / "upstairs").mkdir(parents=True)
    for number in range(12):
        place = folder / "upstairs" if number % 3 == 0 else folder
        Image.fromarray(room(number)).save(place / f"room-{number:02}.jpg", quality=95)
    Image.fromarray(cv2.GaussianBlur(room(50), (0, 0), 9)).save(folder / "blurred.jpg")
    Image.fromarray(cv2.convertScaleAbs(room(1), alpha=0.9)).save(folder / "z-again.jpg", quality=60)
    Image.fromarray(room(51, 150, 100)).save(folder / "little.jpg", quality=95)
    (folder / "broken.jpg").write_bytes(b"no photo")
    return folder


def test_photos_are_judged_with_reasons(photos: Path):
    judged, left_out = judge(sorted(photos.rglob("*.jpg")), photos)
    reasons = {one.file.name: "; ".join(one.reasons) for one in judged if one.reasons}
    assert reasons == {
        "blurred.jpg": "blurred",
        "little.jpg": "small: 150x100 px",
        "z-again.jpg": "nearly the same as room-01.jpg",
    }
    assert len(judged) == 15 and len(left_out) == 1 and "broken.jpg is left out" in left_out[0]


def test_somebody_among_the_rooms_is_noticed(tmp_path: Path):
    """A room that was filmed with and without a person in it."""
    film = cv2.VideoCapture(str(FIXTURES / "obo.mjpeg"))
    (tmp_path / "with.jpg").write_bytes(cv2.imencode(".jpg", film.read()[1])[1].tobytes())
    (tmp_path / "without.jpg").write_bytes((FIXTURES / "obo-clean.jpg").read_bytes())
    judged, _ = photo_check.check_photos(tmp_path)
    assert [bool(one.reasons) for one in judged] == [True, False]
    assert "a person, it seems, on " in judged[0].reasons[0]
    page = photo_check.write_check(judged, ["x.heic is left out."], tmp_path / "out").read_text()
    assert "1 are fit, 1 are not (1 a person); 1 more cannot be read" in page and "x.heic is left out." in page

    (tmp_path / "out" / "pictures" / "0000-of-mine.jpg").write_text("not of the check")
    shown = sorted(file.name for file in (tmp_path / "out" / "pictures").iterdir())
    assert shown == ["0000-of-mine.jpg", "0000-with.jpg", "0001-without.jpg"]
    photo_check.write_check(judged[1:], [], tmp_path / "out")
    shown = sorted(file.name for file in (tmp_path / "out" / "pictures").iterdir())
    assert shown == ["0000-of-mine.jpg", "0000-without.jpg"]


@pytest.mark.parametrize("number", range(4))
def test_a_drawn_figure_can_be_cut_out_and_pasted(number: int, tmp_path: Path):
    draw_people(tmp_path, 4, seed=2)
    colours, alpha = open_transparent(tmp_path / f"figure-{number:02}.png")
    person = cut_out(colours, alpha)
    assert 0.15 < (alpha > 127).mean() < 0.6 and person is not None
    assert ((alpha > 20) & (alpha < 235)).mean() > 0.002  # soft edges
    assert colours[alpha > 200].std() > 15
    again = draw_person(np.random.default_rng((2, number)))
    assert np.array_equal(np.asarray(again), np.asarray(Image.open(tmp_path / f"figure-{number:02}.png")))


def test_a_name_is_made_proper_and_free(tmp_path: Path):
    assert free_name("My Room!", tmp_path, tmp_path) == "my-room"
    (tmp_path / "my-room").mkdir()
    (tmp_path / "my-room-2.safetensors").write_text("")
    assert free_name("My Room!", tmp_path, tmp_path) == "my-room-3"
    assert free_name("日本", tmp_path, tmp_path) == "my-room-3"


def test_the_whole_way_from_photos_to_a_variant(photos: Path, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(exporting, "check_with_tfjs", lambda _folder: "Not checked.")
    monkeypatch.setattr(quickstart, "COMPOSITES", 2)
    monkeypatch.setattr(timing, "STEPS", 6)
    quick = quickstart.CONFIG.read_text().replace("size = 192\nbatch = 8", "size = 64\nbatch = 2")
    (tmp_path / "quick.toml").write_text(quick)
    monkeypatch.setattr(quickstart, "CONFIG", tmp_path / "quick.toml")
    words = ["--photos", str(photos), "--out", str(tmp_path / "out"), "--models", str(tmp_path / "models"), "--no-open"]
    main(["quickstart", *words, "--steps", "4", "--dry-run"])
    said = capsys.readouterr().out
    assert "15 photos: 12 are fit, 3 are not (1 blurred, 1 small, 1 nearly the same); 1 more cannot be read." in said
    assert re.search(r'"my-room" trains on \d+ photos: at most 4 steps of [\d.]+ s each, about', said)
    assert "That is the plan" in said
    assert not (tmp_path / "models").exists() and not (tmp_path / "out" / "run").exists()

    with monkeypatch.context() as patch:  # a run in which no step is better than the start
        sample = Pix2pix.sample
        patch.setattr(Pix2pix, "sample", lambda run: (sample(run)[0], {"validation hole": 0.1 + run.training.step}))
        main(["quickstart", *words, "--steps", "4"])
    assert "No checkpoint is better than the start" in capsys.readouterr().out and not (tmp_path / "models").exists()
    shutil.rmtree(tmp_path / "out" / "run")

    monkeypatch.setattr(quick_plan, "PATIENCE", 0)  # the last step counts, however good it is
    main(["quickstart", *words, "--steps", "4"])
    said = capsys.readouterr().out
    assert "than at the start" in said
    card = json.loads((tmp_path / "models" / "my-room" / "card.json").read_text())
    assert card["training"]["startedFrom"]["file"] == "guided-lite.safetensors" and card["training"]["steps"] == 4
    assert card["metrics"]["validation composites"]["my-room"]["psnr"] > 5
    assert json.loads((tmp_path / "models" / "catalog.json").read_text())["variants"] == ["my-room"]
    config = read_config(tmp_path / "out" / "run" / "config.toml")
    assert config.stages[0].steps == 4 and "TODO" not in repr(config.card)
    copies = sorted(
        p.relative_to(tmp_path / "out" / "data" / "backgrounds") for p in tmp_path.rglob("backgrounds/**/*.jpg")
    )
    assert len(copies) == 12 and Path("upstairs/room-03.jpg") in copies

    with pytest.raises(SystemExit, match="holds a run already"):
        main(["quickstart", *words])

    # Your own photo, before any export: the hole is filled, the rest stays unchanged.
    Image.fromarray(room(70)).save(tmp_path / "mine.png")
    mask = np.zeros((360, 480), np.uint8)
    mask[100:300, 200:280] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    run, mine = str(tmp_path / "out" / "run"), str(tmp_path / "mine.png")
    out = tmp_path / "sheets" / "try.png"
    main(["try", "--run", run, "--photo", mine, "--mask", str(tmp_path / "mask.png"), "--out", str(out)])
    sheet = np.asarray(Image.open(out))[-360:]
    assert sheet.shape[1] == 4 * 480  # photo, hole, guided-lite, the run; its start is guided-lite itself
    photo, hole, shipped, own = np.split(sheet, 4, 1)
    assert (hole[200, 240] == (255, 0, 255)).all()
    for filled in (shipped, own):
        assert np.array_equal(filled[:, :150], photo[:, :150]) and not np.array_equal(filled[150:250], photo[150:250])
    with pytest.raises(SystemExit, match="Nobody was found in .*mine.png"):
        main(["try", "--run", run, "--photo", mine, "--out", str(out)])


def test_too_few_fit_photos_stop_before_anything_is_learned(photos: Path, tmp_path: Path):
    few = tmp_path / "few"
    few.mkdir()
    for number in range(3):
        Image.fromarray(room(number)).save(few / f"{number}.jpg")
    with pytest.raises(SystemExit, match="Only 3 of 3 photos are fit to learn from, and 8 are the least"):
        main(["quickstart", "--photos", str(few), "--out", str(tmp_path / "out"), "--models", str(tmp_path / "models")])
    assert (tmp_path / "out" / "photos" / "index.html").exists()


@pytest.mark.parametrize("below", [".", "backgrounds"])
def test_nobody_s_photos_are_in_the_way(below: str, tmp_path: Path):
    """The output would be where the photos are, or where somebody keeps a folder of that name."""
    photos = tmp_path / "data" / below
    photos.mkdir(parents=True, exist_ok=True)
    for number in range(9):
        Image.fromarray(room(number)).save(photos / f"{number}.jpg")
    with pytest.raises(SystemExit):
        main(["quickstart", "--photos", str(photos), "--out", str(tmp_path), "--models", str(tmp_path / "models")])
    assert len(list(photos.glob("*.jpg"))) == 9
    elsewhere = tmp_path / "photos-of-mine"
    shutil.copytree(photos, elsewhere)
    with pytest.raises(SystemExit):
        main(["quickstart", "--photos", str(elsewhere), "--out", str(tmp_path), "--models", str(tmp_path / "models")])
    assert len(list(photos.glob("*.jpg"))) == 9


@pytest.mark.parametrize("name", ["2024", "2024-05-01", "1e3", "true"])
def test_a_name_that_looks_like_a_number_stays_a_name(name: str, tmp_path: Path):
    settings = quick_plan.Plan(tmp_path, name, 20).settings(12, None)
    values = with_settings(read_toml(quickstart.CONFIG), settings)
    assert values["variant"] == name and isinstance(values["card"]["title"], str)
