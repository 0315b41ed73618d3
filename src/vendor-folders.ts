// Where the WebAssembly of four packages is served. The version is part of the address, so a browser that has fetched
// a file once need not ask again; build/served-folders.test.ts checks that it is the installed version.

/** With a trailing slash and no leading one. */
export const LITERT_FOLDER = 'vendor/litert-2.5.3/';
export const MEDIAPIPE_FOLDER = 'vendor/mediapipe-1.1.0/';
export const TFJS_FOLDER = 'vendor/tfjs-4.22.0/';
/** ONNX Runtime's; fetched for .onnx files only, and its build for WebGPU only in that tier. */
export const ONNX_FOLDER = 'vendor/onnx-1.30.0/';
