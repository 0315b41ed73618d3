// Bilinear sampling of a fill; prepended to the shaders that show it.
precision highp float;
precision highp int;
uniform highp sampler2D fill;
uniform ivec2 fillSize;
uniform vec2 range; // the values of black and white in the fill
uniform bool matteFirst; // its pixels begin with the matte

// Neither NaN, nor infinite, nor (from 1e30 on) about to become so. Tested by its bits, because a compiler may assume
// that every float is a number and drop isnan().
bool isNumber(float value) {
  return (floatBitsToUint(value) & 0x7fffffffu) < 0x7149f2cau;
}

// Colour in rgb and matte in a, all 0..1. An invalid pixel is hole, and has no colour.
vec4 fillPixel(ivec2 pixel, out float hasColour) {
  vec4 given = texelFetch(fill, clamp(pixel, ivec2(0), fillSize - 1), 0);
  if (matteFirst) given = given.gbar;
  bool isColour = isNumber(given.r) && isNumber(given.g) && isNumber(given.b);
  float matte = isColour && isNumber(given.a) ? given.a : 1.0;
  vec3 colour = isColour ? (given.rgb - range.x) / (range.y - range.x) : vec3(0.0);
  hasColour = isColour ? 1.0 : 0.0;
  return clamp(vec4(colour, matte), 0.0, 1.0);
}

// inside: the place in the crop, 0..1. Pixels without a colour take their neighbours', or grey.
vec4 fillAt(vec2 inside) {
  vec2 at = inside * vec2(fillSize) - 0.5;
  ivec2 first = ivec2(floor(at));
  vec2 share = fract(at);
  vec4 has;
  vec4 a = fillPixel(first, has.x);
  vec4 b = fillPixel(first + ivec2(1, 0), has.y);
  vec4 c = fillPixel(first + ivec2(0, 1), has.z);
  vec4 d = fillPixel(first + ivec2(1, 1), has.w);
  vec4 mixed = mix(mix(a, b, share.x), mix(c, d, share.x), share.y);
  if (has == vec4(1.0)) return mixed;
  float known = mix(mix(has.x, has.y, share.x), mix(has.z, has.w, share.x), share.y);
  return vec4(known > 1e-3 ? min(mixed.rgb / known, 1.0) : vec3(0.5), mixed.a);
}
