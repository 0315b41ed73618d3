"""The page's own sizes of hole and crop: the file that src/frame/geometry.ts reads, which says what each is for."""

import json

from .places import PROJECT

FILE = PROJECT / "src" / "frame" / "geometry.json"

_shared = json.loads(FILE.read_text(encoding="utf-8"))
HOLE: dict[str, float] = _shared["hole"]
"""Of the hole's edge, mostly in shares of the frame's longest side: `growth`, how far it reaches past the mask;
`feather`, the soft edge outside of that."""
CROP: dict[str, float] = _shared["crop"]
"""`context`: room around the hole, in shares of its longer side; `smallest`: the least side of a crop, as a share of
the frame's shorter side."""
