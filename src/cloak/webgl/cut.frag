#version 300 es
// The crop of the frame, and which of its pixels are known; the twin of `cut` in ../webgpu/input.wgsl.
precision highp float;
uniform sampler2D frame;
uniform sampler2D hole;
uniform vec4 crop; // origin and extent, shares of the frame
uniform ivec2 size;
uniform int taps;
uniform float support;
out vec4 result;

void main() {
  vec2 pixel = floor(gl_FragCoord.xy);
  vec3 colour = vec3(0.0);
  for (int j = 0; j < taps; j++) {
    for (int i = 0; i < taps; i++) {
      vec2 inside = (vec2(i, j) + 0.5) / float(taps);
      colour += texture(frame, crop.xy + crop.zw * (pixel + inside) / vec2(size)).rgb;
    }
  }
  float alpha = texture(hole, crop.xy + crop.zw * (pixel + 0.5) / vec2(size)).r;
  result = vec4(colour / float(taps * taps), alpha > support ? 0.0 : 1.0);
}
