#version 300 es
// Adapts the whole plate to a frame: moves it with the camera, and puts it into the frame's light;
// the twin of `carry` in ../webgpu/plate.wgsl. GUESSED comes from ../plate-rules.ts.
precision highp float;
uniform sampler2D plate;
uniform sampler2D candidate;
uniform sampler2D field;
uniform vec2 shift;      // px by which the content moved
uniform vec2 turn;       // cosine and sine of the rotation about the centre, divided by the scale
uniform bool isMoved;
uniform vec4 gain;
uniform vec4 offset;
layout(location = 0) out vec4 plateResult;
layout(location = 1) out vec4 candidateResult;

// Catmull-Rom: repeated resampling must not blur the plate.
vec4 weights(float t) {
  float u = t * t;
  float v = u * t;
  return vec4(-0.5 * v + u - 0.5 * t, 1.5 * v - 2.5 * u + 1.0, -1.5 * v + 2.0 * u + 0.5 * t, 0.5 * v - 0.5 * u);
}

vec4 sharp(vec2 place, ivec2 size) {
  vec2 at = place - 0.5;
  ivec2 first = ivec2(floor(at));
  vec4 across = weights(fract(at.x));
  vec4 down = weights(fract(at.y));
  vec3 colour = vec3(0.0);
  float least = 1.0;
  for (int j = 0; j < 4; j++) {
    for (int i = 0; i < 4; i++) {
      vec4 near = texelFetch(plate, clamp(first + ivec2(i - 1, j - 1), ivec2(0), size - 1), 0);
      colour += across[i] * down[j] * near.rgb;
      if (i > 0 && i < 3 && j > 0 && j < 3) least = min(least, near.a);
    }
  }
  return vec4(colour, least);
}

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  ivec2 size = textureSize(plate, 0);
  vec3 lit = 1.0 + texture(field, gl_FragCoord.xy / vec2(size)).rgb;
  vec4 known = texelFetch(plate, pixel, 0);
  vec4 other = texelFetch(candidate, pixel, 0);
  if (isMoved) {
    vec2 centre = 0.5 * vec2(size);
    vec2 moved = gl_FragCoord.xy - centre - shift;
    vec2 place = centre + vec2(turn.x * moved.x + turn.y * moved.y, turn.x * moved.y - turn.y * moved.x);
    bool isOutside = any(lessThan(place, vec2(0.0))) || any(greaterThan(place, vec2(size)));
    // What comes into view repeats the plate's edge: a guess, until it is seen.
    known = sharp(clamp(place, vec2(0.0), vec2(size)), size);
    if (isOutside) known.a = min(known.a, GUESSED);
    other = vec4(0.0);
  }
  plateResult = vec4((known.rgb * gain.rgb + offset.rgb) * lit, known.a);
  candidateResult = vec4((other.rgb * gain.rgb + offset.rgb) * lit, other.a);
}
