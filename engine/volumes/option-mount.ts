import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { fault, messageOf } from '../base/errors.ts';
import { mountsBelow, unmount } from '../process/mount.ts';
import { ProgramError, run } from '../process/run.ts';
import type { DriverOptions } from './driver-options.ts';

/** A server that does not answer holds mount(8) back; longer than this nobody waits. */
const PATIENCE_MS = 120_000;

/** Mounts what a volume's options say at `target`. Throws `system` with mount(8)'s words and no password. */
export async function mountByOptions(options: DriverOptions, target: string): Promise<void> {
  const o = await withAddress(options);
  try {
    await run('mount', mountArguments({ ...options, o }, target), { timeoutMs: PATIENCE_MS });
  } catch (cause) {
    const said = cause instanceof ProgramError ? wordsOf(cause) : messageOf(cause);
    throw fault(
      'system',
      `error while mounting volume '${target}': failed to mount local volume: ${withoutPassword(said, o)}`,
      cause,
    );
  }
}

/** What mount(8) said, without its hint at the kernel's log. */
function wordsOf(error: ProgramError): string {
  const lines = error.stderr.split('\n').filter((line) => line.trim() !== '' && !line.includes('dmesg(1)'));
  return lines.join(' ').trim() || error.message;
}

/** Takes it off; fine when nothing is mounted there. */
export async function unmountData(target: string): Promise<void> {
  for (const path of await mountsBelow(target)) await unmount(path, { lazy: true });
}

/** True when something is mounted at `target`. */
export async function isMounted(target: string): Promise<boolean> {
  return (await mountsBelow(target)).includes(target);
}

function mountArguments({ type, o, device }: DriverOptions, target: string): string[] {
  // With an address in the options they are the kernel's own, as Docker passes them: mount.nfs is not asked.
  const internal = isNetwork(type) && addressIn(o) !== undefined ? ['--internal-only'] : [];
  return ['-n', ...internal, '-t', type, ...(o === '' ? [] : ['-o', o]), '--', device, target];
}

function isNetwork(type: string): boolean {
  return type === 'nfs' || type === 'nfs4' || type === 'cifs';
}

/** The kernel wants an address where people write a host's name. */
async function withAddress({ type, o }: DriverOptions): Promise<string> {
  const host = addressIn(o);
  if (!isNetwork(type) || host === undefined || isIP(host) !== 0) return o;
  try {
    const { address } = await lookup(host);
    return o.replace(`addr=${host}`, `addr=${address}`);
  } catch (cause) {
    throw fault('system', `error resolving passed in network volume address: ${messageOf(cause)}`, cause);
  }
}

function addressIn(o: string): string | undefined {
  return /(?:^|,)addr=([^,]+)/.exec(o)?.[1];
}

function withoutPassword(text: string, o: string): string {
  const password = /(?:^|,)password=([^,]+)/.exec(o)?.[1];
  return password === undefined ? text : text.replaceAll(password, '********');
}
