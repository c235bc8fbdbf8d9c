import type { ContainerInspect, ExecInspect } from '../../../engine/api/types/container.ts';
import { openStream } from '../../bridge/open-stream.ts';
import { request } from '../../bridge/request.ts';
import type { EngineStream } from '../../bridge/stream.ts';

export interface TerminalSize {
  readonly rows: number;
  readonly cols: number;
}

/** What a terminal is connected to: a shell started for it, or the container's own process. */
export interface TerminalTarget {
  open(size: TerminalSize): Promise<EngineStream>;
  resize(size: TerminalSize): Promise<void>;
  /** Undefined when it has not ended, as far as the engine knows: then only the connection did. */
  exitCode(): Promise<number | undefined>;
  /** Typed when the terminal is closed: the engine, as Docker's, lets a process go on whose client went away. */
  readonly farewell: string;
}

/** Ctrl-C for the program in the foreground, Ctrl-D for its shell. */
const END_SHELL = '\x03\x04';

const SHELL = ['/bin/sh', '-c', 'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi'];

interface Made {
  readonly Id: string;
}

/** One of the image's own shells. */
export function shellTarget(container: string): TerminalTarget {
  return execTarget(({ rows, cols }) =>
    request<Made>(`/engine/containers/${container}/exec`, {
      method: 'POST',
      body: {
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        Tty: true,
        ConsoleSize: [rows, cols],
        Env: ['TERM=xterm-256color'],
        Cmd: SHELL,
      },
    }),
  );
}

/** A shell that brings its own tools, for an image without any. */
export function debugTarget(container: string): TerminalTarget {
  return execTarget(() => request<Made>(`/engine/gantry/containers/${container}/debug`, { method: 'POST' }));
}

function execTarget(make: (size: TerminalSize) => Promise<Made>): TerminalTarget {
  let exec = '';
  return {
    open: async (size) => {
      const { rows, cols } = size;
      exec = (await make(size)).Id;
      return openStream({
        kind: 'hijack',
        method: 'POST',
        path: `/engine/exec/${exec}/start`,
        body: { Detach: false, Tty: true, ConsoleSize: [rows, cols] },
      });
    },
    resize: ({ rows, cols }) =>
      request(`/engine/exec/${exec}/resize`, { method: 'POST', query: { h: rows, w: cols } }),
    exitCode: async () => {
      const { Running, ExitCode } = await request<ExecInspect>(`/engine/exec/${exec}/json`);
      return Running ? undefined : (ExitCode ?? undefined);
    },
    farewell: END_SHELL,
  };
}

export function attachTarget(container: string): TerminalTarget {
  const path = `/engine/containers/${container}`;
  return {
    open: async (size) => {
      await request(`${path}/resize`, { method: 'POST', query: { h: size.rows, w: size.cols } });
      return openStream({
        kind: 'hijack',
        method: 'POST',
        path: `${path}/attach?stream=1&stdin=1&stdout=1&stderr=1&logs=1`,
      });
    },
    resize: ({ rows, cols }) => request(`${path}/resize`, { method: 'POST', query: { h: rows, w: cols } }),
    exitCode: async () => {
      const { Running, ExitCode } = (await request<ContainerInspect>(`${path}/json`)).State;
      return Running ? undefined : ExitCode;
    },
    farewell: '',
  };
}
