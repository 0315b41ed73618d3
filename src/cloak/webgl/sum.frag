#version 300 es
// The sum of the known pixels in each row of the coarsest level: one pixel per row. Without it, every pixel of
// `settle` would visit the whole level, which is large if its side was odd from the start.
precision highp float;
uniform sampler2D fine;
uniform int across; // px per row
out vec4 result;

void main() {
  vec4 sum = vec4(0.0);
  for (int x = 0; x < across; x++) {
    vec4 pixel = texelFetch(fine, ivec2(x, int(gl_FragCoord.y)), 0);
    sum += vec4(pixel.rgb * pixel.a, pixel.a);
  }
  result = sum;
}
