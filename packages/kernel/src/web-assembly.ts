/** A compiled module; it can be sent to worker threads. */
export interface WebAssemblyModule {
  readonly [moduleBrand]: never;
}

/** A memory that threads share. */
export interface SharedMemory {
  /** anew after `grow`; earlier ones stay, and see what they saw */
  readonly buffer: SharedArrayBuffer;
  /** throws RangeError where there is no room for so many more pages */
  readonly grow: (pages: number) => number;
}

declare const moduleBrand: unique symbol;

/** The part of WebAssembly that is used; Node has it, and TypeScript declares it for browsers alone. */
interface WebAssemblyApi {
  readonly compile: (bytes: Uint8Array) => Promise<WebAssemblyModule>;
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule;
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => SharedMemory;
  readonly Instance: new (
    module: WebAssemblyModule,
    imports: { readonly env: { readonly memory: SharedMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

declare global {
  // `var` alone declares a property of the global object.
  var WebAssembly: WebAssemblyApi;
}
