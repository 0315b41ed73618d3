#version 300 es
// The room for the texture stage. rgb: the known room, the fill elsewhere; a: how the pixel may be used. The twin of
// `room` in ../webgpu/plate.wgsl. Follows fill.glsl.
uniform sampler2D frame;
uniform sampler2D hole;      // red: alpha that is shown, green: the person's, blue: must not be learned
uniform sampler2D plate;
uniform sampler2D field;
uniform vec4 gain;
uniform vec4 offset;
uniform vec4 fillGain;       // the light in which the fill was made
uniform vec4 fillOffset;
uniform vec4 crop;           // of the fill: origin and extent, shares of the frame
uniform float seenFrom;      // confidence from which a pixel counts as seen; above 1: there is no plate
out vec4 result;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  vec2 place = gl_FragCoord.xy / vec2(textureSize(frame, 0));
  vec3 alpha = texture(hole, place).rgb;
  if (alpha.r == 0.0) { // the frame unchanged; right next to the hole the person may extend a little further
    result = vec4(texelFetch(frame, pixel, 0).rgb, alpha.b == 0.0 ? 1.0 : 128.0 / 255.0);
    return;
  }
  vec3 lit = 1.0 + texture(field, place).rgb;
  vec4 known = texelFetch(plate, pixel, 0);
  bool isSeen = known.a >= seenFrom;
  if (!isSeen) {
    vec3 shown = fillAt(clamp((place - crop.xy) / crop.zw, 0.0, 1.0)).rgb;
    known.rgb = (shown / lit - fillOffset.rgb) / fillGain.rgb;
  }
  result = vec4((known.rgb * gain.rgb + offset.rgb) * lit, isSeen ? 1.0 : 0.0);
}
