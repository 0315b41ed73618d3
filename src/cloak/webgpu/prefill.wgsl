// The generator's input: the crop of the frame, its hole filled smoothly by a push-pull pyramid.
// The definition is that of training/vanish/prefill.py; a golden file holds the two together.
// All levels lie in one buffer, finest first: colour in rgb, known (0..1) in a.

struct Level {
  side: vec2u,      // of the level this run writes, px
  fine: u32,        // where the finer of the two levels begins in the pyramid
  coarse: u32,      // where the coarser begins
}

struct Crop {
  origin: vec2f,    // shares of the frame
  extent: vec2f,
  range: vec2f,     // what black and white stand for in the network's input
  taps: u32,        // samples on each axis of one pixel of the crop
  support: f32,     // alpha above which a pixel is hole
}

@group(0) @binding(0) var<uniform> level: Level;
@group(0) @binding(1) var<storage, read_write> pyramid: array<vec4f>;

@group(1) @binding(0) var<uniform> crop: Crop;
@group(1) @binding(1) var frame: texture_external;
@group(1) @binding(2) var hole: texture_2d<f32>;
@group(1) @binding(3) var linear: sampler;

@group(2) @binding(0) var<storage, read_write> input: array<vec4f>;

// Cuts the crop out of the frame: the mean of evenly spread samples, so that nothing flickers.
@compute @workgroup_size(8, 8)
fn cut(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  var colour = vec3f(0.0);
  for (var j = 0u; j < crop.taps; j++) {
    for (var i = 0u; i < crop.taps; i++) {
      let inside = (vec2f(vec2u(i, j)) + 0.5) / f32(crop.taps);
      let place = crop.origin + crop.extent * (vec2f(id.xy) + inside) / vec2f(level.side);
      colour += textureSampleBaseClampToEdge(frame, linear, place).rgb;
    }
  }
  let centre = crop.origin + crop.extent * (vec2f(id.xy) + 0.5) / vec2f(level.side);
  let alpha = textureSampleLevel(hole, linear, centre, 0.0).r;
  let known = select(1.0, 0.0, alpha > crop.support);
  pyramid[id.y * level.side.x + id.x] = vec4f(colour / f32(crop.taps * crop.taps), known);
}

// One level coarser: the mean of what is known in 2x2 pixels.
@compute @workgroup_size(8, 8)
fn pull(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  var colour = vec3f(0.0);
  var known = 0.0;
  for (var i = 0u; i < 4u; i++) {
    let pixel = 2u * id.xy + vec2u(i & 1u, i >> 1u);
    let fine = pyramid[level.fine + pixel.y * 2u * level.side.x + pixel.x];
    colour += fine.rgb * fine.a;
    known += fine.a;
  }
  colour /= max(known, 4e-6);
  pyramid[level.coarse + id.y * level.side.x + id.x] = vec4f(colour, min(known, 1.0));
}

// The coarsest level: what is unknown takes the mean of what is known. One invocation.
@compute @workgroup_size(1)
fn settle() {
  let count = level.side.x * level.side.y;
  var colour = vec3f(0.0);
  var known = 0.0;
  for (var i = 0u; i < count; i++) {
    let pixel = pyramid[level.fine + i];
    colour += pixel.rgb * pixel.a;
    known += pixel.a;
  }
  colour /= max(known, 1e-6);
  for (var i = 0u; i < count; i++) {
    let pixel = pyramid[level.fine + i];
    pyramid[level.fine + i] = vec4f(mix(colour, pixel.rgb, pixel.a), pixel.a);
  }
}

fn upsampled(id: vec2u) -> vec3f {
  let coarse = vec2i(level.side / 2u);
  let place = (vec2f(id) + 0.5) / 2.0 - 0.5;
  let first = vec2i(floor(place));
  let share = place - floor(place);
  let low = clamp(first, vec2i(0), coarse - 1);
  let high = clamp(first + 1, vec2i(0), coarse - 1);
  let a = pyramid[level.coarse + u32(low.y * coarse.x + low.x)].rgb;
  let b = pyramid[level.coarse + u32(low.y * coarse.x + high.x)].rgb;
  let c = pyramid[level.coarse + u32(high.y * coarse.x + low.x)].rgb;
  let d = pyramid[level.coarse + u32(high.y * coarse.x + high.x)].rgb;
  return mix(mix(a, b, share.x), mix(c, d, share.x), share.y);
}

// One level finer: what is unknown takes the coarser level's colour.
@compute @workgroup_size(8, 8)
fn push(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  let at = level.fine + id.y * level.side.x + id.x;
  let pixel = pyramid[at];
  pyramid[at] = vec4f(mix(upsampled(id.xy), pixel.rgb, pixel.a), pixel.a);
}

// The finest level as the network takes it: colour in its range, then the mask.
@compute @workgroup_size(8, 8)
fn write_input(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  let at = id.y * level.side.x + id.x;
  let pixel = pyramid[at];
  input[at] = vec4f(mix(vec3f(crop.range.x), vec3f(crop.range.y), pixel.rgb), 1.0 - pixel.a);
}
