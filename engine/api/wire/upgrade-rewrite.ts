import { type BodyFraming, bodyFraming } from './body-framing.ts';
import { LARGEST_HEAD } from './limits.ts';

/** How a request on a connection may take the connection over. */
export type Takeover = 'hijack' | 'websocket' | undefined;

/** Tells for a request line whether its route takes the connection over. */
export type TakeoverOf = (method: string, target: string) => Takeover;

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Makes the `Upgrade` header tell the truth, on its way from a client to Node's HTTP parser.
 *
 * Docker lets a client take a connection over in two forms: with `Upgrade: tcp`, and without it, where the bytes after
 * the request's body simply are standard input. Node hands a raw connection out for the first form only, and its parser
 * would read the second form's input as a next request. So this follows the requests of one connection (heads, bodies,
 * pipelining) and, where a route takes over, adds the missing header; where none does, it renames an `Upgrade` that
 * some clients send with every request (`h2c`), which Docker ignores as well. Everything else passes unchanged, and
 * whatever it cannot read is left to Node's parser to refuse.
 */
export class UpgradeRewrite {
  readonly #takeoverOf: TakeoverOf;
  #state: { at: 'head'; kept: Buffer } | { at: 'body'; body: BodyFraming } | { at: 'through' } = {
    at: 'head',
    kept: Buffer.alloc(0),
  };
  #plain = false;

  constructor(takeoverOf: TakeoverOf) {
    this.#takeoverOf = takeoverOf;
  }

  /** True once a request took over without having asked for an upgrade; the answer must then be a plain 200. */
  get plainHijack(): boolean {
    return this.#plain;
  }

  /** True between two requests: nothing has come that is not whole. */
  get betweenRequests(): boolean {
    return this.#state.at === 'head' && this.#state.kept.length === 0;
  }

  /** The bytes to pass on for `bytes`. An unfinished head is kept back until it is whole. */
  push(bytes: Buffer): Buffer[] {
    const out: Buffer[] = [];
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#state.at === 'through') {
        out.push(rest);
        return out;
      }
      rest = this.#state.at === 'body' ? this.#body(this.#state.body, rest, out) : this.#head(rest, out);
    }
    return out;
  }

  /** What was kept back, when the client ends in the middle of a head. */
  end(): Buffer[] {
    const kept = this.#state.at === 'head' ? this.#state.kept : Buffer.alloc(0);
    this.#state = { at: 'through' };
    return kept.length > 0 ? [kept] : [];
  }

  #body(body: BodyFraming, bytes: Buffer, out: Buffer[]): Buffer {
    try {
      const { consumed } = body.take(bytes);
      if (body.done) this.#state = { at: 'head', kept: Buffer.alloc(0) };
      if (consumed > 0) out.push(bytes.subarray(0, consumed));
      return bytes.subarray(consumed);
    } catch {
      this.#state = { at: 'through' };
      return bytes;
    }
  }

  #head(bytes: Buffer, out: Buffer[]): Buffer {
    const kept = this.#state.at === 'head' ? this.#state.kept : Buffer.alloc(0);
    const all = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
    const end = all.indexOf(HEAD_END, Math.max(0, kept.length - HEAD_END.length));
    if (end < 0) {
      this.#state = all.length > LARGEST_HEAD ? { at: 'through' } : { at: 'head', kept: all };
      if (this.#state.at === 'through') out.push(all);
      return Buffer.alloc(0);
    }
    const length = end + HEAD_END.length;
    out.push(this.#rewrite(all.subarray(0, length)));
    return all.subarray(length);
  }

  /** Decides what follows this head, and answers the head to pass on. */
  #rewrite(head: Buffer): Buffer {
    const lines = head.toString('latin1').split('\r\n');
    while (lines[0] === '') lines.shift();
    const request = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(lines[0] ?? '');
    const [, method, target] = request ?? [];
    if (method === undefined || target === undefined) {
      this.#state = { at: 'through' };
      return head;
    }
    const headers = lines.slice(1, -2);
    const asks = headers.some((line) => /^upgrade[ \t]*:/i.test(line));
    const takeover = this.#takeoverOf(method, target);
    if (takeover === undefined || (takeover === 'websocket' && !asks)) {
      this.#state = stateOfBody(headers);
      if (!asks) return head;
      return compose(
        lines[0] ?? '',
        headers.map((line) => line.replace(/^upgrade(?=[ \t]*:)/i, 'X-Ignored-Upgrade')),
      );
    }
    this.#state = { at: 'through' };
    if (asks) return head;
    this.#plain = true;
    return compose(lines[0] ?? '', [...headers, 'Connection: Upgrade', 'Upgrade: tcp']);
  }
}

function stateOfBody(
  headers: readonly string[],
): { at: 'body'; body: BodyFraming } | { at: 'through' } | { at: 'head'; kept: Buffer } {
  try {
    const body = bodyFraming({
      contentLength: valueOf(headers, 'content-length'),
      transferEncoding: valueOf(headers, 'transfer-encoding'),
    });
    return body.done ? { at: 'head', kept: Buffer.alloc(0) } : { at: 'body', body };
  } catch {
    return { at: 'through' };
  }
}

function valueOf(headers: readonly string[], name: string): string | undefined {
  const line = headers.find((header) => header.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

function compose(requestLine: string, headers: readonly string[]): Buffer {
  return Buffer.from(`${[requestLine, ...headers].join('\r\n')}\r\n\r\n`, 'latin1');
}
