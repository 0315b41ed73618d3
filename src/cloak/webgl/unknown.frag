#version 300 es
// Where the room was never seen: inside the hole, and at best guessed by the plate. The twin of `unknown` in
// ../webgpu/plate.wgsl.
precision highp float;
uniform sampler2D hole;
uniform sampler2D plate;
uniform vec2 size;
uniform float seenFrom;
uniform float support;
out vec4 result;

void main() {
  vec2 place = gl_FragCoord.xy / size;
  bool isHole = texture(hole, place).r > support;
  // The least confidence of the corners: the generator must not see half-known pixels.
  vec2 corner = 0.5 / size;
  float known = 1.0;
  for (int i = 0; i < 4; i++) {
    vec2 near = place + corner * vec2(i & 1, i >> 1) * 2.0 - corner;
    known = min(known, texelFetch(plate, ivec2(near * vec2(textureSize(plate, 0)) - 1e-3), 0).a);
  }
  result = vec4(isHole && known < seenFrom ? 1.0 : 0.0, 0.0, 0.0, 1.0);
}
