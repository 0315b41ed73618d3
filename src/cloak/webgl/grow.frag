#version 300 es
// The person mask grown along one axis; the twin of `grow` in ../webgpu/hole.wgsl.
precision highp float;
uniform sampler2D source;
uniform ivec2 size;
uniform ivec2 direction;
uniform int reach;
uniform vec2 levels; // the confidences that become 0 and 1
out vec4 result;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  float largest = 0.0;
  for (int i = -reach; i <= reach; i++) {
    ivec2 near = clamp(pixel + i * direction, ivec2(0), size - 1);
    largest = max(largest, texture(source, (vec2(near) + 0.5) / vec2(size)).r);
  }
  result = vec4(vec3(clamp((largest - levels.x) / (levels.y - levels.x), 0.0, 1.0)), 1.0);
}
