import type { DiskDeletion } from '../../../engine/api/types/disk.ts';

/** What one thing of each kind is called. */
export const KIND_WORDS: Readonly<Record<DiskDeletion['kind'], string>> = {
  container: 'container',
  'removed-log': 'log of a removed container',
  name: 'image name',
  image: 'image',
  layer: 'layer',
  blob: 'packed layer or record',
  leftover: 'leftover',
  volume: 'volume',
  'build-cache': 'build cache',
};
