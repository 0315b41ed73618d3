/** See build/litert-loader.ts. */
declare module 'litert-loader:*' {
  const factory: unknown;
  export default factory;
}
