import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ContainerConfig, HostConfig } from '../api/types/container.ts';
import type { EndRequest } from '../api/types/runs.ts';
import type { Digest } from '../base/digest.ts';
import type { Id } from '../base/ids.ts';
import { isId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { readJson, writeJson } from '../disk/atomic-write.ts';
import type { Health } from './health/health.ts';
import type { MountRecord } from './mounts/mount-record.ts';
import type { ContainerNetworks } from './network/settle-networks.ts';
import type { Replaces, SetAside } from './recreate/marks.ts';
import type { ContainerState } from './state.ts';

/**
 * What a container is, apart from how it is doing. Written once at create and again by rename and update.
 *
 * On disk, below the data root:
 *
 *     containers/
 *       <id>/
 *         container.json   this record
 *         state.json       how it is doing: `StoredState`
 *         container.log    conmon's k8s-file log of all its runs
 *         hosts hostname resolv.conf   bind-mounted over those of the image
 */
export interface ContainerRecord {
  readonly schema: 1;
  readonly id: Id;
  readonly name: string;
  /** RFC 3339. */
  readonly created: string;
  readonly image: Digest;
  /** The reference that was asked for. */
  readonly imageRef: string;
  /** The layers it stands on, from the bottom up. */
  readonly imageDiffIds: readonly Digest[];
  readonly platform: string;
  /** The image's configuration with the request's on top. */
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  /** The program and its arguments: entrypoint and command joined. */
  readonly args: readonly string[];
  /** Parents before children; missing in records of before there were any. */
  readonly mounts?: readonly MountRecord[];
  /** What it asks of its networks, by name; missing in records of before there were any. */
  readonly networks?: ContainerNetworks;
  /** An edit put another in its place. */
  readonly setAside?: SetAside | undefined;
  /** It was made to take the place of another. */
  readonly replaces?: Replaces;
}

/** What changes as a container lives. Not fsynced: the kernel and the exit files can tell it again. */
export interface StoredState {
  readonly schema: 1;
  readonly state: ContainerState;
  /** How often the restart policy started it since a person last did. */
  readonly restartCount: number;
  /** A person stopped it: `unless-stopped` and `always` leave it alone until it is started again. */
  readonly stoppedByHand: boolean;
  /** Absent when nothing is checked, or it never ran. */
  readonly health?: Health | undefined;
  /** What a client asked for that ends the present run. */
  readonly request?: EndRequest | undefined;
}

const head = z.object({
  schema: z.literal(1),
  id: z.string().refine(isId),
  name: z.string(),
  image: z.string(),
});
const stateHead = z.object({ schema: z.literal(1), state: z.object({ status: z.string() }) });

/** The folder of one container. */
export function folderOf(root: string, id: string): string {
  return join(root, id);
}

/** The file without which a container is none. */
export function recordPath(root: string, id: string): string {
  return join(folderOf(root, id), 'container.json');
}

/** Writes the record durably: losing it would lose the container. */
export async function writeRecord(root: string, record: ContainerRecord): Promise<void> {
  await writeJson(recordPath(root, record.id), record, { durable: true, mode: 0o600 });
}

/** Writes the state. */
export async function writeState(root: string, id: string, state: StoredState): Promise<void> {
  await writeJson(join(folderOf(root, id), 'state.json'), state, { durable: false, mode: 0o600 });
}

/** One container as found on disk; without `record` it is a half-made folder that a crash left. */
export interface Found {
  readonly id: string;
  readonly record: ContainerRecord | undefined;
  readonly stored: StoredState | undefined;
}

/**
 * Reads every container below `root`. A folder without a record is reported without one, so that the caller can sweep
 * it; a record that cannot be read is logged and its folder left alone, since it is somebody's data.
 */
export async function readRecords(root: string, logger: Logger): Promise<Found[]> {
  const found: Found[] = [];
  for (const id of await readdir(root)) {
    const folder = folderOf(root, id);
    try {
      const record = await readJson(join(folder, 'container.json'));
      if (record !== undefined) head.parse(record);
      const stored = await readState(folder, logger);
      found.push({ id, record: record as ContainerRecord | undefined, stored });
    } catch (error) {
      logger.error('a container record cannot be read; its folder is left as it is', {
        folder,
        error: String(error),
      });
    }
  }
  return found;
}

/** A state is a belief that is not written durably: one that a power cut tore costs no container. */
async function readState(folder: string, logger: Logger): Promise<StoredState | undefined> {
  try {
    const stored = await readJson(join(folder, 'state.json'));
    if (stored !== undefined) stateHead.parse(stored);
    return stored as StoredState | undefined;
  } catch (error) {
    logger.error('the state of a container cannot be read; it is what the runtime knows of it', {
      folder,
      error: String(error),
    });
    return undefined;
  }
}
