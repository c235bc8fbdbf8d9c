import type { Readable } from 'node:stream';
import { fault } from '../../base/errors.ts';
import { run, start } from '../../process/run.ts';

/** What `nft` answered to a batch of commands, which it carries out wholly or not at all. */
export interface NftAnswer {
  readonly pid: number;
  /** Its complaint; undefined when all was done. */
  readonly complaint: string | undefined;
}

/** Carries out commands in one step of the kernel's. Throws `unavailable` when nft is not installed. */
export async function nft(commands: string, onStart?: (pid: number) => void): Promise<NftAnswer> {
  const running = await start('nft', ['-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  onStart?.(running.pid);
  running.stdin?.on('error', () => undefined); // its exit tells
  running.stdin?.end(commands);
  const [said, exit] = await Promise.all([textOf(running.stderr), running.exited]);
  return { pid: running.pid, complaint: exit.code === 0 ? undefined : said.trim() || 'nft was ended' };
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
