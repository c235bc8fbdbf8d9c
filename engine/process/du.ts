import { Readable } from 'node:stream';
import { fault } from '../base/errors.ts';
import { stream } from './stream.ts';

/**
 * Bytes that the file system gave to each of these files or folders with all that is in them (`st_blocks` × 512), in their order; a
 * file with several names is counted where it comes first. du(1) does the work, beside us. What is not there, or goes away
 * meanwhile, counts as nothing. `leaveOut` are shell patterns for whole paths that are not to be counted.
 */
export async function allocatedBytes(
  paths: readonly string[],
  options: { readonly leaveOut?: readonly string[] } = {},
): Promise<number[]> {
  if (paths.length === 0) return [];
  const list = Readable.from([
    Buffer.from(paths.map((path) => `${path}\0`).join('')),
  ]) as AsyncIterable<Buffer>;
  const leaveOut = (options.leaveOut ?? []).map((pattern) => `--exclude=${pattern}`);
  const args = ['--summarize', '--block-size=1', '--null', ...leaveOut, '--files0-from=-'];
  let said = '';
  for await (const chunk of stream('du', args, { input: list, successExitCodes: [0, 1] })) {
    said += chunk.toString('latin1');
  }
  const bytes = new Map<string, number>();
  for (const line of said.split('\0')) {
    const [, count, path] = /^(\d+)\t(.*)$/s.exec(line) ?? [];
    if (path === undefined) continue;
    const size = Number(count);
    if (!Number.isSafeInteger(size)) throw fault('system', `du printed something unexpected: ${line}`);
    bytes.set(path, size);
  }
  return paths.map((path) => bytes.get(Buffer.from(path).toString('latin1')) ?? 0);
}
