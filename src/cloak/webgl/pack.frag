#version 300 es
// The network's input, packed: colours in its range, all else 0..1, four values per pixel of the target, plane by
// plane and row by row. The twin of `write_input` in ../webgpu/input.wgsl. Compile-time constants: COUNT, the number
// of planes; PLANES, their expressions, separated by commas; PREFILLS, 1 if those include `smoothed`.
precision highp float;
precision highp int;
uniform sampler2D seen;   // the crop: colour in rgb, known (0 or 1) in a
uniform sampler2D filled; // the same with its hole filled
uniform int width;        // of the crop, and of the target
uniform int pixels;       // of the crop
uniform vec2 range;
out vec4 result;

float ranged(float value) {
  return mix(range.x, range.y, value);
}

// Noise that is the same in every frame: PCG of the pixel's place, as in input.wgsl.
float noise(uvec2 pixel) {
  uint state = (pixel.y * 65536u + pixel.x) * 747796405u + 2891336453u;
  uint word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  word = (word >> 22u) ^ word;
  return float(word >> 8u) / 16777216.0;
}

vec3 smoothedAt(ivec2 pixel) {
#if PREFILLS
  return texelFetch(filled, pixel, 0).rgb;
#else
  return vec3(0.0);
#endif
}

void main() {
#if COUNT == 4
  // A pixel of the target is one of the crop.
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  vec4 colour = texelFetch(seen, pixel, 0);
  vec3 smoothed = smoothedAt(pixel);
  result = vec4(PLANES);
#else
  int first = 4 * (int(gl_FragCoord.y) * width + int(gl_FragCoord.x));
  vec4 four = vec4(0.0);
  for (int i = 0; i < 4; i++) {
    int index = min((first + i) / COUNT, pixels - 1); // the last few may lie beyond the last pixel
    ivec2 pixel = ivec2(index % width, index / width);
    vec4 colour = texelFetch(seen, pixel, 0);
    vec3 smoothed = smoothedAt(pixel);
    float planes[COUNT] = float[COUNT](PLANES);
    four[i] = planes[(first + i) % COUNT];
  }
  result = four;
#endif
}
