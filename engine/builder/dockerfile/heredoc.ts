import { expandWords } from '../shell/expand.ts';
import type { Heredoc } from './syntax-node.ts';

const HEREDOC = /^(\d*)<<(-?)([^<]*)$/;
const CARRIERS = new Set(['add', 'copy', 'run']);

/** True for instructions that here documents may follow. */
export function carriesHeredocs(keyword: string): boolean {
  return CARRIERS.has(keyword.toLowerCase());
}

/** The here documents that a line announces, without their content, in order. */
export function announcedHeredocs(text: string): Omit<Heredoc, 'content'>[] {
  const found = words(text, true) ?? [];
  return found.flatMap((word) => announced(word) ?? []);
}

/** What `word` announces, when it is `<<NAME` in one of its forms. */
function announced(word: string): Omit<Heredoc, 'content'> | undefined {
  const [, descriptor = '', dash = '', written = ''] = HEREDOC.exec(word) ?? [];
  if (written === '') return undefined;
  const [name, ...more] = words(written, false) ?? [];
  const [raw] = words(written, true) ?? [];
  if (name === undefined || more.length > 0) return undefined;
  return {
    name,
    // A quoted name says that the content is to be left alone.
    expand: name === raw,
    chomp: dash === '-',
    descriptor: descriptor === '' ? -1 : Number(descriptor),
  };
}

function words(text: string, raw: boolean): readonly string[] | undefined {
  try {
    return expandWords(text, () => undefined, { escape: '\\', raw, keepUnset: true });
  } catch {
    return undefined;
  }
}
