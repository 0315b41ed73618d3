"""The page's sizes of hole and crop, from the same file as src/frame/geometry.ts, which explains each of them."""

import json

from .places import PROJECT

FILE = PROJECT / "src" / "frame" / "geometry.json"

_shared = json.loads(FILE.read_text(encoding="utf-8"))
HOLE: dict[str, float] = _shared["hole"]
"""Of the hole's edge, mostly as shares of the frame's longest side: `growth`, how far it extends past the mask;
`feather`, the width of the soft edge around that."""
CROP: dict[str, float] = _shared["crop"]
"""`context`: room around the hole, as a share of its longer side; `smallest`: the smallest side of a crop, as a share
of the frame's shorter side."""
