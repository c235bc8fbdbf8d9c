import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { errnoOf, fault, GantryError } from '../base/errors.ts';

/** How a program ended. Exactly one of `code` and `signal` is set. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface SpawnOptions {
  readonly cwd?: string;
  /** The whole environment; by default only PATH, HOME and LANG=C of ours, so that messages are predictable. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the program with TERM, then KILL after `killAfterMs`. */
  readonly signal?: AbortSignal;
  /** Milliseconds between TERM and KILL; 2000 unless told. */
  readonly killAfterMs?: number;
  /** The program leads a process group of its own and is not ended with us. */
  readonly detached?: boolean;
  /** It does not keep our process from ending. */
  readonly background?: boolean;
  /** Extra file descriptors for the child, from 3 up: a number passes our descriptor on, 'pipe' makes a new pipe. */
  readonly extraFds?: readonly (number | 'pipe')[];
  /** What the child gets as 0, 1 and 2; pipes unless told. A number passes our descriptor on. */
  readonly stdio?: readonly [
    'pipe' | 'ignore' | number,
    'pipe' | 'ignore' | number,
    'pipe' | 'ignore' | number,
  ];
}

/** A started program. Streams are null where `stdio` said 'ignore' or gave a descriptor. */
export interface Running {
  readonly pid: number;
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** The parent's ends of `extraFds` pipes, in their order (null for passed descriptors). */
  readonly extra: readonly (Readable | null)[];
  /** Resolves when the program has ended and its pipes are drained; rejects never. */
  readonly exited: Promise<Exit>;
  /** Resolves when it has ended; its children may still hold its pipes. */
  readonly died: Promise<void>;
  /** True once it has ended; its children may still hold its pipes. */
  hasEnded(): boolean;
  /** Sends a signal to the program; false when it has already ended. */
  kill(signal?: NodeJS.Signals): boolean;
}

const BASE_ENV: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: process.env['HOME'] ?? '/',
  LANG: 'C',
  LC_ALL: 'C',
};

/** The environment that programs get unless told otherwise, with `extra` on top. */
export function programEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...BASE_ENV, ...extra };
}

/**
 * Starts a program without a shell. Throws `unavailable` naming the program when it is not installed, `system` when
 * the kernel refuses to start it.
 */
export async function start(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Running> {
  const stdio: StdioOptions = [...(options.stdio ?? ['pipe', 'pipe', 'pipe']), ...(options.extraFds ?? [])];
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...(options.env ?? BASE_ENV) },
    stdio,
    detached: options.detached ?? false,
  });
  await spawned(child, command);
  if (options.background === true) letGo(child);
  const exited = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const died = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  if (options.signal !== undefined) endOnAbort(child, options.signal, options.killAfterMs ?? 2000, exited);
  const pid = child.pid;
  if (pid === undefined) throw fault('system', `start ${command}: no pid`);
  return {
    pid,
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    extra: child.stdio.slice(3).map((stream) => (stream instanceof Object ? (stream as Readable) : null)),
    exited,
    died,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal = 'SIGTERM') => child.kill(signal),
  };
}

function letGo(child: ChildProcess): void {
  child.unref();
  // The pipes of a child are sockets.
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
}

function spawned(child: ChildProcess, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => {
      child.removeAllListeners('error');
      child.on('error', () => undefined);
      resolve();
    });
    child.once('error', (cause) => {
      reject(
        errnoOf(cause) === 'ENOENT'
          ? fault('unavailable', `the program "${command}" is not installed or its folder is gone`, cause)
          : fault('system', `cannot start "${command}": ${cause.message}`, cause),
      );
    });
  });
}

function endOnAbort(
  child: ChildProcess,
  signal: AbortSignal,
  killAfterMs: number,
  exited: Promise<Exit>,
): void {
  const end = () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    void exited.then(() => clearTimeout(timer));
  };
  if (signal.aborted) end();
  else {
    signal.addEventListener('abort', end, { once: true });
    void exited.then(() => signal.removeEventListener('abort', end));
  }
}

