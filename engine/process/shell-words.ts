import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { fault } from '../base/errors.ts';

/** One word for a POSIX shell. Throws `invalid` for a NUL byte. */
export function quoted(word: string): string {
  if (word.includes('\0')) throw fault('invalid', 'an argument of a program cannot hold a NUL byte');
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Calls back with each text that a stream ends by NUL. */
export function onRecord(stream: Readable | null, take: (record: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream?.on('data', (bytes: Buffer) => {
    const records = `${rest}${decoder.write(bytes)}`.split('\0');
    rest = records.pop() ?? '';
    for (const record of records) take(record);
  });
}
