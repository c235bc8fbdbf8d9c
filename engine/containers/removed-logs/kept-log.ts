import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RemovedLog } from '../../api/types/removed-log.ts';
import { isId } from '../../base/ids.ts';
import { readJson, writeJson } from '../../disk/atomic-write.ts';
import type { ContainerRecord } from '../record.ts';

const PROJECT_LABEL = 'com.docker.compose.project';

/** A log has this name in its container's folder, and keeps it; older files of it have a number more. */
export const LOG_NAME = 'container.log';
const RECORD = 'removed.json';

const Stored = z.object({
  schema: z.literal(1),
  id: z.string().refine(isId),
  name: z.string(),
  image: z.string(),
  project: z.string().nullable(),
  created: z.string(),
  removed: z.string(),
  tty: z.boolean(),
});

type Facts = Omit<RemovedLog, 'bytes'>;

/** What is told of a container that is gone. */
export function factsOf({ id, name, imageRef, created, config }: ContainerRecord, removed: string): Facts {
  const project = config.Labels?.[PROJECT_LABEL] || null;
  return { id, name, image: imageRef, project, created, removed, tty: config.Tty === true };
}

/** Writes them into the folder of a kept log. Not durably: it is a log. */
export async function writeFacts(folder: string, facts: Facts): Promise<void> {
  await writeJson(join(folder, RECORD), { schema: 1, ...facts }, { durable: false, mode: 0o600 });
}

/** A kept log as found on disk; undefined when a crash left it half-made. */
export async function readKept(folder: string): Promise<RemovedLog | undefined> {
  const read = Stored.safeParse(await readJson(join(folder, RECORD)).catch(() => undefined));
  if (!read.success) return undefined;
  const { schema: _, ...facts } = read.data;
  return { ...facts, bytes: await bytesOf(folder) };
}

/** Bytes of the log's files in a folder. */
export async function bytesOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await logNames(folder)).map((name) => stat(join(folder, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

/** The log's files in a folder. */
export async function logNames(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name === LOG_NAME || /^container\.log\.\d+$/.test(name));
}
