import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../base/errors.ts';
import { inChunks, membersOf, type TarMember, tarOf } from '../testing/tar-of.ts';
import { encodeHeader } from './tar-encode.ts';
import { BLOCK, TAR_END } from './tar-header.ts';
import { readTar } from './tar-reader.ts';

const name = fc
  .uint8Array({ minLength: 1, maxLength: 200 })
  .map((bytes) => Buffer.from(bytes).toString('latin1').replaceAll('\0', 'x'));

const member: fc.Arbitrary<TarMember> = fc.record({
  path: name,
  type: fc.constantFrom('file', 'directory', 'symlink', 'hard-link', 'fifo'),
  mode: fc.nat(0o7777),
  uid: fc.nat(2 ** 32 - 1),
  gid: fc.nat(2 ** 32 - 1),
  mtime: fc.constantFrom('0', '1700000000', '1700000000.123456789', '-5.5'),
  linkPath: name,
  records: fc.constantFrom(
    new Map<string, string>(),
    new Map([['SCHILY.xattr.security.capability', '\x01\0\0\x02\xff\n\0=']]),
  ),
});

const file = fc.tuple(member, fc.string({ maxLength: 3000 })).map(([header, text]) => ({
  ...header,
  type: 'file' as const,
  content: Buffer.from(text).toString('latin1'),
}));

describe('readTar', () => {
  it('reads back what encodeHeader wrote, in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(member, file)),
        fc.integer({ min: 1, max: 2000 }),
        async (list, size) => {
          const read = await membersOf(inChunks(tarOf(list), size));
          expect(read).toEqual(
            list.map((one) => ({
              content: '',
              device: { major: 0, minor: 0 },
              ...one,
              size: 'content' in one ? one.content.length : 0,
            })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads any bytes or refuses them as invalid', async () => {
    const broken = fc
      .tuple(
        fc.array(file, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255))),
        fc.nat(),
      )
      .map(([list, changes, end]) => {
        const tar = tarOf(list);
        for (const [at, value] of changes) tar[at % tar.length] = value;
        return tar.subarray(0, end % tar.length);
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, fc.uint8Array({ maxLength: 3000 })), async (bytes) => {
        const failure = await membersOf(inChunks(Buffer.from(bytes))).then(() => 'invalid', kindOf);
        expect(failure).toBe('invalid');
      }),
    );
  });

  it('skips the content that its caller leaves', async () => {
    const tar = tarOf([
      { path: 'a', content: 'x'.repeat(5000) },
      { path: 'b', content: 'yes' },
    ]);
    const names: string[] = [];
    for await (const { header } of readTar(inChunks(tar))) names.push(header.path);
    expect(names).toEqual(['a', 'b']);
  });

  it("takes GNU tar's long names and big numbers", async () => {
    const long = 'd/'.repeat(100);
    const body = Buffer.alloc(BLOCK);
    body.write(`${long}\0`);
    const extension = gnuHeader('././@LongLink', 'L', long.length + 1);
    const block = gnuHeader('cut', '0', 0);
    block.writeUInt32BE(0x80000000, 108);
    block.writeUInt32BE(3_000_000_000, 112);
    const [read] = await membersOf(inChunks(Buffer.concat([extension, body, withChecksum(block), TAR_END])));
    expect(read).toMatchObject({ path: long, uid: 3_000_000_000 });
  });

  it('reads the rest of its source after the end of the archive, for whoever hashes it', async () => {
    const tar = Buffer.concat([tarOf([{ path: 'a' }]), Buffer.alloc(9000)]);
    let seen = 0;
    async function* counted() {
      for await (const chunk of inChunks(tar)) {
        seen += chunk.length;
        yield chunk;
      }
    }
    await membersOf(counted());
    expect(seen).toBe(tar.length);
  });

  it.each([
    ['inside a header', 100, 'the archive ends inside a header'],
    ['inside a file', BLOCK + 10, 'the archive ends inside "file"'],
  ])('names what an archive that is cut off %s lost', async (_, length, message) => {
    const tar = tarOf([{ path: 'file', content: 'x'.repeat(100) }]).subarray(0, length);
    await expect(membersOf(inChunks(tar))).rejects.toMatchObject({ kind: 'invalid', message });
  });

  it('refuses sparse files by name instead of unpacking them wrong', async () => {
    const records = new Map([['GNU.sparse.major', '1']]);
    await expect(membersOf(inChunks(tarOf([{ path: 'a', records }])))).rejects.toThrow('sparse files');
    await expect(membersOf(inChunks(gnuHeader('a', 'S', 0)))).rejects.toThrow('"a" is of a kind ("S")');
  });

  it('does not gather a giant extended header in memory', async () => {
    const giant = encodeHeader({
      path: 'x',
      type: 'file',
      mode: 0,
      uid: 0,
      gid: 0,
      size: 2 ** 40,
      mtime: '0',
      linkPath: '',
      device: { major: 0, minor: 0 },
      records: new Map(),
    });
    const block = Buffer.from(giant.subarray(-BLOCK));
    block.write('x', 156);
    block.writeUInt32BE(0x80000000, 124);
    block.writeBigUInt64BE(2n ** 40n, 128);
    await expect(membersOf(inChunks(withChecksum(block)))).rejects.toThrow('has 1099511627776 bytes');
  });
});

function gnuHeader(path: string, flag: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write('0000644\0', 100);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write(flag, 156);
  block.write('ustar  \0', 257);
  return withChecksum(block);
}

function withChecksum(block: Buffer): Buffer {
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
