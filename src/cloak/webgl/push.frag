#version 300 es
// Makes the next finer pyramid level; the twin of `push` in ../webgpu/input.wgsl.
precision highp float;
uniform sampler2D fine;
uniform sampler2D coarse;
uniform ivec2 size; // of the coarse level
out vec4 result;

vec3 coarseAt(ivec2 pixel) {
  return texelFetch(coarse, clamp(pixel, ivec2(0), size - 1), 0).rgb;
}

void main() {
  vec2 place = gl_FragCoord.xy / 2.0 - 0.5;
  ivec2 first = ivec2(floor(place));
  vec2 share = fract(place);
  vec3 top = mix(coarseAt(first), coarseAt(first + ivec2(1, 0)), share.x);
  vec3 bottom = mix(coarseAt(first + ivec2(0, 1)), coarseAt(first + ivec2(1, 1)), share.x);
  vec4 pixel = texelFetch(fine, ivec2(gl_FragCoord.xy), 0);
  result = vec4(mix(mix(top, bottom, share.y), pixel.rgb, pixel.a), pixel.a);
}
