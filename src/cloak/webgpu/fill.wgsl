// Bilinear sampling of a fill; prepended to the shaders that show it.

struct FillShape {
  side: vec2u,      // px
  depth: u32,       // floats per pixel
  rgb_at: u32,      // offset of a pixel's colour, in floats
  range: vec2f,     // the values of black and white
  matte_at: u32,
  is_picture: u32,  // one u32 per pixel with RGB in a byte each, matte 1 everywhere
}

@group(1) @binding(0) var<uniform> fill_shape: FillShape;
// Floats or packed pictures, as bits: invalid numbers are detected by their bits before anything is computed.
@group(1) @binding(1) var<storage, read> fill: array<u32>;

struct FillPixel {
  value: vec4f,     // colour in rgb and matte in a, all 0..1
  has_colour: f32,  // 0 or 1
}

// Neither NaN, nor infinite, nor (from 1e30 on) about to become so. A compiler may assume that every float is a
// number, but not every bit pattern.
fn is_number(bits: u32) -> bool {
  return (bits & 0x7fffffffu) < 0x7149f2cau;
}

// An invalid pixel is hole, and has no colour.
fn fill_pixel(pixel: vec2i) -> FillPixel {
  let inside = vec2u(clamp(pixel, vec2i(0), vec2i(fill_shape.side) - 1));
  if (fill_shape.is_picture == 1u) {
    let shown = unpack4x8unorm(fill[inside.y * fill_shape.side.x + inside.x]);
    return FillPixel(vec4f(shown.rgb, 1.0), 1.0);
  }
  let at = (inside.y * fill_shape.side.x + inside.x) * fill_shape.depth;
  let rgb_at = at + fill_shape.rgb_at;
  let bits = vec4u(fill[rgb_at], fill[rgb_at + 1u], fill[rgb_at + 2u], fill[at + fill_shape.matte_at]);
  let is_colour = is_number(bits.r) && is_number(bits.g) && is_number(bits.b);
  var colour = vec3f(0.0);
  var matte = 1.0;
  if (is_colour) {
    let given = bitcast<vec3f>(bits.rgb);
    colour = (given - fill_shape.range.x) / (fill_shape.range.y - fill_shape.range.x);
    if (is_number(bits.a)) { matte = bitcast<f32>(bits.a); }
  }
  return FillPixel(saturate(vec4f(colour, matte)), select(0.0, 1.0, is_colour));
}

// Pixels without a colour take their neighbours', or grey.
// @param inside place in the crop, 0..1
fn fill_at(inside: vec2f) -> vec4f {
  let at = inside * vec2f(fill_shape.side) - 0.5;
  let first = vec2i(floor(at));
  let share = at - floor(at);
  let a = fill_pixel(first);
  let b = fill_pixel(first + vec2i(1, 0));
  let c = fill_pixel(first + vec2i(0, 1));
  let d = fill_pixel(first + vec2i(1, 1));
  let mixed = mix(mix(a.value, b.value, share.x), mix(c.value, d.value, share.x), share.y);
  let has = vec4f(a.has_colour, b.has_colour, c.has_colour, d.has_colour);
  if (all(has == vec4f(1.0))) { return mixed; }
  let known = mix(mix(has.x, has.y, share.x), mix(has.z, has.w, share.x), share.y);
  var colour = vec3f(0.5);
  if (known > 1e-3) { colour = min(mixed.rgb / known, vec3f(1.0)); }
  return vec4f(colour, mixed.a);
}
