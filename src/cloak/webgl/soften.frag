#version 300 es
// The mask at the hole's size, its confidence made soft; the twin of `soften` in ../webgpu/hole.wgsl.
precision highp float;
uniform sampler2D source;
uniform vec2 size;
uniform vec2 levels; // the confidences that become 0 and 1
out vec4 result;

void main() {
  float confidence = texture(source, gl_FragCoord.xy / size).r;
  result = vec4(vec3(clamp((confidence - levels.x) / (levels.y - levels.x), 0.0, 1.0)), 1.0);
}
