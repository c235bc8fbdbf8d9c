import { counted } from '../../ui/counted.ts';

/** Lets the browser fetch an archive of the images to its downloads, as `docker save` would write it. */
export function saveImages(references: readonly string[]): void {
  const query = new URLSearchParams(references.map((reference) => ['names', reference]));
  const link = document.createElement('a');
  link.href = `/engine/images/get?${query.toString()}`;
  link.download = `${fileName(references)}.tar`;
  link.click();
}

export function fileName(references: readonly string[]): string {
  const [first = 'image'] = references;
  if (references.length > 1) return counted(references.length, 'image').replaceAll(/\W+/g, '-');
  return first.replace(/^sha256:([0-9a-f]{12}).*/, '$1').replaceAll(/[^A-Za-z0-9._-]+/g, '-');
}
