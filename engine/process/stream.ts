import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errnoOf, fault } from '../base/errors.ts';
import { ProgramError, type Running, start } from './run.ts';

export interface StreamOptions {
  readonly cwd?: string;
  /** Written to the program's standard input, which is then closed; without it the program has none. */
  readonly input?: AsyncIterable<Buffer>;
  readonly signal?: AbortSignal;
  /** Exit codes that are answers, not failures; [0] unless told. */
  readonly successExitCodes?: readonly number[];
}

/** As much of a program's complaints as anybody reads. */
const KEPT_STDERR = 16 * 1024;

/**
 * Runs a program between two streams: feeds it `input` and yields what it prints, both with back-pressure, without a
 * time limit. Throws at the end, never before all output was yielded: what `input` threw, unchanged; `ProgramError` for
 * an exit code that is not expected; `cancelled` when `signal` ended it. A reader that stops early ends the program.
 */
export async function* stream(
  command: string,
  args: readonly string[],
  options: StreamOptions = {},
): AsyncGenerator<Buffer> {
  const running = await start(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const stderr = firstOf(running.stderr);
  const fed = feed(running, options.input);
  try {
    if (running.stdout !== null) yield* running.stdout as AsyncIterable<Buffer>;
    const failure = await fed;
    const exit = await running.exited;
    if (options.signal?.aborted === true) {
      throw fault('cancelled', `${command} was stopped`, options.signal.reason);
    }
    if (failure !== undefined) throw failure.error;
    if (exit.code === null || !(options.successExitCodes ?? [0]).includes(exit.code)) {
      const said = await stderr;
      const how = exit.code === null ? `was ended by ${exit.signal}` : `failed with exit code ${exit.code}`;
      const firstLine = said.trim().split('\n')[0] ?? '';
      throw new ProgramError(`${command} ${how}: ${firstLine}`, {
        command,
        args,
        exit,
        stdout: '',
        stderr: said,
      });
    }
  } finally {
    running.kill('SIGKILL'); // nothing when it has ended
    await running.exited;
  }
}

/** Runs a program that takes a stream and answers nothing; the errors are those of `stream`. */
export async function feedProgram(
  command: string,
  args: readonly string[],
  options: StreamOptions & { readonly input: AsyncIterable<Buffer> },
): Promise<void> {
  for await (const _ of stream(command, args, options));
}

/** Resolves with what went wrong in the input. A program that stops reading is no failure of the input: its exit tells. */
async function feed(
  running: Running,
  input: AsyncIterable<Buffer> | undefined,
): Promise<{ readonly error: unknown } | undefined> {
  const stdin: Writable | null = running.stdin;
  if (stdin === null || input === undefined) return undefined;
  try {
    await pipeline(input, stdin);
    return undefined;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return undefined;
    running.kill('SIGKILL');
    return { error };
  }
}

async function firstOf(stream: Readable | null): Promise<string> {
  let kept = Buffer.alloc(0);
  try {
    for await (const chunk of (stream ?? []) as AsyncIterable<Buffer>) {
      if (kept.length < KEPT_STDERR) kept = Buffer.concat([kept, chunk]);
    }
  } catch {
    // A pipe that breaks with its program ends here; the exit tells why.
  }
  return kept.subarray(0, KEPT_STDERR).toString('utf8');
}
