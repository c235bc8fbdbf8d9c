import type { Propagation } from './mount-record.ts';

/** What the last part of `-v SOURCE:DEST:MODE` says. */
export interface Mode {
  readonly readOnly: boolean;
  readonly copy: boolean;
  readonly propagation: Propagation | undefined;
}

const PROPAGATIONS: readonly string[] = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'];

/** Words that exclude each other. Labels and consistency mean nothing without SELinux and off a Mac, as in Docker. */
const KINDS: readonly (readonly string[])[] = [
  ['rw', 'ro'],
  ['z', 'Z'],
  PROPAGATIONS,
  ['nocopy'],
  ['consistent', 'cached', 'delegated'],
];

export function isPropagation(word: string): word is Propagation {
  return PROPAGATIONS.includes(word);
}

/** Reads a mode such as `ro,z,rslave`; undefined when it is none. Empty is one. */
export function parseMode(text: string): Mode | undefined {
  const words = text === '' ? [] : text.split(',');
  const kinds = words.map((word) => KINDS.findIndex((kind) => kind.includes(word)));
  if (kinds.includes(-1) || new Set(kinds).size !== kinds.length) return undefined;
  return {
    readOnly: words.includes('ro'),
    copy: !words.includes('nocopy'),
    propagation: words.find(isPropagation),
  };
}
