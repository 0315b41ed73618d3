// The picture that is shown: the frame, with the fill blended in by the hole's alpha, the matte's, or the larger of
// the two.

struct Settings {
  crop_origin: vec2f,   // shares of the frame
  crop_extent: vec2f,
  view: u32,            // VIEW_CLOAKED to VIEW_HOLE of ../picture-codes.ts
  alpha_from: u32,      // an ALPHA_OF of the same
  matte: vec2f,         // the mattes that become alpha 0 and 1
  fade: f32,            // px of the fill over which the matte ends at the crop's border
  split: f32,           // share of the width
  covers: u32,          // covers the hole with one plain colour, whatever the fill is
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var hole: texture_2d<f32>;
@group(0) @binding(3) var linear: sampler;

// The matte as an alpha. It ends with the crop, and fades out where the frame continues beyond the border.
fn matte_alpha(matte: f32, inside: vec2f) -> f32 {
  if (any(inside < vec2f(0.0)) || any(inside > vec2f(1.0))) { return 0.0; }
  let side = vec2f(fill_shape.side);
  let end = settings.crop_origin + settings.crop_extent;
  let first = select(vec2f(1.0), inside * side / settings.fade, settings.crop_origin > vec2f(1e-4));
  let last = select(vec2f(1.0), (1.0 - inside) * side / settings.fade, end < vec2f(1.0 - 1e-4));
  let fades = saturate(min(first, last));
  return smoothstep(settings.matte.x, settings.matte.y, matte) * fades.x * fades.y;
}

@fragment
fn compose(corner: Corner) -> @location(0) vec4f {
  let place = corner.place;
  let seen = textureLoad(frame, vec2i(corner.position.xy), 0).rgb; // the canvas has the frame's size
  var alpha = textureSampleLevel(hole, linear, place, 0.0).r;
  if (settings.view == VIEW_HOLE) { return vec4f(vec3f(alpha), 1.0); }
  let is_before = settings.view == VIEW_SPLIT && place.x < settings.split;
  if (settings.view == VIEW_FRAME || is_before) { return vec4f(seen, 1.0); }

  var covered = select(0.0, alpha, settings.covers == 1u);
  let inside = (place - settings.crop_origin) / settings.crop_extent;
  if (settings.alpha_from == ALPHA_OF_MATTE) { alpha = 0.0; }
  var colour = vec3f(0.0);
  let has_matte = settings.alpha_from != ALPHA_OF_HOLE;
  if (has_matte || (alpha > 0.0 && settings.view != VIEW_MASK)) {
    let filled = fill_at(inside);
    colour = filled.rgb;
    if (has_matte) { alpha = max(alpha, matte_alpha(filled.a, inside)); }
  }
  if (max(alpha, covered) == 0.0) { return vec4f(seen, 1.0); }
  if (settings.view == VIEW_MASK) {
    alpha = max(alpha, covered);
    covered = 0.0;
    let grey = dot(seen, vec3f(0.299, 0.587, 0.114));
    colour = vec3f(0.25, 0.95, 0.8) * (0.35 + 0.65 * grey);
    alpha *= 0.75;
  }
  return vec4f(mix(mix(seen, colour, alpha), vec3f(0.06), covered), 1.0);
}
