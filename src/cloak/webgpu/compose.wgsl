// The picture that is shown: the frame, with the fill blended in by the hole's alpha.

struct Settings {
  crop_origin: vec2f,   // shares of the frame
  crop_extent: vec2f,
  fill_side: vec2u,     // px of the fill
  fill_depth: u32,      // floats per pixel of the fill
  view: u32,            // 0 cloaked, 1 split, 2 mask, 3 frame, 4 the hole's alpha itself
  range: vec2f,         // what black and white stand for in the fill
  split: f32,           // share of the width
  has_hole: u32,
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

fn fill_pixel(pixel: vec2i) -> vec3f {
  let inside = vec2u(clamp(pixel, vec2i(0), vec2i(settings.fill_side) - 1));
  let at = (inside.y * settings.fill_side.x + inside.x) * settings.fill_depth;
  let colour = vec3f(fill[at], fill[at + 1u], fill[at + 2u]);
  return saturate((colour - settings.range.x) / (settings.range.y - settings.range.x));
}

fn fill_colour(place: vec2f) -> vec3f {
  let inside = (place - settings.crop_origin) / settings.crop_extent;
  let at = inside * vec2f(settings.fill_side) - 0.5;
  let first = vec2i(floor(at));
  let share = at - floor(at);
  let top = mix(fill_pixel(first), fill_pixel(first + vec2i(1, 0)), share.x);
  let bottom = mix(fill_pixel(first + vec2i(0, 1)), fill_pixel(first + vec2i(1, 1)), share.x);
  return mix(top, bottom, share.y);
}

@fragment
fn compose(corner: Corner) -> @location(0) vec4f {
  let place = corner.place;
  let seen = textureSampleBaseClampToEdge(frame, linear, place).rgb;
  if (settings.has_hole == 0u) {
    return vec4f(select(seen, vec3f(0.0), settings.view == 4u), 1.0);
  }
  let alpha = textureSampleLevel(hole, linear, place, 0.0).r;
  if (settings.view == 4u) { return vec4f(vec3f(alpha), 1.0); }
  if (settings.view == 2u) {
    let grey = dot(seen, vec3f(0.299, 0.587, 0.114));
    return vec4f(mix(seen, vec3f(0.25, 0.95, 0.8) * (0.35 + 0.65 * grey), 0.75 * alpha), 1.0);
  }
  let is_before = settings.view == 1u && place.x < settings.split;
  if (settings.view == 3u || is_before || alpha == 0.0) { return vec4f(seen, 1.0); }
  return vec4f(mix(seen, fill_colour(place), alpha), 1.0);
}
