// How large a variant may be. A larger one is refused with a sentence before any of it is loaded or run: a few bytes of
// a graph can ask for gigabytes. training/README.md repeats the limits.

/** All its files together, bytes. */
export const MOST_BYTES = 256e6;
/** model.json, bytes. */
export const MOST_MODEL_BYTES = 16e6;
/** card.json, bytes. */
export const MOST_CARD_BYTES = 1e6;
export const MOST_FILES = 64;
/** One side of the input or output, px. */
export const LONGEST_SIDE = 1024;
/** Absolute value of either end of the colours' range. */
export const WIDEST_RANGE = 65536;
/** Distance between the two ends of the colours' range. */
export const NARROWEST_RANGE = 1e-3;
/** For the golden output, on a scale of 0..1: five hundredths are 13 grey levels. */
export const LARGEST_TOLERANCE = 0.05;
export const MOST_NODES = 10_000;
/** Numbers in all weights together. Each takes 4 bytes once loaded. */
export const MOST_WEIGHTS = 64e6;
/** Peak memory of tensors that are still needed in a run, bytes. */
export const MOST_ACTIVATION_BYTES = 256e6;
/** In one run. The U-Net of pix2pix at 256x256 has 18 billion. */
export const MOST_MULTIPLY_ACCUMULATES = 20e9;
/** Dimensions of a tensor; tfjs supports no more. */
export const MOST_DIMENSIONS = 6;
/** ONNX Runtime's memory with a .onnx file loaded: weights and everything computed, bytes. */
export const MOST_ONNX_MEMORY = 2e9;
