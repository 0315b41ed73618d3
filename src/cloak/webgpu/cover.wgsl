// One triangle that covers the target; prepended to the shaders that draw.

struct Corner {
  @builtin(position) position: vec4f,
  @location(0) place: vec2f, // shares of the target's width and height, from the top left
}

@vertex
fn cover(@builtin(vertex_index) index: u32) -> Corner {
  let corner = vec2f(f32((index << 1u) & 2u), f32(index & 2u));
  return Corner(vec4f(corner * vec2f(2.0, -2.0) + vec2f(-1.0, 1.0), 0.0, 1.0), corner);
}
