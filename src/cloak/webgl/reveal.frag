#version 300 es
// The picture that is shown while the room is remembered: the plate, in the frame's light, inside the hole. The twin
// of `reveal` in ../webgpu/plate.wgsl.
precision highp float;
uniform sampler2D frame;
uniform sampler2D hole;
uniform sampler2D plate;
uniform sampler2D field;
uniform vec4 gain;
uniform vec4 offset;
uniform float seenFrom;
uniform int view;     // of ../picture-codes.ts, and not VIEW_FRAME
uniform float split;
uniform bool isCanvas; // the canvas counts rows from below, everything else from above
out vec4 result;

float grey(vec3 colour) {
  return dot(colour, vec3(0.299, 0.587, 0.114));
}

void main() {
  ivec2 size = textureSize(plate, 0);
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  if (isCanvas) pixel.y = size.y - 1 - pixel.y;
  vec2 place = (vec2(pixel) + 0.5) / vec2(size);
  vec3 seen = texelFetch(frame, pixel, 0).rgb;
  float alpha = texture(hole, place).r;
  bool isBefore = view == VIEW_SPLIT && place.x < split;
  result = vec4(seen, 1.0);
  if (view == VIEW_HOLE) result = vec4(vec3(alpha), 1.0);
  if (view == VIEW_HOLE || isBefore || (view <= VIEW_MASK && alpha == 0.0)) return;

  vec4 known = texelFetch(plate, pixel, 0);
  vec3 room = (known.rgb * gain.rgb + offset.rgb) * (1.0 + texture(field, place).rgb);
  vec3 cloaked = mix(seen, room, alpha);
  if (view <= VIEW_SPLIT) {
    result.rgb = cloaked;
  } else if (view == VIEW_MASK) {
    result.rgb = mix(seen, vec3(0.25, 0.95, 0.8) * (0.35 + 0.65 * grey(seen)), 0.75 * alpha);
  } else if (view == VIEW_PLATE) {
    result.rgb = known.a > 0.0 ? room : vec3(0.06);
  } else if (view == VIEW_CONFIDENCE) {
    vec3 tint = known.a >= seenFrom ? vec3(0.25, 0.85, 0.6) : vec3(1.0, 0.6, 0.2);
    if (known.a == 0.0) tint = vec3(0.25);
    result.rgb = tint * (0.25 + 0.75 * grey(cloaked));
  } else {
    result = view == VIEW_KNOWN ? vec4(vec3(known.a), 1.0) : known;
  }
}
