import { spawn } from 'node-pty';
import { programEnv } from './run.ts';

/** A program with a pseudo-terminal of its own. */
export interface Terminal {
  readonly pid: number;
  /** Bytes that the program printed, in order. */
  onData(listener: (bytes: Buffer) => void): void;
  /** Called once, after the last data. `signal` is 0 when the program exited by itself. */
  onExit(listener: (exit: { readonly code: number; readonly signal: number }) => void): void;
  write(bytes: Buffer): void;
  resize(columns: number, rows: number): void;
  /** Stops reading from the terminal, which in time blocks the program; `resume` goes on. */
  pause(): void;
  resume(): void;
  kill(signal: NodeJS.Signals): void;
}

export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a program on a new pseudo-terminal. */
export function startTerminal(command: string, args: readonly string[], options: TerminalOptions): Terminal {
  const pty = spawn(command, [...args], {
    name: 'xterm',
    cols: options.columns,
    rows: options.rows,
    cwd: options.cwd ?? '/',
    env: options.env ?? programEnv(),
    encoding: null,
  });
  return {
    pid: pty.pid,
    onData: (listener) => void pty.onData((data: string | Buffer) => listener(Buffer.from(data))),
    onExit: (listener) =>
      void pty.onExit(({ exitCode, signal }) => listener({ code: exitCode, signal: signal ?? 0 })),
    write: (bytes) => pty.write(bytes),
    resize: (columns, rows) => pty.resize(columns, rows),
    pause: () => pty.pause(),
    resume: () => pty.resume(),
    kill: (signal) => pty.kill(signal),
  };
}
