import { fault } from '../base/errors.ts';
import { ByteReader } from './byte-reader.ts';
import { applyRecords, decodeHeader, recordsOf } from './tar-decode.ts';
import { BLOCK, paddingOf, readableName, type TarHeader } from './tar-header.ts';

/** A member of an archive that is being read. */
export interface TarEntry {
  readonly header: TarHeader;
  /** Its content, to be read before the next entry is asked for; what is left unread is skipped. */
  readonly body: AsyncIterable<Buffer>;
}

/** Extended headers are names and attributes; more than this is an attack on our memory. */
const MAX_EXTENSION = 1024 * 1024;

/**
 * The members of a plain tar archive, in order. Long names (pax and GNU), big numbers and pax records are folded into the
 * headers; global pax records are passed over, as Go's reader does. The source is read to its end, beyond the end mark too,
 * so that a digest taken of it on the way is that of the whole archive.
 *
 * Throws `invalid` for what is not a tar archive, and for one that ends inside a member.
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = new ByteReader(source);
  try {
    for (;;) {
      const header = await nextHeader(bytes);
      if (header === undefined) break;
      const body = new Section(bytes, header);
      yield { header, body };
      if (!body.skip()) await body.finish();
    }
    await bytes.drain();
  } finally {
    await bytes.close();
  }
}

async function nextHeader(bytes: ByteReader): Promise<TarHeader | undefined> {
  let records: Map<string, string> | undefined;
  let longNames: Map<string, string> | undefined;
  for (;;) {
    const block = bytes.take(BLOCK) ?? (await bytes.read(BLOCK));
    if (block.length === 0) return undefined;
    if (block.length < BLOCK) throw fault('invalid', 'the archive ends inside a header');
    const raw = decodeHeader(block);
    if (raw === undefined) return undefined;
    if (raw.extension === undefined) {
      if (longNames === undefined && records === undefined) return checked(raw.header);
      // A pax record is exact where GNU's long name and it are both there.
      return checked(applyRecords(raw.header, new Map([...(longNames ?? []), ...(records ?? [])])));
    }
    const body = await extensionBody(bytes, raw.header);
    if (raw.extension === 'pax') records = recordsOf(body);
    if (raw.extension === 'long-path') (longNames ??= new Map()).set('path', untilZero(body));
    if (raw.extension === 'long-link') (longNames ??= new Map()).set('linkpath', untilZero(body));
  }
}

async function extensionBody(bytes: ByteReader, header: TarHeader): Promise<Buffer> {
  if (header.size > MAX_EXTENSION) {
    throw fault('invalid', `the extended header "${readableName(header.path)}" has ${header.size} bytes`);
  }
  const padded = header.size + paddingOf(header.size);
  const body = await bytes.read(padded);
  if (body.length < padded) throw fault('invalid', 'the archive ends inside an extended header');
  return body.subarray(0, header.size);
}

function untilZero(body: Buffer): string {
  const end = body.indexOf(0);
  return body.toString('latin1', 0, end === -1 ? body.length : end);
}

/** Only files have content; some writers put a size on links, and Go and GNU tar pass over it. */
function checked(header: TarHeader): TarHeader {
  if (header.path === '') throw fault('invalid', 'the archive holds a member without a name');
  return header.type === 'file' || header.size === 0 ? header : { ...header, size: 0 };
}

/** The content of one member. */
class Section implements AsyncIterable<Buffer> {
  readonly #bytes: ByteReader;
  readonly #header: TarHeader;
  #left: number;

  constructor(bytes: ByteReader, header: TarHeader) {
    this.#bytes = bytes;
    this.#header = header;
    this.#left = header.size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    while (this.#left > 0) yield await this.#next();
  }

  /** Skips what was not read, and the padding, when all of it is at hand; most files are small. */
  skip(): boolean {
    const rest = this.#left + paddingOf(this.#header.size);
    if (rest > 0 && this.#bytes.take(rest) === undefined) return false;
    this.#left = 0;
    return true;
  }

  /** As `skip`, waiting for the rest. */
  async finish(): Promise<void> {
    while (this.#left > 0) await this.#next();
    const padding = paddingOf(this.#header.size);
    // A last member without its padding is broken only for the strict; Go and GNU tar read it.
    if (padding > 0) await this.#bytes.read(padding);
  }

  async #next(): Promise<Buffer> {
    const piece = this.#bytes.take(this.#left) ?? (await this.#bytes.some(this.#left));
    if (piece === undefined) {
      throw fault('invalid', `the archive ends inside "${readableName(this.#header.path)}"`);
    }
    this.#left -= piece.length;
    return piece;
  }
}
