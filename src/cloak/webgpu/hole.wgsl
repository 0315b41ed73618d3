// The hole: the person mask grown, then feathered outwards. `soften` runs first, then `grow` twice and `feather`
// twice, once per axis, on a small picture.

struct Settings {
  direction: vec2i,
  reach: i32,       // px
  is_last: u32,
  mask_low: f32,
  mask_high: f32,
  refine: vec2f,    // how far the mask's edge may be off, shares of the width and height
  apart: i32,       // px from the grown mask within which nothing is learned
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var linear: sampler;
@group(0) @binding(3) var target_picture: texture_storage_2d<rgba8unorm, write>;
@group(0) @binding(5) var frame: texture_2d<f32>;
@group(0) @binding(4) var hide: texture_2d<f32>; // what to hide besides the person

fn at(pixel: vec2i, size: vec2i) -> f32 {
  return textureLoad(source, clamp(pixel, vec2i(0), size - 1), 0).r;
}

const TAPS = 12;        // in a spiral
const ALIKE = 0.07;     // standard deviation of the colour weight, of 0..1
const GOLDEN = 2.399963; // radians: spreads the taps evenly

// The mask at the hole's size, snapped to the frame's edges, with its confidence mapped to a soft edge.
@compute @workgroup_size(8, 8)
fn soften(@builtin(global_invocation_id) id: vec3u) {
  let size = vec2i(textureDimensions(target_picture));
  let pixel = vec2i(id.xy);
  if (any(pixel >= size)) { return; }
  let place = (vec2f(pixel) + 0.5) / vec2f(size);
  let own = textureSampleLevel(frame, linear, place, 0.0).rgb;
  // Joint bilateral upsampling (Kopf et al. 2007): nearby places of similar colour are averaged.
  var sum = textureSampleLevel(source, linear, place, 0.0).r;
  var weights = 1.0;
  for (var i = 0; i < TAPS; i++) {
    let angle = f32(i) * GOLDEN;
    let far = settings.refine * sqrt((f32(i) + 0.5) / f32(TAPS));
    let near = place + far * vec2f(cos(angle), sin(angle));
    let apart = textureSampleLevel(frame, linear, near, 0.0).rgb - own;
    let weight = exp(-dot(apart, apart) / (2.0 * ALIKE * ALIKE));
    sum += weight * textureSampleLevel(source, linear, near, 0.0).r;
    weights += weight;
  }
  let confidence = sum / weights;
  let soft = (confidence - settings.mask_low) / (settings.mask_high - settings.mask_low);
  textureStore(target_picture, pixel, vec4f(vec3f(saturate(soft)), 1.0));
}

@compute @workgroup_size(8, 8)
fn grow(@builtin(global_invocation_id) id: vec3u) {
  let size = vec2i(textureDimensions(target_picture));
  let pixel = vec2i(id.xy);
  if (any(pixel >= size)) { return; }
  var largest = 0.0;
  for (var i = -settings.reach; i <= settings.reach; i++) {
    largest = max(largest, at(pixel + i * settings.direction, size));
  }
  textureStore(target_picture, pixel, vec4f(vec3f(largest), 1.0));
}

@compute @workgroup_size(8, 8)
fn feather(@builtin(global_invocation_id) id: vec3u) {
  let size = vec2i(textureDimensions(target_picture));
  let pixel = vec2i(id.xy);
  if (any(pixel >= size)) { return; }
  var sum = 0.0;
  var weights = 0.0;
  for (var i = -settings.reach; i <= settings.reach; i++) {
    let weight = f32(settings.reach + 1 - abs(i));
    sum += weight * at(pixel + i * settings.direction, size);
    weights += weight;
  }
  var value = sum / weights;
  var near = 0.0;
  for (var i = -settings.apart; i <= settings.apart; i++) {
    let place = clamp(pixel + i * settings.direction, vec2i(0), size - 1);
    near = max(near, textureLoad(source, place, 0).b);
  }
  // A blurred edge is 0.5 at the grown mask's border: after doubling, the whole falloff lies outside it.
  var hidden = vec2f(0.0);
  if (settings.is_last == 1u) {
    value = min(1.0, 2.0 * value);
    near = step(0.5, near); // only the surer half of the edge: the rest is blur
    hidden = textureSampleLevel(hide, linear, (vec2f(pixel) + 0.5) / vec2f(size), 0.0).rg;
  }
  textureStore(target_picture, pixel, vec4f(max(value, hidden.r), value, max(near, hidden.g), 1.0));
}
