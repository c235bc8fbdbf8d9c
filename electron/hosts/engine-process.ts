import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { notBuiltSentence } from './explain.ts';

/** How to start an engine. */
export interface EngineCommand {
  /** Absolute path of the engine's script, `gantryd.js`. */
  readonly script: string;
  readonly dataRoot: string;
  readonly execRoot: string;
  readonly socket: string;
  /** Both outputs of the engine are appended here. A file and not a pipe: the engine may outlive the desktop. */
  readonly logFile: string;
}

/** How a process ended. Exactly one of the two is set. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A started engine. */
export interface EngineProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
  /** Lets this process end while the engine goes on. */
  release(): void;
}

const LARGEST_LOG = 8 * 1024 * 1024;

/**
 * Starts the engine as a process of its own, in a session of its own: neither Ctrl-C in a terminal nor the end of the
 * desktop reaches it. Runs on this very program: Electron's binary is a Node when `ELECTRON_RUN_AS_NODE` is set.
 */
export async function startEngine(command: EngineCommand): Promise<EngineProcess> {
  if (!existsSync(command.script)) throw new Error(notBuiltSentence(command.script));
  const log = await openLog(command.logFile);
  try {
    const { script, dataRoot, execRoot, socket } = command;
    const flags = ['--data-root', dataRoot, '--exec-root', execRoot, '--socket', socket];
    const args = ['--enable-source-maps', script, ...flags];
    const child = spawn(process.execPath, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, ...('electron' in process.versions ? { ELECTRON_RUN_AS_NODE: '1' } : {}) },
    });
    const exited = new Promise<Exit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.on('error', () => undefined); // a signal that could not be sent; the exit tells what became of it
    return {
      pid: child.pid ?? 0,
      exited,
      kill: (signal) => {
        child.kill(signal);
      },
      release: () => child.unref(),
    };
  } finally {
    await log.close();
  }
}

async function openLog(path: string) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const log = await open(path, 'a', 0o600);
  if ((await stat(path)).size > LARGEST_LOG) await truncate(path);
  return log;
}
