import type { Readable } from 'node:stream';
import { fault } from '../../base/errors.ts';
import { type Running, run, start } from '../../process/run.ts';

const READY = 'ready';
const DONE = 'done';
const FAILED = 'failed';
/** Longer than anything that the kernel does here takes. */
const LIMIT_MS = 20_000;

/**
 * A new network namespace with a shell in it, that holds it until a container's process does. The shell ends with us, and the
 * namespace with the last process in it.
 */
export class NewNamespace {
  readonly #shell: Running;
  readonly #reader: LineReader;

  private constructor(shell: Running, reader: LineReader) {
    this.#shell = shell;
    this.#reader = reader;
  }

  /** Answers when the namespace is there. */
  static async open(): Promise<NewNamespace> {
    const shell = await start('unshare', ['--net', 'sh', '-s'], { killAfterMs: 1000 });
    shell.stdin?.on('error', () => undefined); // a shell that ended takes no more
    const reader = new LineReader(shell);
    shell.stdin?.write(`echo ${READY}\n`);
    await reader.expect(READY);
    return new NewNamespace(shell, reader);
  }

  /** Of the shell: `/proc/<pid>/ns/net` is the namespace. */
  get pid(): number {
    return this.#shell.pid;
  }

  /** Runs a script in the namespace. Throws `system` with what it complained of; another may follow. One at a time. */
  async run(script: string): Promise<void> {
    this.#shell.stdin?.write(`if ( ${script}\n); then echo ${DONE}; else echo ${FAILED}; fi\n`);
    await this.#reader.expect(DONE);
  }

  /** Lets go of the namespace. */
  close(): void {
    this.#shell.stdin?.end();
    this.#shell.kill('SIGKILL');
  }
}

/** Runs a script in the namespace of a process. Throws `ProgramError`. */
export async function runInNamespace(pid: number, script: string): Promise<void> {
  await run('nsenter', [`--net=/proc/${pid}/ns/net`, 'sh', '-s'], { input: script, timeoutMs: LIMIT_MS });
}

/** What a shell answers, line by line. */
class LineReader {
  readonly #shell: Running;
  #said = '';
  #complaint = '';
  #look: () => void = () => undefined;

  constructor(shell: Running) {
    this.#shell = shell;
    listen(shell.stdout, (text) => {
      this.#said += text;
      this.#look();
    });
    listen(shell.stderr, (text) => {
      this.#complaint += text;
    });
  }

  /** Waits for a line. Throws with what was complained of when the shell says that it failed, or ends. */
  async expect(line: string): Promise<void> {
    this.#said = '';
    this.#complaint = '';
    const timer = setTimeout(() => this.#shell.kill('SIGKILL'), LIMIT_MS);
    try {
      const answered = new Promise<string>((resolve) => {
        this.#look = () => {
          const end = this.#said.indexOf('\n');
          if (end >= 0) resolve(this.#said.slice(0, end));
        };
        this.#look();
      });
      const answer = await Promise.race([answered, this.#shell.exited]);
      if (answer !== line) {
        // What it complained of comes by another way, which may take a moment longer.
        await new Promise((resolve) => setImmediate(resolve));
        throw fault('system', `cannot set up a network namespace: ${complaintOf(this.#complaint)}`);
      }
    } finally {
      clearTimeout(timer);
      this.#look = () => undefined;
    }
  }
}

function listen(stream: Readable | null, take: (text: string) => void): void {
  stream?.setEncoding('utf8');
  stream?.on('data', take);
}

/** The line that says why, without the preambles of iproute2. */
function complaintOf(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Command failed'));
  return (lines[0] ?? 'it did not answer').replace(/^(RTNETLINK answers|Error): /, '');
}
