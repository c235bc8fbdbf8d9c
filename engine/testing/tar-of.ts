import { encodeHeader } from '../disk/tar-encode.ts';
import { padding, TAR_END, type TarHeader } from '../disk/tar-header.ts';
import { readTar } from '../disk/tar-reader.ts';

/** A member of an archive made for a test; what is left out is plain: root's file, mode 644 (755 for folders). */
export type TarMember = Partial<TarHeader> & { readonly path: string; readonly content?: string };

/** An archive of these members. */
export function tarOf(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.map(memberBytes), TAR_END]);
}

/** The members of an archive with their content, for comparing. */
export async function membersOf(
  tar: AsyncIterable<Buffer>,
): Promise<(TarHeader & { readonly content: string })[]> {
  const members = [];
  for await (const { header, body } of readTar(tar)) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    members.push({ ...header, content: Buffer.concat(chunks).toString('latin1') });
  }
  return members;
}

/** Bytes as a stream of pieces of at most `size` bytes. */
export async function* inChunks(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A whole stream in memory. */
export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function memberBytes({ content = '', ...member }: TarMember): Buffer {
  const type = member.type ?? (member.path.endsWith('/') ? 'directory' : 'file');
  const body = Buffer.from(content, 'latin1');
  const header: TarHeader = {
    mode: type === 'directory' ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    mtime: '0',
    linkPath: '',
    device: { major: 0, minor: 0 },
    records: new Map(),
    ...member,
    type,
    size: body.length,
  };
  return Buffer.concat([encodeHeader(header), body, padding(body.length)]);
}
