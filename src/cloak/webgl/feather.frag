#version 300 es
// The grown mask blurred along one axis; the blue channel spreads the zone where nothing is learned. The twin of
// `feather` in ../webgpu/hole.wgsl.
precision highp float;
uniform sampler2D source;
uniform ivec2 size;
uniform ivec2 direction;
uniform int reach;
uniform int apart; // px from the grown mask within which nothing is learned
uniform bool isLast;
uniform sampler2D hide; // what to hide besides the person
out vec4 result;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  float sum = 0.0;
  float weights = 0.0;
  for (int i = -reach; i <= reach; i++) {
    ivec2 near = clamp(pixel + i * direction, ivec2(0), size - 1);
    float weight = float(reach + 1 - abs(i));
    sum += weight * texelFetch(source, near, 0).r;
    weights += weight;
  }
  float value = sum / weights;
  if (isLast) value = min(1.0, 2.0 * value);
  float near = 0.0;
  for (int i = -apart; i <= apart; i++) {
    ivec2 place = clamp(pixel + i * direction, ivec2(0), size - 1);
    near = max(near, texelFetch(source, place, 0).b);
  }
  // Only the surer half of the edge: the rest is blur.
  if (isLast) near = step(0.5, near);
  vec2 hidden = isLast ? texture(hide, gl_FragCoord.xy / vec2(size)).rg : vec2(0.0);
  result = vec4(max(value, hidden.r), value, max(near, hidden.g), 1.0);
}
