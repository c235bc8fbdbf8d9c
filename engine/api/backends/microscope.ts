import type { Readable } from 'node:stream';
import type {
  ImageComparison,
  ImageDuplicates,
  ImageEntry,
  ImageFile,
  ImageFileDiff,
  ImageLayers,
  ImageSearch,
  ImageTree,
  ImageWaste,
  ImageWhyBig,
} from '../types/microscope.ts';

/** An image, and up to which of its layers; the top one unless told. */
export interface ImageAt {
  readonly image: string;
  readonly layer?: number;
}

/**
 * What `GET /gantry/images/…` needs; `types/microscope.ts` says what the answers mean. Throws `not-found` for an image or a path that
 * is not there, `invalid` for a layer, a path or a pattern that cannot be.
 */
export interface MicroscopeBackend {
  tree(
    at: ImageAt,
    options: {
      readonly path: string;
      readonly changed: boolean;
      readonly sort: 'name' | 'size';
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<ImageTree>;
  search(
    at: ImageAt,
    options: { readonly query: string; readonly changed: boolean; readonly limit: number },
  ): Promise<ImageSearch>;
  file(at: ImageAt, path: string): Promise<ImageFile>;
  /** The whole file; the stream has to be read or destroyed. Throws `invalid` for what is not a file. */
  content(at: ImageAt, path: string): Promise<{ readonly entry: ImageEntry; readonly content: Readable }>;
  /** `from` is another image, or another layer of the same one. */
  diff(at: ImageAt, path: string, from: Partial<ImageAt>): Promise<ImageFileDiff>;
  layers(image: string): Promise<ImageLayers>;
  waste(image: string, limit: number): Promise<ImageWaste>;
  duplicates(image: string, limit: number): Promise<ImageDuplicates>;
  whyBig(image: string): Promise<ImageWhyBig>;
  compare(from: string, to: string, limit: number): Promise<ImageComparison>;
}
