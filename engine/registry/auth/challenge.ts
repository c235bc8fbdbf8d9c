/** One way in that a server offers in `WWW-Authenticate` (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const SPACE = /[ \t]*/y;
const BETWEEN = /[ \t,]*/y;
/** `token68`: what follows a scheme such as `Negotiate`. */
const TOKEN68 = /[-._~+/0-9A-Za-z]+=*(?=[ \t]*(?:,|$))/y;

/**
 * Reads the challenges of a header in the order in which they stand. Never throws: it stops at what it does not understand
 * and answers what it read until there.
 */
export function parseChallenges(header: string): Challenge[] {
  const scanner = new Scanner(header);
  const challenges: Challenge[] = [];
  for (;;) {
    scanner.take(BETWEEN);
    const scheme = scanner.take(TOKEN);
    if (scheme === '') return challenges;
    scanner.take(SPACE);
    challenges.push({ scheme: scheme.toLowerCase(), parameters: readParameters(scanner) });
  }
}

/** Parameters go on until something stands there that has no `=`: the next scheme, or the end. */
function readParameters(scanner: Scanner): Map<string, string> {
  const parameters = new Map<string, string>();
  scanner.take(TOKEN68);
  for (;;) {
    const start = scanner.at;
    const name = scanner.take(TOKEN);
    scanner.take(SPACE);
    if (name === '' || !scanner.takeText('=')) {
      scanner.at = start;
      return parameters;
    }
    scanner.take(SPACE);
    parameters.set(name.toLowerCase(), scanner.takeQuoted() ?? scanner.take(TOKEN));
    scanner.take(BETWEEN);
  }
}

class Scanner {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** What the sticky pattern matches here; '' when it does not. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  takeText(text: string): boolean {
    if (!this.#text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** A quoted string without its quotes and backslashes; one that is not closed goes on to the end. */
  takeQuoted(): string | undefined {
    if (!this.takeText('"')) return undefined;
    let value = '';
    while (this.at < this.#text.length) {
      const character = this.#text.charAt(this.at++);
      if (character === '"') return value;
      value += character === '\\' ? this.#text.charAt(this.at++) : character;
    }
    return value;
  }
}
