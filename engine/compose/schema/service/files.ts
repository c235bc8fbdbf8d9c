import { flag, options, type Schema, textOrTexts, texts } from '../keywords.ts';
import { MOUNTS } from '../mounts-and-ports.ts';
import { MOUNTED_FILES } from '../shared.ts';

/** What containers read and write. */
export const FILES: Readonly<Record<string, Schema>> = {
  volumes: MOUNTS,
  volumes_from: texts(
    'Services or containers whose mounts are taken over: `name[:ro]`, `container:name[:ro]`.',
  ),
  tmpfs: textOrTexts('Folders in memory: `path[:options]`.'),
  configs: { ...MOUNTED_FILES, description: 'The configs that the service reads.' },
  secrets: { ...MOUNTED_FILES, description: 'The secrets that the service reads.' },
  read_only: flag('The root file system cannot be written.'),
  storage_opt: options('Options of the storage driver.'),
};
