import { fault } from '../../base/errors.ts';
import { readableName } from '../../base/file-name.ts';

const NO = new Set(['', '0', 'no', 'false', 'none']);

/** The query of a request, read the way Docker reads it. */
export class Query {
  readonly #text: string;
  readonly #values: URLSearchParams;

  constructor(text: string) {
    this.#text = text;
    this.#values = new URLSearchParams(text);
  }

  /** The first value of `name`; undefined when it is missing or empty. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === null || value === '' ? undefined : value;
  }

  /** Every value of `name`, without empty ones. */
  all(name: string): readonly string[] {
    return this.#values.getAll(name).filter((value) => value !== '');
  }

  /** The values of `name` as paths of files, whose bytes need not be UTF-8 (`base/file-name.ts`), without empty ones. */
  paths(name: string): readonly string[] {
    return this.#text.split('&').flatMap((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1 || pathOf(pair.slice(0, equals)) !== name || equals === pair.length - 1) return [];
      return [pathOf(pair.slice(equals + 1))];
    });
  }

  /** The first of `paths`; undefined when there is none. */
  path(name: string): string | undefined {
    return this.paths(name)[0];
  }

  /** False for a missing value and for ``, `0`, `no`, `false` and `none` in any case; true for everything else. */
  flag(name: string, missing = false): boolean {
    const value = this.#values.get(name);
    return value === null ? missing : !NO.has(value.trim().toLowerCase());
  }

  /** A whole number; undefined when missing. Throws `invalid` for anything else. */
  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^[+-]?\d{1,15}$/.test(value)) {
      throw fault('invalid', `invalid value "${value}" for ${name}: must be a whole number`);
    }
    return Number(value);
  }
}

/** Undoes the encoding of a query byte by byte; what is not encoded right stays as it is. */
function pathOf(encoded: string): string {
  const bytes = Buffer.from(encoded.replaceAll('+', ' '), 'utf8').toString('latin1');
  return readableName(
    bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}
