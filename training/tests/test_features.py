"""The pretrained extractor: ImageNet's weights are in the right places, and its distance is meaningful."""

import torch

from vanish.networks.encoder import WIDTHS, Encoder, imagenet_weights
from vanish.networks.features import FeatureExtractor, elsewhere, feature_distance


def test_every_weight_of_the_encoder_is_imagenet_s():
    weights, encoder = imagenet_weights(3), Encoder()
    for name, value in encoder.state_dict().items():
        if not name.startswith("scale."):
            assert torch.equal(value, weights[name]), name


def test_features_halve_and_have_their_widths():
    features = Encoder(channels=4).eval()(torch.rand(1, 4, 64, 96))
    assert [tuple(f.shape) for f in features] == [(1, w, 32 >> i, 48 >> i) for i, w in enumerate(WIDTHS)]


def test_a_mask_plane_enters_without_effect():
    torch.manual_seed(0)
    picture = torch.rand(1, 3, 64, 64)
    plain, masked = Encoder().eval()(picture), Encoder(channels=4).eval()(torch.cat([picture, picture[:, :1]], 1))
    torch.testing.assert_close(plain[-1], masked[-1])


def test_the_distance_is_none_to_itself_and_grows_with_damage():
    torch.manual_seed(0)
    extractor, picture, whole = FeatureExtractor(), torch.rand(2, 3, 64, 64), torch.ones(2, 1, 64, 64)
    smooth = torch.nn.functional.avg_pool2d(picture, 5, 1, 2)
    assert feature_distance(extractor, picture, picture, whole).max() < 1e-6
    little = feature_distance(extractor, 0.9 * picture + 0.1 * smooth, picture, whole)
    much = feature_distance(extractor, smooth, picture, whole)
    assert (little < much).all() and little.min() > 0


def test_only_the_named_part_counts():
    torch.manual_seed(0)
    extractor, picture = FeatureExtractor(), torch.rand(1, 3, 64, 64)
    damaged, left = picture.clone(), torch.zeros(1, 1, 64, 64)
    damaged[..., 48:] = 0
    left[..., :16] = 1
    assert feature_distance(extractor, damaged, picture, left) < 0.2 * feature_distance(
        extractor, damaged, picture, 1 - left
    )


def test_elsewhere_moves_each_picture_differently_and_all_planes_of_one_alike():
    torch.manual_seed(0)
    ramp = torch.linspace(0, 1, 64).expand(4, 3, 64, 64)
    moved = elsewhere(torch.cat([ramp, ramp[:, :1]], 1))
    torch.testing.assert_close(moved[:, :3], moved[:, 3:].expand(-1, 3, -1, -1))
    slopes = moved[:, 0, 32, 48] - moved[:, 0, 32, 16]
    assert slopes.min() > 0.5 * 0.74 - 0.01 and slopes.max() < 0.5 * 1.35 + 0.01
    assert slopes.unique().numel() == 4
