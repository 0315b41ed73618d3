// The clean plate: two half-float pictures at frame size, colour with confidence and the candidate to
// replace it. The twins of the entry points are the shaders of the same names in ../webgl. The rule's numbers are in
// ../plate-rules.ts.

struct Settings {
  gain: vec4f,          // frame = (gain x plate + offset) x (1 + field)
  offset: vec4f,
  fill_gain: vec4f,     // the light in which the fill was made
  fill_offset: vec4f,
  crop: vec4f,          // of the fill: origin and extent, shares of the frame
  shift: vec2f,         // px by which the content moved
  turn: vec2f,          // cosine and sine of the rotation about the centre, divided by the scale
  switch_after: vec2f,  // seconds: for a new pixel, and for a well-known one
  seconds: f32,
  tolerance: f32,
  guess_rate: f32,      // how far a guess moves towards the fill
  seen_from: f32,       // confidence from which a pixel is seen
  has_fill: u32,
  is_moved: u32,
  view: u32,            // of ../picture-codes.ts, and not VIEW_FRAME
  split: f32,
  support: f32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var hole: texture_2d<f32>;      // red: alpha that is shown, green: the person's, blue: must not be learned
@group(0) @binding(3) var plate: texture_2d<f32>;     // colour in the plate's own light, confidence in a
@group(0) @binding(4) var candidate: texture_2d<f32>; // what is visible instead of the plate, and in a for how many seconds
@group(0) @binding(5) var field: texture_2d<f32>;
@group(0) @binding(6) var linear: sampler;
@group(0) @binding(7) var plate_result: texture_storage_2d<rgba16float, write>;
@group(0) @binding(8) var candidate_result: texture_storage_2d<rgba16float, write>;
@group(0) @binding(9) var unknown_result: texture_storage_2d<rgba8unorm, write>;

fn largest(value: vec3f) -> f32 {
  return max(value.r, max(value.g, value.b));
}

fn light_at(place: vec2f) -> vec3f {
  return 1.0 + textureSampleLevel(field, linear, place, 0.0).rgb;
}

// The plate learns from a frame: outside the hole what is visible, inside it what the generator invented.
@compute @workgroup_size(8, 8)
fn observe(@builtin(global_invocation_id) id: vec3u) {
  let size = textureDimensions(plate);
  if (any(id.xy >= size)) { return; }
  let pixel = vec2i(id.xy);
  let place = (vec2f(id.xy) + 0.5) / vec2f(size);
  var known = textureLoad(plate, pixel, 0);
  let other = textureLoad(candidate, pixel, 0);
  let alpha = textureSampleLevel(hole, linear, place, 0.0).rgb;
  let lit = light_at(place);

  if (alpha.g > 0.0 || alpha.b > 0.5) {
    let asks = known.a < SEEN_FROM && (known.a == 0.0 || settings.guess_rate > 0.0);
    if (settings.has_fill == 1u && asks) {
      let inside = saturate((place - settings.crop.xy) / settings.crop.zw);
      let guess = (fill_at(inside).rgb / lit - settings.fill_offset.rgb) / settings.fill_gain.rgb;
      let rate = select(settings.guess_rate, 1.0, known.a == 0.0);
      known = vec4f(mix(known.rgb, guess, rate), GUESSED);
    }
    textureStore(plate_result, pixel, known);
    let age = max(0.0, other.a - settings.seconds);
    textureStore(candidate_result, pixel, vec4f(other.rgb, age));
    return;
  }

  let shown = textureLoad(frame, pixel, 0).rgb;
  let seen = (shown / lit - settings.offset.rgb) / settings.gain.rgb;
  let expected = (known.rgb * settings.gain.rgb + settings.offset.rgb) * lit;
  // The first observation counts fully, then all are averaged, and eventually the mean is a running one.
  let later = max((1.0 - known.a) / DOUBT, SLOWEST);
  let rate = select(later, 1.0, known.a < SEEN_FROM);
  if (rate == 1.0 || largest(abs(shown - expected)) < settings.tolerance) {
    let next = 1.0 - DOUBT * max(1.0 / (1.0 / rate + 1.0), SLOWEST);
    textureStore(plate_result, pixel, vec4f(mix(known.rgb, seen, rate), next));
    let age = max(0.0, other.a - FORGETTING * settings.seconds);
    textureStore(candidate_result, pixel, vec4f(other.rgb, age));
    return;
  }
  // Something else: it becomes the room once it has been visible for long enough without changing.
  var next = vec4f(seen, clamp(settings.seconds, SHORTEST_LOOK, FIRST_LOOK));
  if (other.a > 0.0 && largest(abs(seen - other.rgb) * settings.gain.rgb * lit) < settings.tolerance) {
    next = vec4f(mix(other.rgb, seen, OTHER_SHARE), other.a + settings.seconds);
  }
  let settled = smoothstep(NEW_UNTIL, SETTLED_FROM, known.a);
  if (next.a > mix(settings.switch_after.x, settings.switch_after.y, settled)) {
    textureStore(plate_result, pixel, vec4f(next.rgb, SWITCHED));
    // The old room may come back: a lamp that is switched on again, a door that is shut.
    textureStore(candidate_result, pixel, vec4f(known.rgb, 0.0));
    return;
  }
  textureStore(plate_result, pixel, known);
  textureStore(candidate_result, pixel, next);
}

// Catmull-Rom: repeated resampling must not blur the plate.
fn weights(t: f32) -> vec4f {
  let u = t * t;
  let v = u * t;
  return vec4f(
    -0.5 * v + u - 0.5 * t,
    1.5 * v - 2.5 * u + 1.0,
    -1.5 * v + 2.0 * u + 0.5 * t,
    0.5 * v - 0.5 * u,
  );
}

fn sharp(place: vec2f, size: vec2i) -> vec4f {
  let at = place - 0.5;
  let first = vec2i(floor(at));
  let across = weights(at.x - floor(at.x));
  let down = weights(at.y - floor(at.y));
  var colour = vec3f(0.0);
  var least = 1.0;
  for (var j = 0; j < 4; j++) {
    for (var i = 0; i < 4; i++) {
      let near = textureLoad(plate, clamp(first + vec2i(i - 1, j - 1), vec2i(0), size - 1), 0);
      colour += across[i] * down[j] * near.rgb;
      if (i > 0 && i < 3 && j > 0 && j < 3) { least = min(least, near.a); }
    }
  }
  return vec4f(colour, least);
}

// Warps the whole plate to a frame: moves it with the camera, and puts it into the frame's light.
@compute @workgroup_size(8, 8)
fn carry(@builtin(global_invocation_id) id: vec3u) {
  let size = textureDimensions(plate);
  if (any(id.xy >= size)) { return; }
  let pixel = vec2i(id.xy);
  let middle = vec2f(id.xy) + 0.5;
  let light = light_at(middle / vec2f(size));
  var known = textureLoad(plate, pixel, 0);
  var other = textureLoad(candidate, pixel, 0);
  if (settings.is_moved == 1u) {
    let centre = 0.5 * vec2f(size);
    let moved = middle - centre - settings.shift;
    let turn = settings.turn;
    let place = centre
      + vec2f(turn.x * moved.x + turn.y * moved.y, turn.x * moved.y - turn.y * moved.x);
    let is_inside = all(place >= vec2f(0.0)) && all(place <= vec2f(size));
    // What comes into view repeats the plate's edge: a guess, until it is seen.
    known = sharp(clamp(place, vec2f(0.0), vec2f(size)), vec2i(size));
    if (!is_inside) { known.a = min(known.a, GUESSED); }
    other = vec4f(0.0);
  }
  let lit = (known.rgb * settings.gain.rgb + settings.offset.rgb) * light;
  let other_lit = (other.rgb * settings.gain.rgb + settings.offset.rgb) * light;
  textureStore(plate_result, pixel, vec4f(lit, known.a));
  textureStore(candidate_result, pixel, vec4f(other_lit, other.a));
}

// Where the room was never seen: inside the hole, and at best guessed by the plate.
@compute @workgroup_size(8, 8)
fn unknown(@builtin(global_invocation_id) id: vec3u) {
  let size = textureDimensions(unknown_result);
  if (any(id.xy >= size)) { return; }
  let place = (vec2f(id.xy) + 0.5) / vec2f(size);
  let is_hole = textureSampleLevel(hole, linear, place, 0.0).r > settings.support;
  // The least confidence of the corners: the generator must not see half-known pixels.
  let corner = 0.5 / vec2f(size);
  var known = 1.0;
  for (var i = 0u; i < 4u; i++) {
    let near = place + corner * vec2f(vec2u(i & 1u, i >> 1u)) * 2.0 - corner;
    let pixel = vec2i(near * vec2f(textureDimensions(plate)) - 1e-3);
    known = min(known, textureLoad(plate, pixel, 0).a);
  }
  let value = select(0.0, 1.0, is_hole && known < settings.seen_from);
  textureStore(unknown_result, id.xy, vec4f(value, 0.0, 0.0, 1.0));
}

// The room for the texture stage. rgb: the known room, the fill elsewhere; a: how the pixel may be used. Without a
// plate seen_from is above 1.
@fragment
fn room(corner: Corner) -> @location(0) vec4f {
  let pixel = vec2i(corner.position.xy);
  let place = corner.place;
  let alpha = textureSampleLevel(hole, linear, place, 0.0).rgb;
  if (alpha.r == 0.0) { // the frame unchanged; right next to the hole the person may extend a little further
    let shown = textureLoad(frame, pixel, 0).rgb;
    return vec4f(shown, select(128.0 / 255.0, 1.0, alpha.b == 0.0));
  }
  let lit = light_at(place);
  var known = textureLoad(plate, pixel, 0);
  let is_seen = known.a >= settings.seen_from;
  if (!is_seen) {
    let shown = fill_at(saturate((place - settings.crop.xy) / settings.crop.zw)).rgb;
    known = vec4f((shown / lit - settings.fill_offset.rgb) / settings.fill_gain.rgb, 0.0);
  }
  let in_frame = (known.rgb * settings.gain.rgb + settings.offset.rgb) * lit;
  return vec4f(in_frame, select(0.0, 1.0, is_seen));
}

fn grey(colour: vec3f) -> f32 {
  return dot(colour, vec3f(0.299, 0.587, 0.114));
}

// The picture that is shown while the room is remembered: the plate, in the frame's light, inside the hole.
@fragment
fn reveal(corner: Corner) -> @location(0) vec4f {
  let pixel = vec2i(corner.position.xy);
  let place = corner.place;
  let view = settings.view;
  let seen = textureLoad(frame, pixel, 0).rgb;
  let alpha = textureSampleLevel(hole, linear, place, 0.0).r;
  if (view == VIEW_HOLE) { return vec4f(vec3f(alpha), 1.0); }
  let is_before = view == VIEW_SPLIT && place.x < settings.split;
  if (is_before || (view <= VIEW_MASK && alpha == 0.0)) { return vec4f(seen, 1.0); }

  let known = textureLoad(plate, pixel, 0);
  let room = (known.rgb * settings.gain.rgb + settings.offset.rgb) * light_at(place);
  let cloaked = mix(seen, room, alpha);
  if (view <= VIEW_SPLIT) { return vec4f(cloaked, 1.0); }
  if (view == VIEW_MASK) {
    let tinted = vec3f(0.25, 0.95, 0.8) * (0.35 + 0.65 * grey(seen));
    return vec4f(mix(seen, tinted, 0.75 * alpha), 1.0);
  }
  if (view == VIEW_PLATE) { return vec4f(select(vec3f(0.06), room, known.a > 0.0), 1.0); }
  if (view == VIEW_CONFIDENCE) {
    var tint = select(vec3f(1.0, 0.6, 0.2), vec3f(0.25, 0.85, 0.6), known.a >= settings.seen_from);
    if (known.a == 0.0) { tint = vec3f(0.25); }
    return vec4f(tint * (0.25 + 0.75 * grey(cloaked)), 1.0);
  }
  return select(known, vec4f(vec3f(known.a), 1.0), view == VIEW_KNOWN);
}
