/** The parser directives at the top of a Dockerfile: comments that mean something. */
export interface Directives {
  readonly escape: '\\' | '`';
  /** `# syntax=…`: an external frontend, which this builder does not run; its own grammar is read. */
  readonly syntax: string | undefined;
  /** `# check=…`: rules to skip. */
  readonly check: string | undefined;
}

const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const KNOWN = new Set(['escape', 'syntax', 'check']);

/** Reads the directives; the first line that is none ends them. Throws a plain text and the line (from 0) of what is wrong. */
export function readDirectives(lines: readonly string[]): Directives {
  const found = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const [, key = '', value = ''] = DIRECTIVE.exec(line.trimStart()) ?? [];
    const name = key.toLowerCase();
    if (!KNOWN.has(name)) break;
    if (found.has(name)) throw new DirectiveFault(`only one ${name} parser directive can be used`, index);
    if (name === 'escape' && value !== '\\' && value !== '`') {
      throw new DirectiveFault(`invalid escape token '${value}' does not match \` or \\`, index);
    }
    found.set(name, value);
  }
  return {
    escape: found.get('escape') === '`' ? '`' : '\\',
    syntax: found.get('syntax'),
    check: found.get('check'),
  };
}

/** A directive that cannot be obeyed. */
export class DirectiveFault extends Error {
  override readonly name = 'DirectiveFault';
  /** From 0. */
  readonly index: number;

  constructor(reason: string, index: number) {
    super(reason);
    this.index = index;
  }
}
