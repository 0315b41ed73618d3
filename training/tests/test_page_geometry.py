"""Training's sizes of holes and crops match the page's."""

import json

import numpy as np
import pytest

from vanish.common.page_geometry import FILE, HOLE
from vanish.measure.cases import crop_around

CROPS = json.loads((FILE.parent / "crop-cases.json").read_text())


@pytest.mark.parametrize("case", CROPS["cases"], ids=lambda case: str(case["person"]))
def test_training_cuts_the_crop_that_the_page_cuts(case: dict):
    width, height = CROPS["frame"]
    x, y, across, down = case["person"]
    edge = round((HOLE["growth"] + HOLE["feather"]) * max(width, height))
    hole = np.zeros((height, width), np.uint8)
    hole[max(0, y - edge) : y + down + edge, max(0, x - edge) : x + across + edge] = 1
    rows, columns = crop_around(hole)
    cut = [columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start]
    assert np.abs(np.subtract(cut, case["crop"])).max() <= 1, cut
