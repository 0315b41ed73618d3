#version 300 es
// The picture that is shown; the twin of ../webgpu/compose.wgsl.
precision highp float;
precision highp int;
uniform sampler2D frame;
uniform sampler2D hole;
uniform sampler2D fill;
uniform vec2 canvasSize;
uniform vec4 crop; // origin and extent, shares of the frame
uniform ivec2 fillSize;
uniform int view; // 0 cloaked, 1 split, 2 mask, 3 frame, 4 the hole's alpha itself
uniform vec2 range;
uniform float split;
uniform bool hasHole;
out vec4 result;

vec3 fillPixel(ivec2 pixel) {
  vec3 colour = texelFetch(fill, clamp(pixel, ivec2(0), fillSize - 1), 0).rgb;
  return clamp((colour - range.x) / (range.y - range.x), 0.0, 1.0);
}

vec3 fillColour(vec2 place) {
  vec2 at = (place - crop.xy) / crop.zw * vec2(fillSize) - 0.5;
  ivec2 first = ivec2(floor(at));
  vec2 share = fract(at);
  vec3 top = mix(fillPixel(first), fillPixel(first + ivec2(1, 0)), share.x);
  vec3 bottom = mix(fillPixel(first + ivec2(0, 1)), fillPixel(first + ivec2(1, 1)), share.x);
  return mix(top, bottom, share.y);
}

void main() {
  // The canvas counts rows from below, the frame from above.
  vec2 place = vec2(gl_FragCoord.x, canvasSize.y - gl_FragCoord.y) / canvasSize;
  vec3 seen = texelFetch(frame, ivec2(place * canvasSize), 0).rgb; // the canvas has the frame's size
  if (!hasHole) {
    result = vec4(view == 4 ? vec3(0.0) : seen, 1.0);
    return;
  }
  float alpha = texture(hole, place).r;
  bool isBefore = view == 1 && place.x < split;
  if (view == 4) {
    result = vec4(vec3(alpha), 1.0);
  } else if (view == 2) {
    float grey = dot(seen, vec3(0.299, 0.587, 0.114));
    result = vec4(mix(seen, vec3(0.25, 0.95, 0.8) * (0.35 + 0.65 * grey), 0.75 * alpha), 1.0);
  } else if (view == 3 || isBefore || alpha == 0.0) {
    result = vec4(seen, 1.0);
  } else {
    result = vec4(mix(seen, fillColour(place), alpha), 1.0);
  }
}
