"""first-variant.ipynb runs from photos to a variant. Needs nbclient and ipykernel, which `npm run test:training --
--optional` installs."""

import json
import re
import sys
from pathlib import Path

import pytest
from PIL import Image
from test_quickstart import room

TRAINING = Path(__file__).parents[1]
FIXTURES = TRAINING.parent / "tests" / "fixtures" / "training"
NOTEBOOK = TRAINING / "first-variant.ipynb"


def test_the_notebook_is_kept_without_outputs():
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]


def test_the_notebook_goes_from_photos_to_a_variant(tmp_path: Path, monkeypatch):
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    import nbformat
    from nbclient import NotebookClient

    (tmp_path / "photos").mkdir()
    for number in range(10):
        Image.fromarray(room(number)).save(tmp_path / "photos" / f"{number}.jpg", quality=95)
    environment = {
        "PHOTOS": tmp_path / "photos",
        "PEOPLE": FIXTURES / "people",
        "OUT": tmp_path / "out",
        "STEPS": 4,
        "COMPOSITES": 2,
    }
    for name, value in environment.items():
        monkeypatch.setenv(f"VANISH_{name}", str(value))
    monkeypatch.setenv("PYTHONPATH", ":".join([str(TRAINING), *filter(None, sys.path)]))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": TRAINING}}).execute()
    said = "".join(
        output["text"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.get("name") == "stdout"
    )
    assert re.search(r"my-room: (Better|No better|Worse) than at the start", said)
    assert "agrees with PyTorch" in said or "Not checked with tfjs" in said
    assert (tmp_path / "out" / "models" / "my-room" / "card.json").exists()