export interface RunOptions extends Omit<SpawnOptions, 'stdio' | 'extraFds' | 'detached'> {
  /** Written to the program's standard input, which is then closed. */
  readonly input?: string | Uint8Array | Readable;
  /** Ends the program and throws `unavailable` after so many milliseconds; 60000 unless told, 0 for never. */
  readonly timeoutMs?: number;
  /** Exit codes that are answers, not failures; [0] unless told. */
  readonly successExitCodes?: readonly number[];
  /** Bytes of output kept of each stream; more is an error. 64 MiB unless told. */
  readonly maxOutput?: number;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Thrown by `run`: the command, how it ended, and everything it said. */
export class ProgramError extends GantryError {
  readonly command: string;
  readonly args: readonly string[];
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;

  constructor(message: string, facts: Pick<ProgramError, 'command' | 'args' | 'exit' | 'stdout' | 'stderr'>) {
    super('system', message);
    this.command = facts.command;
    this.args = facts.args;
    this.exit = facts.exit;
    this.stdout = facts.stdout;
    this.stderr = facts.stderr;
  }
}

/**
 * Runs a program to its end and answers what it printed. Throws `ProgramError` (kind `system`, with the last line of
 * its standard error in the message) for any exit code outside `successExitCodes`, `unavailable` when it is not
 * installed or does not end in time, `cancelled` when `signal` ended it.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const timeoutMs = options.timeoutMs ?? 60_000;
  const timeout = new AbortController();
  const timer = timeoutMs > 0 ? setTimeout(() => timeout.abort(), timeoutMs) : undefined;
  const signals = options.signal === undefined ? [timeout.signal] : [timeout.signal, options.signal];
  try {
    const running = await start(command, args, { ...options, signal: AbortSignal.any(signals) });
    const limit = options.maxOutput ?? 64 * 1024 * 1024;
    const tooMuch = { value: false };
    const overflow = () => {
      tooMuch.value = true;
      running.kill('SIGKILL');
    };
    const stdout = collect(running.stdout, limit, overflow);
    const stderr = collect(running.stderr, limit, overflow);
    feed(running.stdin, options.input);
    const exit = await running.exited;
    const facts = { command, args, exit, stdout: await stdout, stderr: await stderr };
    if (tooMuch.value) throw new ProgramError(`${command} printed more than ${limit} bytes`, facts);
    if (options.signal?.aborted === true)
      throw fault('cancelled', `${command} was stopped`, options.signal.reason);
    if (timeout.signal.aborted) throw fault('unavailable', `${command} did not end within ${timeoutMs} ms`);
    if (exit.code === null || !(options.successExitCodes ?? [0]).includes(exit.code)) {
      throw new ProgramError(`${command} ${describe(exit)}: ${lastLine(facts.stderr)}`, facts);
    }
    return { stdout: facts.stdout, stderr: facts.stderr, code: exit.code };
  } finally {
    clearTimeout(timer);
  }
}

async function collect(stream: Readable | null, limit: number, overflow: () => void): Promise<string> {
  if (stream === null) return '';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) {
        overflow();
        break;
      }
      chunks.push(chunk);
    }
  } catch {
    // A pipe that breaks with its program ends here; the exit tells why.
  }
  return Buffer.concat(chunks).toString('utf8');
}

function feed(stdin: Writable | null, input: RunOptions['input']): void {
  if (stdin === null) return;
  stdin.on('error', () => undefined); // a program that does not read its input closes it
  if (input === undefined) stdin.end();
  else if (typeof input === 'string' || input instanceof Uint8Array) stdin.end(input);
  else {
    input.once('error', () => stdin.destroy());
    input.pipe(stdin);
  }
}

function describe(exit: Exit): string {
  return exit.code === null
    ? `was ended by ${exit.signal ?? 'a signal'}`
    : `failed with exit code ${exit.code}`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
