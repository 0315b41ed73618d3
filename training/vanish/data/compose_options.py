"""The composer's hyper-parameters: the [compose] table of a run's TOML."""

from dataclasses import dataclass, fields


@dataclass
class ComposeOptions:
    """Chances are 0..1; each composite draws uniformly from a range given as a pair. Lengths are shares of the
    picture's side (0..1) unless stated otherwise."""

    # In memory
    photo_side: int = 384
    """px; rooms are kept with this longest side. 384 suits pictures of 192 px; 512 is sharper at 256."""
    people_side: int = 512
    """px; the same for people, who are cropped more (a head, half a body)."""

    # The room
    small_rooms: float = 0.0
    """Chance that the room is a photo from DATA/small_backgrounds/: low-resolution rooms, of which there are many
    more."""
    crop: tuple[float, float] = (0.55, 1.0)
    """Side of the square crop, as a share of the photo's shorter side."""
    small_crop: tuple[float, float] = (0.8, 1.0)
    """The same for those of DATA/small_backgrounds/."""
    aspect: float = 0.28
    """Largest natural logarithm of the crop's width divided by its height: the page squeezes crops at the frame's
    edge."""
    soft_room: float = 0.1
    """Chance that the room behind is out of focus."""

    # Who stands where
    nobody: float = 0.02
    """Chance of an empty room, where any mask is a mistake."""
    another_person: float = 0.15
    """Chance of one more person, drawn again after each; at most four people."""
    half_body: float = 0.5
    """Chance of a webcam's framing: standing cut-outs lose their lower part, and meet the bottom edge."""
    portrait: float = 0.25
    """Chance, among those, of head and shoulders only."""
    floating: float = 0.04
    """Chance that a whole person floats, without a shadow on the floor."""
    full_height: tuple[float, float] = (0.4, 1.15)
    half_height: tuple[float, float] = (0.45, 1.0)
    far: float = 0.0
    """Chance that all whole persons of a composite stand far away, on the floor below one horizon."""
    far_height: tuple[float, float] = (0.06, 0.4)
    """Their height; small ones are as frequent as large ones."""
    least_visible: float = 0.01
    """Share of the picture that a person must cover to count as placed."""
    hidden: float = 0.0
    """Chance that a thing in the room hides the lower part of the people, or a piece of them."""

    # Light
    match_brightness: tuple[float, float] = (0.2, 0.9)
    """How far the person's brightness moves towards the room's; 0 = not at all, 1 = all the way."""
    match_colour: tuple[float, float] = (0.1, 0.7)
    match_contrast: tuple[float, float] = (0.0, 0.7)
    other_light: float = 0.0
    """Chance that a person is far darker or somewhat lighter than the room."""
    side_light: float = 0.3
    """Chance that one side of the person is lit more than the other."""
    cast_shadow: float = 0.65
    wall_shadow: float = 0.45
    """Share of whole persons' cast shadows that fall on the wall; half bodies always cast on the wall."""
    cast_strength: tuple[float, float] = (0.08, 0.5)
    """Share of the light that a cast shadow removes in its middle."""
    contact_shadow: float = 0.75
    contact_strength: tuple[float, float] = (0.15, 0.7)

    # Person's edge
    edge_softness: tuple[float, float] = (0.0, 0.8)
    """px; standard deviation of the blur applied to the person."""
    defocus: float = 0.1
    motion_blur: float = 0.15

    # Camera
    soft_camera: float = 0.2
    """Chance of a camera with fewer pixels than its picture (room and target too)."""
    sharpen: float = 0.2
    """Chance of a webcam's sharpening, with its halo (room and target too)."""
    noise: float = 0.7
    noise_strength: tuple[float, float] = (0.003, 0.03)
    blotches: float = 0.4
    """Chance, among noisy pictures, that a camera's denoising has smeared the noise."""
    jpeg: float = 0.4
    jpeg_quality: tuple[float, float] = (40, 95)

    # The segmenter's mistakes
    coarse: tuple[float, float] = (0.35, 1.0)
    """Resolution of the mask, as a share of the picture's; the page cuts holes at 192 px a frame."""
    wobble: tuple[float, float] = (0.0, 0.25)
    """Standard deviation of smooth noise on the mask's confidence, which makes edges wander."""
    late: float = 0.3
    """Chance that the person has moved on since the mask's frame."""
    lateness: float = 0.03
    """The largest such move."""
    lost_limbs: float = 0.12
    """Chance that thin parts are missed."""
    missed_piece: float = 0.08
    """Chance of a bite out of the person."""
    extra_piece: float = 0.15
    """Chance that something else is mistaken for a person."""
    over_large: float = 0.08
    """Chance that the mask extends well past the person."""
    growth: tuple[float, float] = (0.025, 0.085)
    """How far the hole extends past the mask: what the shipped networks were trained with. The page's holes extend less
    far (HOLE in common/page_geometry.py, on a crop that is about half the frame to all of it)."""

    def __post_init__(self) -> None:
        """Raises ValueError with a sentence that names the option."""
        for option in fields(self):
            value = getattr(self, option.name)
            if isinstance(option.default, tuple):
                if len(value) != 2 or value[0] > value[1]:
                    raise ValueError(f'compose: "{option.name}" is {value}, and must be [smallest, largest].')
            elif isinstance(option.default, int):
                if value < 32:
                    raise ValueError(f'compose: "{option.name}" is {value}, and must be 32 px or more.')
            elif not 0 <= value <= 1:
                raise ValueError(f'compose: "{option.name}" is {value}, and must be 0..1.')
