import { fault } from '../../base/errors.ts';

/** Finds where a request's body ends in the bytes after its head (RFC 9112, section 6), and what the body is. */
export interface BodyFraming {
  /**
   * Reads from the start of `bytes` up to the body's end. What is left after `consumed` belongs to whatever follows.
   * Throws `invalid` when the framing is broken.
   */
  take(bytes: Buffer): { readonly consumed: number; readonly data: readonly Buffer[] };
  /** True when the whole body was read. */
  readonly done: boolean;
}

/** The framing that a request's headers announce. A request that announces nothing has no body. */
export function bodyFraming(headers: {
  readonly contentLength: string | undefined;
  readonly transferEncoding: string | undefined;
}): BodyFraming {
  if (headers.transferEncoding !== undefined) {
    if (headers.transferEncoding.trim().toLowerCase() !== 'chunked') {
      throw fault('invalid', `unsupported transfer encoding: ${headers.transferEncoding}`);
    }
    return new ChunkedBody();
  }
  const length = headers.contentLength?.trim() ?? '0';
  if (!/^\d{1,15}$/.test(length)) throw fault('invalid', `bad Content-Length: ${length}`);
  return new SizedBody(Number(length));
}

class SizedBody implements BodyFraming {
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  get done(): boolean {
    return this.#left === 0;
  }

  take(bytes: Buffer): { consumed: number; data: Buffer[] } {
    const consumed = Math.min(this.#left, bytes.length);
    this.#left -= consumed;
    return { consumed, data: consumed === 0 ? [] : [bytes.subarray(0, consumed)] };
  }
}

const LONGEST_LINE = 8192;

/** The chunked coding (RFC 9112, section 7.1): sizes in hex, chunk extensions and trailers skipped. */
class ChunkedBody implements BodyFraming {
  #state: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size';
  #left = 0;
  #line = '';

  get done(): boolean {
    return this.#state === 'done';
  }

  take(bytes: Buffer): { consumed: number; data: Buffer[] } {
    const data: Buffer[] = [];
    let at = 0;
    while (at < bytes.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const end = Math.min(bytes.length, at + this.#left);
        data.push(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#state = 'data-end';
      } else {
        at = this.#takeLine(bytes, at);
      }
    }
    return { consumed: at, data };
  }

  #takeLine(bytes: Buffer, from: number): number {
    const newline = bytes.indexOf(0x0a, from);
    const end = newline < 0 ? bytes.length : newline + 1;
    this.#line += bytes.toString('latin1', from, end);
    if (this.#line.length > LONGEST_LINE) throw fault('invalid', 'malformed chunked encoding: line too long');
    if (newline >= 0) {
      const line = this.#line.replace(/\r?\n$/, '');
      this.#line = '';
      this.#endLine(line);
    }
    return end;
  }

  #endLine(line: string): void {
    if (this.#state === 'size') {
      const size = /^([0-9a-f]{1,12})[ \t]*(;.*)?$/i.exec(line)?.[1];
      if (size === undefined) throw fault('invalid', 'malformed chunked encoding: bad chunk size');
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? 'trailer' : 'data';
    } else if (this.#state === 'data-end') {
      if (line !== '') throw fault('invalid', 'malformed chunked encoding: chunk longer than its size');
      this.#state = 'size';
    } else if (line === '') {
      this.#state = 'done';
    }
  }
}
