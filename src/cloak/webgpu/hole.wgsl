// The hole: the person mask grown, then feathered outwards. After `soften` two runs of `grow` and
// two of `feather`, one per axis, on a small picture.

struct Settings {
  direction: vec2i,
  reach: i32,       // px
  is_last: u32,
  mask_low: f32,
  mask_high: f32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var linear: sampler;
@group(0) @binding(3) var target_picture: texture_storage_2d<rgba8unorm, write>;
@group(0) @binding(4) var hide: texture_2d<f32>; // what is hidden beside the person

fn at(pixel: vec2i, size: vec2i) -> f32 {
  return textureLoad(source, clamp(pixel, vec2i(0), size - 1), 0).r;
}

// The mask at the hole's size, its confidence made a soft mask.
@compute @workgroup_size(8, 8)
fn soften(@builtin(global_invocation_id) id: vec3u) {
  let size = vec2i(textureDimensions(target_picture));
  let pixel = vec2i(id.xy);
  if (any(pixel >= size)) { return; }
  let place = (vec2f(pixel) + 0.5) / vec2f(size);
  let confidence = textureSampleLevel(source, linear, place, 0.0).r;
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
  // A blurred edge is 0.5 at the grown mask's border: doubled, all of the fall lies outside of it.
  var hidden = 0.0;
  if (settings.is_last == 1u) {
    value = min(1.0, 2.0 * value);
    hidden = textureSampleLevel(hide, linear, (vec2f(pixel) + 0.5) / vec2f(size), 0.0).r;
  }
  textureStore(target_picture, pixel, vec4f(max(value, hidden), value, value, 1.0));
}
