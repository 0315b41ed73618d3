#version 300 es
// The coarsest level; the twin of `settle` in ../webgpu/prefill.wgsl.
precision highp float;
uniform sampler2D fine;
uniform ivec2 size;
out vec4 result;

void main() {
  vec3 colour = vec3(0.0);
  float known = 0.0;
  for (int y = 0; y < size.y; y++) {
    for (int x = 0; x < size.x; x++) {
      vec4 near = texelFetch(fine, ivec2(x, y), 0);
      colour += near.rgb * near.a;
      known += near.a;
    }
  }
  vec4 pixel = texelFetch(fine, ivec2(gl_FragCoord.xy), 0);
  result = vec4(mix(colour / max(known, 1e-6), pixel.rgb, pixel.a), pixel.a);
}
