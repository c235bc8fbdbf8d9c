import { fault } from '../../base/errors.ts';

const NO = new Set(['', '0', 'no', 'false', 'none']);

/** The query of a request, read the way Docker reads it. */
export class Query {
  readonly #values: URLSearchParams;

  constructor(text: string) {
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
