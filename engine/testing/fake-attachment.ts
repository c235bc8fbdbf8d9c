import { PassThrough } from 'node:stream';
import type { Attachment, OutputChunk } from '../base/stdio.ts';

/** A process that a test plays: it prints when told, and what was typed for it can be read. */
export interface FakeProcess {
  readonly attachment: Attachment;
  /** What was typed so far. */
  typed(): string;
  /** Resolves when its standard input was closed. */
  readonly inputEnded: Promise<void>;
  /** Resolves when the client was let go. */
  readonly detached: Promise<void>;
  /** True when the client went away without a word, before it was let go. */
  print(text: string, stream?: OutputChunk['stream']): void;
  exit(): void;
}

/** A process for one client, with standard input unless `stdin` is false. */
export function fakeProcess(options: { readonly tty: boolean; readonly stdin?: boolean }): FakeProcess {
  const output = new PassThrough({ objectMode: true });
  const stdin = new PassThrough();
  const typed: Buffer[] = [];
  stdin.on('data', (bytes: Buffer) => typed.push(bytes));
  const inputEnded = new Promise<void>((resolve) => stdin.once('end', () => resolve()));
  let letGo: () => void = () => undefined;
  const detached = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return {
    attachment: {
      tty: options.tty,
      output,
      stdin: options.stdin === false ? null : stdin,
      detach() {
        letGo();
        output.end();
      },
    },
    typed: () => Buffer.concat(typed).toString(),
    inputEnded,
    detached,
    print: (text, stream = 'stdout') => void output.write({ stream, data: Buffer.from(text) }),
    exit: () => void output.end(),
  };
}
