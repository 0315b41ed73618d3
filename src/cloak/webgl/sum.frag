#version 300 es
// What is known in each row of the coarsest level, added up: one pixel per row. Every pixel of
// `settle` would otherwise go through all of a level whose side is odd from the start.
precision highp float;
uniform sampler2D fine;
uniform int across; // px of a row
out vec4 result;

void main() {
  vec4 sum = vec4(0.0);
  for (int x = 0; x < across; x++) {
    vec4 pixel = texelFetch(fine, ivec2(x, int(gl_FragCoord.y)), 0);
    sum += vec4(pixel.rgb * pixel.a, pixel.a);
  }
  result = sum;
}
