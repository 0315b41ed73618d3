#version 300 es
// The coarsest level: the unknown takes the mean of the known. Together with sum.frag the twin of `settle` in
// ../webgpu/input.wgsl.
precision highp float;
uniform sampler2D fine;
uniform sampler2D sums; // of the rows
uniform int rows;
out vec4 result;

void main() {
  vec4 sum = vec4(0.0);
  for (int y = 0; y < rows; y++) sum += texelFetch(sums, ivec2(0, y), 0);
  vec4 pixel = texelFetch(fine, ivec2(gl_FragCoord.xy), 0);
  result = vec4(mix(sum.rgb / max(sum.a, 1e-6), pixel.rgb, pixel.a), pixel.a);
}
