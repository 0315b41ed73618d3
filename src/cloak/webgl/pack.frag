#version 300 es
// The network's input, packed: colours in its range, all else 0..1, four values to a pixel of the
// target, plane by plane and row by row. The twin of `write_input` in ../webgpu/input.wgsl.
precision highp float;
precision highp int;
uniform sampler2D seen;   // the crop: colour in rgb, known (0 or 1) in a
uniform sampler2D filled; // the same with its hole filled
uniform int width;        // of the crop, and of the target
uniform int pixels;       // of the crop
uniform int planes[11];   // their codes are those of ../planes.ts
uniform int count;
uniform vec2 range;
out vec4 result;

// Noise that is the same in every frame: PCG of the pixel's place, as in input.wgsl.
float noise(uvec2 pixel) {
  uint state = (pixel.y * 65536u + pixel.x) * 747796405u + 2891336453u;
  uint word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  word = (word >> 22u) ^ word;
  return float(word >> 8u) / 16777216.0;
}

float plane(int code, ivec2 pixel, vec4 colour, vec3 prefilled) {
  if (code == 10) return noise(uvec2(pixel));
  if (code == 9) return 1.0 - colour.a;
  float value = code < 3 ? colour[code] : code < 6 ? colour[code - 3] * colour.a : prefilled[code - 6];
  return mix(range.x, range.y, value);
}

void main() {
  int first = 4 * (int(gl_FragCoord.y) * width + int(gl_FragCoord.x));
  int last = -1;
  ivec2 pixel;
  vec4 colour;
  vec3 prefilled;
  vec4 values = vec4(0.0);
  for (int i = 0; i < 4; i++) {
    int index = (first + i) / count;
    if (index >= pixels) break;
    if (index != last) {
      pixel = ivec2(index % width, index / width);
      colour = texelFetch(seen, pixel, 0);
      prefilled = texelFetch(filled, pixel, 0).rgb;
      last = index;
    }
    values[i] = plane(planes[(first + i) % count], pixel, colour, prefilled);
  }
  result = values;
}
