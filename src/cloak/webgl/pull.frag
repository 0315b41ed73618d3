#version 300 es
// Makes the next coarser pyramid level; the twin of `pull` in ../webgpu/input.wgsl.
precision highp float;
uniform sampler2D fine;
out vec4 result;

void main() {
  ivec2 pixel = 2 * ivec2(gl_FragCoord.xy);
  vec3 colour = vec3(0.0);
  float known = 0.0;
  for (int i = 0; i < 4; i++) {
    vec4 near = texelFetch(fine, pixel + ivec2(i & 1, i >> 1), 0);
    colour += near.rgb * near.a;
    known += near.a;
  }
  result = vec4(colour / max(known, 4e-6), min(known, 1.0));
}
