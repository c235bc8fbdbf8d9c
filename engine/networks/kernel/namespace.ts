import { fault } from '../../base/errors.ts';
import { runErrand } from '../../process/errands.ts';
import { ProgramError } from '../../process/run.ts';
import { startTethered, type Tethered } from '../../process/tethered.ts';

/** Longer than anything that the kernel does here takes. */
const LIMIT_MS = 20_000;

/**
 * A new network namespace with a process in it, that holds it until a container's process does. It ends with us, and the
 * namespace with the last process in it.
 */
export class NewNamespace {
  readonly #holder: Tethered;

  private constructor(holder: Tethered) {
    this.#holder = holder;
  }

  /** Answers when the namespace is there. Throws `system`. */
  static async open(): Promise<NewNamespace> {
    return new NewNamespace(await startTethered('unshare', ['--net']));
  }

  /** Of the process: `/proc/<pid>/ns/net` is the namespace. */
  get pid(): number {
    return this.#holder.pid;
  }

  /** Runs a script in the namespace. Throws `system` with what it complained of; another may follow. One at a time. */
  async run(script: string): Promise<void> {
    try {
      await runInNamespace(this.pid, script);
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      throw fault('system', `cannot set up a network namespace: ${complaintOf(error.stderr)}`, error);
    }
  }

  /** Lets go of the namespace. */
  close(): void {
    this.#holder.close();
  }
}

/** Runs a script in the namespace of a process. Throws `ProgramError`. */
export async function runInNamespace(pid: number, script: string): Promise<void> {
  const args = [`--net=/proc/${pid}/ns/net`, 'sh', '-c', script];
  await runErrand({ program: 'nsenter', args, limitMs: LIMIT_MS });
}

/** The line that says why, without the preambles of iproute2. */
function complaintOf(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Command failed'));
  return (lines[0] ?? 'it did not answer').replace(/^(RTNETLINK answers|Error): /, '');
}
