// The picture that is shown: the frame, with the fill blended in by the hole's alpha, the matte's, or
// the larger of the two.

struct Settings {
  crop_origin: vec2f,   // shares of the frame
  crop_extent: vec2f,
  fill_side: vec2u,     // px of the fill
  fill_depth: u32,      // floats per pixel of the fill
  view: u32,            // 0 cloaked, 1 split, 2 mask, 3 frame, 4 the hole's alpha itself
  range: vec2f,         // what black and white stand for in the fill
  split: f32,           // share of the width
  has_crop: u32,        // without one nothing is replaced
  matte: vec2f,         // the mattes that become alpha 0 and 1
  fade: f32,            // px of the fill over which the matte ends at the crop's border
  alpha_from: u32,      // 1 hole, 2 matte, 3 both
  rgb_at: u32,          // where a pixel of the fill has its colour, in floats
  matte_at: u32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var frame: texture_external;
@group(0) @binding(2) var hole: texture_2d<f32>;
@group(0) @binding(3) var linear: sampler;
@group(0) @binding(4) var<storage, read> fill: array<f32>;

struct Corner {
  @builtin(position) position: vec4f,
  @location(0) place: vec2f,
}

// One triangle that covers the canvas.
@vertex
fn cover(@builtin(vertex_index) index: u32) -> Corner {
  let corner = vec2f(f32((index << 1u) & 2u), f32(index & 2u));
  return Corner(vec4f(corner * vec2f(2.0, -2.0) + vec2f(-1.0, 1.0), 0.0, 1.0), corner);
}

// Colour in rgb and matte in a, all 0..1.
fn fill_pixel(pixel: vec2i) -> vec4f {
  let inside = vec2u(clamp(pixel, vec2i(0), vec2i(settings.fill_side) - 1));
  let at = (inside.y * settings.fill_side.x + inside.x) * settings.fill_depth;
  let rgb_at = at + settings.rgb_at;
  let colour = vec3f(fill[rgb_at], fill[rgb_at + 1u], fill[rgb_at + 2u]);
  let scaled = (colour - settings.range.x) / (settings.range.y - settings.range.x);
  return saturate(vec4f(scaled, fill[at + settings.matte_at]));
}

// @param inside place in the crop, 0..1
fn fill_at(inside: vec2f) -> vec4f {
  let at = inside * vec2f(settings.fill_side) - 0.5;
  let first = vec2i(floor(at));
  let share = at - floor(at);
  let top = mix(fill_pixel(first), fill_pixel(first + vec2i(1, 0)), share.x);
  let bottom = mix(fill_pixel(first + vec2i(0, 1)), fill_pixel(first + vec2i(1, 1)), share.x);
  return mix(top, bottom, share.y);
}

// The matte as an alpha. It ends with the crop, softly where the frame goes on behind the border.
fn matte_alpha(matte: f32, inside: vec2f) -> f32 {
  if (any(inside < vec2f(0.0)) || any(inside > vec2f(1.0))) { return 0.0; }
  let side = vec2f(settings.fill_side);
  let end = settings.crop_origin + settings.crop_extent;
  let first = select(vec2f(1.0), inside * side / settings.fade, settings.crop_origin > vec2f(1e-4));
  let last = select(vec2f(1.0), (1.0 - inside) * side / settings.fade, end < vec2f(1.0 - 1e-4));
  let fades = saturate(min(first, last));
  return smoothstep(settings.matte.x, settings.matte.y, matte) * fades.x * fades.y;
}

@fragment
fn compose(corner: Corner) -> @location(0) vec4f {
  let place = corner.place;
  let seen = textureSampleBaseClampToEdge(frame, linear, place).rgb;
  if (settings.has_crop == 0u) {
    return vec4f(select(seen, vec3f(0.0), settings.view == 4u), 1.0);
  }
  var alpha = textureSampleLevel(hole, linear, place, 0.0).r;
  if (settings.view == 4u) { return vec4f(vec3f(alpha), 1.0); }
  let is_before = settings.view == 1u && place.x < settings.split;
  if (settings.view == 3u || is_before) { return vec4f(seen, 1.0); }

  let inside = (place - settings.crop_origin) / settings.crop_extent;
  if (settings.alpha_from == 2u) { alpha = 0.0; }
  var colour = vec3f(0.0);
  if (settings.alpha_from > 1u || (alpha > 0.0 && settings.view != 2u)) {
    let filled = fill_at(inside);
    colour = filled.rgb;
    if (settings.alpha_from > 1u) { alpha = max(alpha, matte_alpha(filled.a, inside)); }
  }
  if (alpha == 0.0) { return vec4f(seen, 1.0); }
  if (settings.view == 2u) {
    let grey = dot(seen, vec3f(0.299, 0.587, 0.114));
    colour = vec3f(0.25, 0.95, 0.8) * (0.35 + 0.65 * grey);
    alpha *= 0.75;
  }
  return vec4f(mix(seen, colour, alpha), 1.0);
}
