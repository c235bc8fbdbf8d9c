import type { ImageInspect } from '../../../engine/api/types/image.ts';

/** `linux/arm64/v8`, as it is written after `--platform`. */
export function platformOf({ Os, Architecture, Variant }: ImageInspect): string {
  return [Os, Architecture, Variant].filter(Boolean).join('/');
}
