import type { Readable } from 'node:stream';
import { fault } from '../../base/errors.ts';
import { run, start } from '../../process/run.ts';

/** What `nft` answered to a batch of commands, which it carries out wholly or not at all. */
export interface NftAnswer {
  readonly pid: number;
  /** Its complaint; undefined when all was done. */
  readonly complaint: string | undefined;
}

/** Longer than any change takes, on a busy machine too. */
const LIMIT_MS = 30_000;

/** Carries out commands in one step of the kernel's. Throws `unavailable` when nft is not installed. */
export async function nft(commands: string, onStart?: (pid: number) => void): Promise<NftAnswer> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const running = await start('nft', ['-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'], signal });
  onStart?.(running.pid);
  running.stdin?.on('error', () => undefined); // its exit tells
  running.stdin?.end(commands);
  const [said, exit] = await Promise.all([textOf(running.stderr), running.exited]);
  if (exit.code === 0) return { pid: running.pid, complaint: undefined };
  const silence = signal.aborted ? `nft did not end within ${LIMIT_MS} ms` : 'nft was ended';
  return { pid: running.pid, complaint: said.trim() || silence };
}

/** A table as nft prints it; undefined when there is none. */
export async function listTable(table: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await run('nft', ['list', 'table', 'inet', table], {
    successExitCodes: [0, 1],
  });
  if (code === 0) return stdout;
  if (/No such file or directory/.test(stderr)) return undefined;
  throw fault('system', `nft list table inet ${table}: ${stderr.trim()}`);
}

async function textOf(stream: Readable | null): Promise<string> {
  let text = '';
  for await (const chunk of (stream ?? []) as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  return text;
}
