#version 300 es
// The picture that is shown: the frame, with the fill in its hole. The twin of
// ../webgpu/compose.wgsl. Compile-time constants: ALPHA_FROM, and those of
// ../picture-codes.ts.
uniform sampler2D frame;
uniform sampler2D hole;
uniform vec2 canvasSize;
uniform vec4 crop; // origin and extent, shares of the frame
uniform int view; // VIEW_CLOAKED to VIEW_HOLE
uniform float split;
uniform bool covers; // covers the hole with one plain colour, whatever the fill is
#if ALPHA_FROM != ALPHA_OF_HOLE
uniform vec2 matte;    // the mattes that become alpha 0 and 1
uniform float fade;    // px of the fill over which the matte ends at the crop's border
#endif
out vec4 result;

#if ALPHA_FROM != ALPHA_OF_HOLE
// The matte as an alpha. It ends with the crop, and fades out where the frame continues beyond the border.
float matteAlpha(float value, vec2 inside) {
  if (any(lessThan(inside, vec2(0.0))) || any(greaterThan(inside, vec2(1.0)))) return 0.0;
  vec2 side = vec2(fillSize);
  vec2 end = crop.xy + crop.zw;
  vec2 first = mix(vec2(1.0), inside * side / fade, greaterThan(crop.xy, vec2(1e-4)));
  vec2 last = mix(vec2(1.0), (1.0 - inside) * side / fade, lessThan(end, vec2(1.0 - 1e-4)));
  vec2 fades = clamp(min(first, last), 0.0, 1.0);
  return smoothstep(matte.x, matte.y, value) * fades.x * fades.y;
}
#endif

void main() {
  // The canvas counts rows from below, the frame from above.
  vec2 place = vec2(gl_FragCoord.x, canvasSize.y - gl_FragCoord.y) / canvasSize;
  vec3 seen = texelFetch(frame, ivec2(place * canvasSize), 0).rgb; // the canvas has the frame's size
  float alpha = texture(hole, place).r;
  bool isBefore = view == VIEW_SPLIT && place.x < split;
  result = vec4(seen, 1.0);
  if (view == VIEW_HOLE) result = vec4(vec3(alpha), 1.0);
  if (view == VIEW_HOLE || view == VIEW_FRAME || isBefore) return;

  float covered = covers ? alpha : 0.0;
  vec2 inside = (place - crop.xy) / crop.zw;
#if ALPHA_FROM == ALPHA_OF_HOLE
  if (alpha == 0.0) return;
#endif
  vec4 filled = fillAt(inside);
#if ALPHA_FROM == ALPHA_OF_MATTE
  alpha = matteAlpha(filled.a, inside);
#elif ALPHA_FROM == ALPHA_OF_BOTH
  alpha = max(alpha, matteAlpha(filled.a, inside));
#endif
  if (max(alpha, covered) == 0.0) return;
  if (view == VIEW_MASK) {
    alpha = max(alpha, covered);
    covered = 0.0;
    float grey = dot(seen, vec3(0.299, 0.587, 0.114));
    filled.rgb = vec3(0.25, 0.95, 0.8) * (0.35 + 0.65 * grey);
    alpha *= 0.75;
  }
  result = vec4(mix(mix(seen, filled.rgb, alpha), vec3(0.06), covered), 1.0);
}
