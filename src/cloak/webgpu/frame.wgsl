// Copies the frame for the other passes: an external texture expires with the current task.

@group(0) @binding(0) var source: texture_external;
@group(0) @binding(1) var linear: sampler;

@fragment
fn take(corner: Corner) -> @location(0) vec4f {
  return vec4f(textureSampleBaseClampToEdge(source, linear, corner.place).rgb, 1.0);
}
