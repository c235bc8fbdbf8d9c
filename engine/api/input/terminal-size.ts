import { fault } from '../../base/errors.ts';
import type { TerminalSize } from '../backends/containers.ts';
import type { Query } from './query.ts';

/** The size in `?h=…&w=…`. Throws `invalid` unless both are there. */
export function terminalSize(query: Query): TerminalSize {
  const [rows, columns] = [query.integer('h'), query.integer('w')];
  if (rows === undefined || columns === undefined || rows < 0 || columns < 0) {
    throw fault('invalid', 'resize needs a height h and a width w');
  }
  return { rows, columns };
}

/** Docker's pair of rows and columns; undefined when none was given. */
export function consoleSize(pair: readonly [number, number] | null | undefined): TerminalSize | undefined {
  return pair == null ? undefined : { rows: pair[0], columns: pair[1] };
}
