import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fault } from '../base/errors.ts';
import { packMembers } from './gnu-tar.ts';
import { ProgramError, type Running, start } from './run.ts';
import { feedProgram } from './stream.ts';
import { withoutLinks } from './without-links.ts';

/** Two folders below one, for copying from the first to the second without leaving `root` by any link. */
export interface Route {
  readonly root: string;
  /** Relative to `root`. */
  readonly from: string;
  readonly to: string;
}

/** `reflink`: both share the blocks until one is written; throws where the file system cannot. */
export type CopyMethod = 'reflink' | 'copy';

export interface CopyOptions {
  readonly method: CopyMethod;
  readonly signal?: AbortSignal;
  /** Bytes copied so far, a few times a second. */
  readonly onBytes?: (bytes: number) => void;
}

const BASE = ['--archive', '--one-file-system'];
/** Arguments for one program; the kernel takes 2 MiB of them with the environment (execve(2)). */
const ARGUMENTS = 1024 * 1024;
const LOOK_MS = 200;

/**
 * Copies the folder `from` with all that is in it to `to`, which must not be there: owners, modes, times, extended attributes,
 * holes, hard links among its files, fifos, sockets, devices. Files that go away meanwhile are left out.
 */
export async function copyTree(route: Route, options: CopyOptions): Promise<void> {
  await copy(route, [...BASE, reflink(options), '-T', '--', route.from, route.to], options);
}

/** The folder `from` again as `to`, its files being the same files under one more name. Nothing is copied. */
export async function linkTree(route: Route, signal?: AbortSignal): Promise<void> {
  await copy(route, [...BASE, '--link', '-T', '--', route.from, route.to], {
    method: 'copy',
    ...(signal === undefined ? {} : { signal }),
  });
}

/**
 * Copies these files (no folders; one character per byte, relative to `from`) to the same names below `to`, making the folders
 * that hold them. What is there is replaced, never written into. `groups` are files that are one file under several names.
 */
export async function copyFiles(
  route: Route,
  files: AsyncIterable<string> | Iterable<string>,
  groups: readonly (readonly string[])[],
  options: CopyOptions,
): Promise<void> {
  for (const names of inBatches(groups)) await copyNamed(route, names, options);
  await copyNamed(route, files, options);
}

/**
 * Makes these folders below `to` as they are below `from`: owners, modes, times, attributes; not what they hold. `loose`: a
 * folder that cannot be made there, because somebody put something else in its place, is passed over.
 */
export async function copyFolders(
  route: Route,
  names: readonly string[],
  options: { readonly loose: boolean },
): Promise<void> {
  if (names.length === 0) return;
  const [command, args] = withoutLinks(route.root, 'tar', [
    '--extract',
    '--file=-',
    `--directory=${route.to}`,
    '--numeric-owner',
    '--same-owner',
    '--preserve-permissions',
    '--delay-directory-restore',
    '--xattrs',
    '--xattrs-include=*',
    '--warning=no-timestamp',
  ]);
  await feedProgram(command, args, {
    input: packMembers(`${route.root}/${route.from}`, names, options),
    successExitCodes: options.loose ? [0, 1, 2] : [0],
  });
}

async function copyNamed(
  route: Route,
  names: AsyncIterable<string> | Iterable<string>,
  options: CopyOptions,
): Promise<void> {
  const up = route.from.replaceAll(/[^/]+/g, '..');
  const cp = [...BASE, '--remove-destination', reflink(options), '--parents'];
  // Relative names need cp to stand in `from`; xargs takes names of any bytes, which arguments of ours cannot hold.
  const script = `cd "$0" && exec xargs -0 -r -s ${ARGUMENTS + 256 * 1024} cp "$@"`;
  const args = ['-c', script, route.from, ...cp, '-t', `${up}/${route.to}`, '--'];
  await copy(route, args, options, { shell: true, input: named(names) });
}

async function* named(names: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const name of names) {
    held += `./${name}\0`;
    if (held.length < 64 * 1024) continue;
    yield Buffer.from(held, 'latin1');
    held = '';
  }
  if (held !== '') yield Buffer.from(held, 'latin1');
}

/** Hard links are seen within one run of cp only, so a group is never torn apart. */
function inBatches(groups: readonly (readonly string[])[]): string[][] {
  const batches: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const length = group.reduce((sum, name) => sum + name.length + 16, 0);
    if (size + length > ARGUMENTS) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(...group);
    size += length;
  }
  return batches;
}

function reflink({ method }: CopyOptions): string {
  return method === 'reflink' ? '--reflink=always' : '--reflink=auto';
}

/** A name that is gone, or was put in another's place, while we copied. */
const GONE = /: No such file or directory$|as it was replaced while being copied$/;

async function copy(
  route: Route,
  args: readonly string[],
  options: CopyOptions,
  by: { readonly shell: boolean; readonly input?: AsyncIterable<Buffer> } = { shell: false },
): Promise<void> {
  const [command, words] = withoutLinks(route.root, by.shell ? 'sh' : 'cp', args);
  const running = await start(command, words, {
    stdio: [by.input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const stopLooking = watchBytes(running, options.onBytes);
  try {
    const said = complaints(running.stderr);
    if (by.input !== undefined && running.stdin !== null) {
      running.stdin.on('error', () => undefined);
      Readable.from(by.input).pipe(running.stdin);
    }
    const exit = await running.exited;
    const { last, other, text } = await said;
    if (options.signal?.aborted === true) throw fault('cancelled', 'the copy was stopped');
    if (exit.code === 0 || (exit.code !== null && exit.code <= 123 && !other && last !== '')) return;
    const reason = /No space left|Disk quota/.test(text) ? `${last}; free some space and try again` : last;
    throw new ProgramError(`cannot copy: ${reason.replace(/^cp: /, '')}`, {
      command: 'cp',
      args,
      exit,
      stdout: '',
      stderr: text,
    });
  } finally {
    stopLooking();
  }
}

interface Complaints {
  readonly last: string;
  /** Something else than files that went away. */
  readonly other: boolean;
  readonly text: string;
}

async function complaints(stderr: Readable | null): Promise<Complaints> {
  let rest = '';
  let found: Complaints = { last: '', other: false, text: '' };
  const take = (line: string) => {
    if (line === '') return;
    const bad = !GONE.test(line);
    // The first real failure is what a person should read.
    const last = bad && !found.other ? line : found.other ? found.last : line;
    const text = found.text.length < 16_384 ? `${found.text}${line}\n` : found.text;
    found = { last, other: found.other || bad, text };
  };
  for await (const chunk of (stderr ?? []) as AsyncIterable<Buffer>) {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
  take(rest);
  return found;
}

/** How much a program has written, by its own account (proc(5), io). Answers how to stop looking. */
function watchBytes(running: Running, onBytes: CopyOptions['onBytes']): () => void {
  if (onBytes === undefined) return () => undefined;
  const timer = setInterval(() => {
    readFile(`/proc/${running.pid}/io`, 'latin1').then(
      (io) => onBytes(Number(/^wchar: (\d+)/m.exec(io)?.[1] ?? 0)),
      () => undefined,
    );
  }, LOOK_MS);
  return () => clearInterval(timer);
}
