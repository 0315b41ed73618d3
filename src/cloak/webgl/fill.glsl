// The generator's answer, sampled smoothly; put before a shader that shows it. Told when it is
// compiled: MATTE_FIRST (1 if the fill's pixels begin with the matte).
precision highp float;
precision highp int;
uniform sampler2D fill;
uniform ivec2 fillSize;
uniform vec2 range; // what black and white are in the fill

// Colour in rgb and matte in a, all 0..1.
vec4 fillPixel(ivec2 pixel) {
  vec4 given = texelFetch(fill, clamp(pixel, ivec2(0), fillSize - 1), 0);
#if MATTE_FIRST
  given = given.gbar;
#endif
  return clamp(vec4((given.rgb - range.x) / (range.y - range.x), given.a), 0.0, 1.0);
}

// inside: the place in the crop, 0..1
vec4 fillAt(vec2 inside) {
  vec2 at = inside * vec2(fillSize) - 0.5;
  ivec2 first = ivec2(floor(at));
  vec2 share = fract(at);
  vec4 top = mix(fillPixel(first), fillPixel(first + ivec2(1, 0)), share.x);
  vec4 bottom = mix(fillPixel(first + ivec2(0, 1)), fillPixel(first + ivec2(1, 1)), share.x);
  return mix(top, bottom, share.y);
}
