// The generator's answer, sampled smoothly; put before a shader that shows it.

struct FillShape {
  side: vec2u,      // px
  depth: u32,       // floats per pixel
  rgb_at: u32,      // where a pixel has its colour, in floats
  range: vec2f,     // what black and white stand for
  matte_at: u32,
}

@group(1) @binding(0) var<uniform> fill_shape: FillShape;
@group(1) @binding(1) var<storage, read> fill: array<f32>;

// Colour in rgb and matte in a, all 0..1.
fn fill_pixel(pixel: vec2i) -> vec4f {
  let inside = vec2u(clamp(pixel, vec2i(0), vec2i(fill_shape.side) - 1));
  let at = (inside.y * fill_shape.side.x + inside.x) * fill_shape.depth;
  let rgb_at = at + fill_shape.rgb_at;
  let colour = vec3f(fill[rgb_at], fill[rgb_at + 1u], fill[rgb_at + 2u]);
  let scaled = (colour - fill_shape.range.x) / (fill_shape.range.y - fill_shape.range.x);
  return saturate(vec4f(scaled, fill[at + fill_shape.matte_at]));
}

// @param inside place in the crop, 0..1
fn fill_at(inside: vec2f) -> vec4f {
  let at = inside * vec2f(fill_shape.side) - 0.5;
  let first = vec2i(floor(at));
  let share = at - floor(at);
  let top = mix(fill_pixel(first), fill_pixel(first + vec2i(1, 0)), share.x);
  let bottom = mix(fill_pixel(first + vec2i(0, 1)), fill_pixel(first + vec2i(1, 1)), share.x);
  return mix(top, bottom, share.y);
}
