import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** The most memory that a process held since this was made, as the kernel counts it (proc(5), VmHWM). */
export class PeakMemory {
  readonly #pid: number;

  private constructor(pid: number) {
    this.#pid = pid;
  }

  static of(pid: number): PeakMemory {
    writeFileSync(`/proc/${pid}/clear_refs`, '5'); // The peak starts anew.
    return new PeakMemory(pid);
  }

  async megabytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }
}
