import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../disk/atomic-write.ts';

/**
 * What a volume is. Written once, when it is made.
 *
 * On disk, below the data root:
 *
 *     volumes/
 *       <name>/
 *         volume.json   this record
 *         _data/        the files; of a volume with driver options the place where they are mounted
 *         .gantry-seed*     files of an image on their way into the empty volume (`seed.ts`)
 *         usage.json    what it weighed last (`weigh.ts`)
 *         snapshots/    earlier states of `_data` (`snapshots/`)
 *       .making-*       volumes that are just being made
 *       .removing-*     volumes that are just being removed
 */
export interface VolumeRecord {
  readonly schema: 1;
  readonly name: string;
  readonly driver: 'local';
  /** RFC 3339. */
  readonly created: string;
  /** Of the driver; empty for a plain folder. */
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Its name was invented. */
  readonly anonymous: boolean;
}

const texts = z.record(z.string(), z.string());
const shape = z.object({
  schema: z.literal(1),
  name: z.string(),
  driver: z.literal('local'),
  created: z.string(),
  options: texts,
  labels: texts,
  anonymous: z.boolean(),
});

const FILE = 'volume.json';

/** Writes the record durably into the volume's folder. */
export async function writeVolumeRecord(folder: string, record: VolumeRecord): Promise<void> {
  await writeJson(join(folder, FILE), record, { durable: true, mode: 0o600 });
}

/** Reads the record in a volume's folder; undefined when there is none. Throws when it is not one. */
export async function readVolumeRecord(folder: string): Promise<VolumeRecord | undefined> {
  const value = await readJson(join(folder, FILE));
  return value === undefined ? undefined : shape.parse(value);
}

/** The folder with a volume's files. */
export function dataFolder(folder: string): string {
  return join(folder, '_data');
}
