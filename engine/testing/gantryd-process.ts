import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const ENGINE = resolve(import.meta.dirname, '..');
const BUNDLE = resolve(ENGINE, '../.build/test-engine');

/** Bundles the engine as it is now, so that its process can be started. */
export async function bundleGantryd(): Promise<void> {
  await build({
    entryPoints: {
      gantryd: join(ENGINE, 'gantryd.ts'),
      holder: join(ENGINE, 'networks/holder/holder.ts'),
    },
    outdir: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
  });
}

/** A place for one engine, below a temporary folder. */
export interface EnginePlace {
  readonly folder: string;
  readonly dataRoot: string;
  readonly execRoot: string;
  readonly socket: string;
  readonly flags: readonly string[];
}

/** Makes a place, hands it to `use`, and removes everything that the instance has there. */
export async function withEnginePlace(use: (place: EnginePlace) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-daemon-'));
  const [dataRoot, execRoot] = [join(folder, 'data'), join(folder, 'exec')];
  const place = {
    folder,
    dataRoot,
    execRoot,
    socket: join(execRoot, 'gantry.sock'),
    flags: ['--data-root', dataRoot, '--exec-root', execRoot],
  };
  try {
    await use(place);
  } finally {
    await runGantryd(['reset', ...place.flags, '--yes']);
    await rm(folder, { recursive: true, force: true });
  }
}

/** How a run of gantryd ended. */
export interface GantrydRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs gantryd to its end. */
export async function runGantryd(args: readonly string[]): Promise<GantrydRun> {
  return await new GantrydProcess(args).ended;
}

/** A running gantryd. Disposing of it kills it. */
export class GantrydProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';
  /** Resolves when it is gone. */
  readonly ended: Promise<GantrydRun>;

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [join(BUNDLE, 'gantryd.js'), ...args], { stdio: 'pipe' });
    this.#child.stdout?.on('data', (text: Buffer) => (this.#stdout += text.toString()));
    this.#child.stderr?.on('data', (text: Buffer) => (this.#stderr += text.toString()));
    this.ended = once(this.#child, 'close').then(([code]: (number | null)[]) => ({
      code: code ?? null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** Starts an engine and waits until it says that it listens; fails with what it said instead. */
  static async listening(flags: readonly string[]): Promise<GantrydProcess> {
    const engine = new GantrydProcess(flags);
    const early = engine.ended.then(({ stderr }) => {
      throw new Error(`gantryd ended early: ${stderr}`);
    });
    const listens = new Promise<void>((resolve) => {
      engine.#child.stdout?.on('data', () => {
        if (engine.#stdout.includes('listening on')) resolve();
      });
    });
    await Promise.race([listens, early]);
    return engine;
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** The processor time that it used so far, its own and the kernel's (proc(5), stat: fields 14 and 15, in 1/100 s). */
  async processorMs(): Promise<number> {
    const text = await readFile(`/proc/${this.#child.pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
