#version 300 es
// The plate learns from a frame: outside the hole what is visible, inside it what the generator
// filled. The twin of `observe` in ../webgpu/plate.wgsl. The rule's numbers are in ../plate-rules.ts.
precision highp float;
uniform sampler2D frame;
uniform sampler2D hole;      // red: alpha that is shown, green: the person's, blue: must not be learned
uniform sampler2D plate;     // colour in the plate's own light, confidence in a
uniform sampler2D candidate; // what is visible instead of the plate, and in a for how many seconds
uniform sampler2D field;
uniform vec4 gain;
uniform vec4 offset;
uniform vec4 fillGain;       // the light in which the fill was made
uniform vec4 fillOffset;
uniform vec4 crop;           // of the fill: origin and extent, shares of the frame
uniform bool hasFill;
uniform float guessRate;     // how far a guess moves towards the fill
uniform float seconds;
uniform float tolerance;
uniform vec2 switchAfter;    // seconds; of a pixel that is new, of one that is well known
layout(location = 0) out vec4 plateResult;
layout(location = 1) out vec4 candidateResult;

float largest(vec3 value) {
  return max(value.r, max(value.g, value.b));
}

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  vec2 place = gl_FragCoord.xy / vec2(textureSize(plate, 0));
  vec4 known = texelFetch(plate, pixel, 0);
  vec4 other = texelFetch(candidate, pixel, 0);
  vec3 alpha = texture(hole, place).rgb;
  vec3 lit = 1.0 + texture(field, place).rgb;

  if (alpha.g > 0.0 || alpha.b > 0.5) {
    if (hasFill && known.a < SEEN_FROM && (known.a == 0.0 || guessRate > 0.0)) {
      vec3 shown = fillAt(clamp((place - crop.xy) / crop.zw, 0.0, 1.0)).rgb;
      vec3 guess = (shown / lit - fillOffset.rgb) / fillGain.rgb;
      known = vec4(known.a == 0.0 ? guess : mix(known.rgb, guess, guessRate), GUESSED);
    }
    plateResult = known;
    candidateResult = vec4(other.rgb, max(0.0, other.a - seconds));
    return;
  }

  vec3 shown = texelFetch(frame, pixel, 0).rgb;
  vec3 seen = (shown / lit - offset.rgb) / gain.rgb;
  vec3 expected = (known.rgb * gain.rgb + offset.rgb) * lit;
  // The first observation counts fully, then all are averaged, and eventually the mean is a running one.
  float rate = known.a < SEEN_FROM ? 1.0 : max((1.0 - known.a) / DOUBT, SLOWEST);
  float next = 1.0 - DOUBT * max(1.0 / (1.0 / rate + 1.0), SLOWEST);
  if (rate == 1.0 || largest(abs(shown - expected)) < tolerance) {
    plateResult = vec4(mix(known.rgb, seen, rate), next);
    candidateResult = vec4(other.rgb, max(0.0, other.a - FORGETTING * seconds));
    return;
  }
  // Something else: it becomes the room once it has been visible for long enough without changing.
  bool isSame = other.a > 0.0 && largest(abs(seen - other.rgb) * gain.rgb * lit) < tolerance;
  candidateResult = isSame
    ? vec4(mix(other.rgb, seen, OTHER_SHARE), other.a + seconds)
    : vec4(seen, clamp(seconds, SHORTEST_LOOK, FIRST_LOOK));
  plateResult = known;
  float patience = mix(switchAfter.x, switchAfter.y, smoothstep(NEW_UNTIL, SETTLED_FROM, known.a));
  if (candidateResult.a > patience) {
    plateResult = vec4(candidateResult.rgb, SWITCHED);
    // The old room may come back: a lamp that is switched on again, a door that is shut.
    candidateResult = vec4(known.rgb, 0.0);
  }
}
