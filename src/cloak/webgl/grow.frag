#version 300 es
// The person mask grown along one axis; the twin of `grow` in ../webgpu/hole.wgsl.
precision highp float;
uniform sampler2D source;
uniform ivec2 size;
uniform ivec2 direction;
uniform int reach;
out vec4 result;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  float largest = 0.0;
  for (int i = -reach; i <= reach; i++) {
    ivec2 near = clamp(pixel + i * direction, ivec2(0), size - 1);
    largest = max(largest, texelFetch(source, near, 0).r);
  }
  result = vec4(vec3(largest), 1.0);
}
