#version 300 es
// The mask at the hole's size, snapped to the frame's edges, with its confidence mapped to a soft edge; the twin of
// `soften` in ../webgpu/hole.wgsl.
precision highp float;
uniform sampler2D source;
uniform sampler2D frame;
uniform vec2 size;
uniform vec2 levels; // the confidences mapped to 0 and 1
uniform vec2 reach;  // how far the mask's edge may be off, shares of the width and height
out vec4 result;

const int TAPS = 12;        // in a spiral
const float ALIKE = 0.07;   // standard deviation of the colour weight, of 0..1
const float GOLDEN = 2.399963; // radians: spreads the taps evenly

void main() {
  vec2 place = gl_FragCoord.xy / size;
  vec3 own = texture(frame, place).rgb;
  // Joint bilateral upsampling (Kopf et al. 2007): nearby places of similar colour are averaged.
  float sum = texture(source, place).r;
  float weights = 1.0;
  for (int i = 0; i < TAPS; i++) {
    float angle = float(i) * GOLDEN;
    vec2 near = place + reach * sqrt((float(i) + 0.5) / float(TAPS)) * vec2(cos(angle), sin(angle));
    vec3 apart = texture(frame, near).rgb - own;
    float weight = exp(-dot(apart, apart) / (2.0 * ALIKE * ALIKE));
    sum += weight * texture(source, near).r;
    weights += weight;
  }
  float confidence = sum / weights;
  result = vec4(vec3(clamp((confidence - levels.x) / (levels.y - levels.x), 0.0, 1.0)), 1.0);
}
