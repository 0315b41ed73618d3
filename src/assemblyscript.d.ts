/** The WebAssembly that build/assembly-script.ts compiles a file of AssemblyScript to. */
declare module '*?assemblyscript' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
