import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgressMessage } from '../api/backends/progress.ts';
import type { TimeMachineBackend } from '../api/backends/volumes.ts';
import { systemClock } from '../base/clock.ts';
import { silentLogger } from '../base/logger.ts';
import { readTar } from '../disk/tar-reader.ts';
import { type EngineEvent, EventBus } from '../events/bus.ts';
import { packTar } from '../process/gnu-tar.ts';
import { run } from '../process/run.ts';
import { openTimeMachine } from '../volumes/snapshots/time-machine.ts';
import { openVolumes, type Volumes } from '../volumes/volumes.ts';

/** Volumes in a folder of their own, with their time machine. */
export interface VolumeLab extends AsyncDisposable {
  readonly root: string;
  readonly volumes: Volumes;
  readonly machine: TimeMachineBackend;
  readonly events: EngineEvent[];
  /** Makes a volume and answers the folder of its files. */
  volume(name: string): Promise<string>;
  /** What is in a folder, as text that differs when anything does: types, modes, owners, times, links, content, attributes. */
  look(folder: string): Promise<string>;
  /** Opens all again on the same folder, as a restarted engine does. */
  reopened(): Promise<VolumeLab>;
}

/** A lab on the machine's own file system, or on a fresh one in a file: of a kind that shares blocks, or not. */
export async function makeVolumeLab(fileSystem?: 'xfs'): Promise<VolumeLab> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-volumes-'));
  if (fileSystem === undefined) return await open(join(folder, 'volumes'), () => remove(folder));
  const [image, disk] = [join(folder, 'image'), join(folder, 'disk')];
  await mkdir(disk);
  await run('truncate', ['--size=600M', image]);
  await run(`mkfs.${fileSystem}`, ['-q', image]);
  await run('mount', ['-o', 'loop', image, disk]);
  return await open(join(disk, 'volumes'), async () => {
    await run('umount', [disk]);
    await remove(folder);
  });
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

async function open(root: string, dispose: () => Promise<void>): Promise<VolumeLab> {
  const bus = new EventBus();
  const events: EngineEvent[] = [];
  bus.subscribe((event) => events.push(event));
  const volumes = await openVolumes({
    root,
    users: { usersOf: () => [] },
    events: bus,
    clock: systemClock,
    logger: silentLogger,
  });
  const machine = await openTimeMachine({ volumes, events: bus, logger: silentLogger });
  return {
    root,
    volumes,
    machine,
    events,
    volume: async (name) => {
      await volumes.create({ Name: name });
      return volumes.mountpoint(name);
    },
    look: lookAt,
    reopened: () => open(root, async () => undefined),
    [Symbol.asyncDispose]: async () => {
      volumes.close();
      await dispose();
    },
  };
}

async function lookAt(folder: string): Promise<string> {
  const lines: string[] = [];
  for await (const { header, body } of readTar(packTar(folder))) {
    const hash = createHash('sha256');
    for await (const chunk of body) hash.update(chunk);
    const records = [...header.records].map(([key, value]) => `${key}=${value}`).sort();
    lines.push(JSON.stringify([{ ...header, records }, hash.digest('hex')]));
  }
  // What tar does not know: sockets, and where files have holes.
  const more = await run('sh', [
    '-c',
    'cd "$0" && find . -type s -printf "%P %m %U %G\\n" -o -size +1M -printf "%P %b\\n" | sort',
    folder,
  ]);
  return [...lines, more.stdout].join('\n');
}

/** Reads a progress stream to its end and answers its result. */
export async function resultOf<T>(messages: AsyncIterable<ProgressMessage>): Promise<T> {
  let last: ProgressMessage | undefined;
  for await (const message of messages) last = message;
  if (last?.aux === undefined) throw new Error(`no result, but ${JSON.stringify(last)}`);
  return last.aux as T;
}
