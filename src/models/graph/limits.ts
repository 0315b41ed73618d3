// How large a variant may be. What is larger is refused with a sentence before any of it is loaded or run: a few bytes of
// a graph can ask for gigabytes. Said in training/README.md too.

/** Of all its files together, bytes. */
export const MOST_BYTES = 256e6;
/** Of model.json, bytes. */
export const MOST_MODEL_BYTES = 16e6;
/** Of card.json, bytes. */
export const MOST_CARD_BYTES = 1e6;
export const MOST_FILES = 64;
/** Of a side of input and output, px. */
export const LONGEST_SIDE = 1024;
/** Of the colours' range, either way. */
export const WIDEST_RANGE = 65536;
/** Between the two ends of the colours' range. */
export const NARROWEST_RANGE = 1e-3;
/** Of the golden output, of 0..1: five hundredths are 13 grey levels. */
export const LARGEST_TOLERANCE = 0.05;
export const MOST_NODES = 10_000;
/** Numbers in all weights together; each takes 4 bytes once it is loaded. */
export const MOST_WEIGHTS = 64e6;
/** Bytes of everything that is computed and still needed, at the worst moment of a run. */
export const MOST_ACTIVATION_BYTES = 256e6;
/** Of one run: the U-Net of pix2pix at 256x256 has 18 thousand million. */
export const MOST_MULTIPLY_ACCUMULATES = 20e9;
/** Dimensions of a tensor; tfjs knows no more. */
export const MOST_DIMENSIONS = 6;
/** Of ONNX Runtime's memory, with a .onnx file in it: weights and all that is computed, bytes. */
export const MOST_ONNX_MEMORY = 2e9;
