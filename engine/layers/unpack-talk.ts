import type { ErrorValue } from '../base/error-value.ts';
import type { LayerFolder } from './merged-view.ts';
import type { PackedLayer } from './unpack.ts';

/** What a thread is told to unpack: all of a layer that can be sent. */
export type UnpackTask = Pick<PackedLayer, 'file' | 'diffId' | 'into' | 'xattrs'>;

/** What the thread says about it. After `unpacked` or `failed` it says no more. */
export type FromUnpacker =
  | { readonly kind: 'read'; readonly bytes: number }
  /** It wants to know the layers below. */
  | { readonly kind: 'stack' }
  | {
      readonly kind: 'unpacked';
      readonly size: number;
      readonly opaque: Set<string>;
      /** The memory of the index file; it is moved, not copied. */
      readonly index: ArrayBuffer;
    }
  | { readonly kind: 'failed'; readonly error: ErrorValue };

/** What it is told on the way. */
export type ToUnpacker =
  | { readonly kind: 'stack'; readonly stack: readonly LayerFolder[] }
  | { readonly kind: 'stop'; readonly why: ErrorValue };
