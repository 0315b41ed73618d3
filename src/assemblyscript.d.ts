/** The WebAssembly bytes that build/assembly-script.ts compiles an AssemblyScript file to. */
declare module '*?assemblyscript' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
