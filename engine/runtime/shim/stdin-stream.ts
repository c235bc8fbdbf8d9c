import { Writable } from 'node:stream';
import type { StdinConnection } from './attach-stdin.ts';

/** A connection as a Node stream: `end` ends the process's input, `destroy` lets go. */
export function stdinStream(connection: StdinConnection): Writable {
  return new Writable({
    autoDestroy: false, // after `end`, the connection stays until the process has read everything
    write: (chunk: Buffer, _encoding, done) => void connection.write(chunk).then(() => done()),
    final: (done) => {
      connection.end();
      done();
    },
    destroy: (error, done) => {
      connection.close();
      done(error);
    },
  });
}
