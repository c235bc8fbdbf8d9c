import type { Writable } from 'node:stream';

/** One piece of a process's output. */
export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

/** One line (or part of a long line) of a container's log; `data` ends in a newline unless it is a part. */
export interface LogEntry extends OutputChunk {
  /** RFC 3339 with nine digits of fraction, in UTC. */
  readonly time: string;
}

/**
 * A client's connection to a process: what it prints, and a way to type. `output` ends when the process has ended and
 * everything it printed was given, or after `detach`. It is pulled, so a slow reader never makes it grow.
 */
export interface Attachment {
  /** With a terminal everything comes as stdout. */
  readonly tty: boolean;
  readonly output: AsyncIterable<OutputChunk>;
  /** Null when standard input was not asked for or is not open. Ending it closes the process's input if it is ours. */
  readonly stdin: Writable | null;
  /** Lets go of the process without ending it. Idempotent. */
  detach(): void;
}
