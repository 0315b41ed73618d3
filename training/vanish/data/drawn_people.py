"""Figures to paste where there are no cut-outs of people: drawn in many poses and colours, as PNGs with transparency.

A generator that is given the hole never sees who stood in it, only the shadow and edges around it, so figures are good
enough for a first result. A network that finds people itself needs photos of people.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 320, 640
"""px."""
FINER = 2
"""How much larger a figure is drawn, for soft edges."""
SKIN = [(255, 224, 196), (234, 192, 160), (198, 146, 108), (141, 94, 64), (88, 58, 42)]


def draw_people(folder: Path, count: int = 24, seed: int = 0) -> None:
    """Writes folder/figure-NN.png, [HEIGHT, WIDTH, 4]. The same seed draws the same figures."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        draw_person(np.random.default_rng((seed, number))).save(folder / f"figure-{number:02}.png")


def draw_person(random: np.random.Generator) -> Image.Image:
    """One standing figure, from the crown at the top edge to the soles at the bottom."""
    size = WIDTH * FINER, HEIGHT * FINER
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    x, y = lambda share: share * size[0], lambda share: share * size[1]
    skin = SKIN[random.integers(len(SKIN))]
    shirt, trousers, hair, shoes = (tuple(int(v) for v in random.integers(15, 230, 3)) for _ in range(4))
    shoulders, hips = random.uniform(0.17, 0.23), random.uniform(0.12, 0.17)
    stance = random.uniform(0.02, 0.1)

    def limb(points: list[tuple[float, float]], width: float, colour: tuple) -> None:
        """A line with rounded joints through points given as shares of the picture; width: as a share of its width."""
        places, radius = [(x(px), y(py)) for px, py in points], width * size[0] / 2
        draw.line(places, colour, round(2 * radius), joint="curve")
        for px, py in places:
            draw.ellipse((px - radius, py - radius, px + radius, py + radius), colour)

    for side in (-1, 1):
        foot = 0.5 + side * (hips / 2 + stance)
        limb([(0.5 + side * hips / 2, 0.52), (foot - side * 0.01, 0.75), (foot, 0.955)], 0.15, trousers)
        limb([(foot, 0.975), (foot + side * 0.05, 0.978)], 0.09, shoes)
    middle = [(0.5 - shoulders, 0.2), (0.5 + shoulders, 0.2), (0.5 + hips, 0.55), (0.5 - hips, 0.55)]
    draw.polygon([(x(px), y(py)) for px, py in middle], shirt)
    limb([(0.5 - shoulders + 0.03, 0.21), (0.5 + shoulders - 0.03, 0.21)], 0.12, shirt)
    limb([(0.5, 0.12), (0.5, 0.19)], 0.1, skin)
    for side in (-1, 1):
        elbow = 0.5 + side * (shoulders + random.uniform(0.02, 0.12)), random.uniform(0.33, 0.38)
        hand = 0.5 + side * random.uniform(0.12, 0.42), random.uniform(0.28, 0.52)
        limb([elbow, hand], 0.07, skin)
        limb([(0.5 + side * shoulders, 0.215), elbow], 0.1, shirt)
    draw.ellipse((x(0.38), y(0.0), x(0.62), y(0.15)), hair)
    draw.ellipse((x(0.405), y(0.03), x(0.595), y(0.15)), skin)
    return _lit(image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS), random)


def _lit(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """The figure with folds and a darker side, because nothing real is uniformly coloured."""
    folds = Image.fromarray(random.integers(0, 255, (HEIGHT // 16, WIDTH // 16), np.uint8)).resize(image.size)
    relief = np.asarray(folds.filter(ImageFilter.GaussianBlur(6)), np.float32) / 255 - 0.5
    across = np.linspace(-1, 1, WIDTH, dtype=np.float32) * random.uniform(-0.3, 0.3)
    pixels = np.asarray(image, np.float32).copy()
    pixels[..., :3] *= np.clip(1 + 0.8 * relief + across, 0.3, 1.5)[..., None]
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
