import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTar } from '../../disk/tar-reader.ts';
import { inChunks, type TarMember, tarOf } from '../../testing/tar-of.ts';
import { type LayerFacts, toOverlayTar } from '../overlay-tar.ts';
import { type BuiltIndex, IndexBuilder } from './index-builder.ts';
import { readIndex } from './index-file.ts';
import { contentOfRow, FLAG, KIND, type LayerIndex, pathOfRow, targetOfRow } from './layer-index.ts';

/** The index of a layer with these members; `hidden` is what lower layers have. */
async function indexOf(members: readonly TarMember[], hidden: readonly string[] = []): Promise<BuiltIndex> {
  const builder = new IndexBuilder('trusted');
  const facts: LayerFacts = { size: 0, opaque: new Set() };
  const tar = toOverlayTar(readTar(inChunks(tarOf(members), 700)), {
    below: { has: async (path) => hidden.includes(path), folder: async () => undefined },
    xattrs: 'trusted',
    facts,
    observe: (place, header, digest) => builder.add(place, header, digest),
  });
  for await (const _ of tar);
  return builder.build();
}

const pathsOf = (index: LayerIndex) => Array.from({ length: index.rows }, (_, row) => pathOfRow(index, row));
const rowOf = (index: LayerIndex, path: string) => pathsOf(index).indexOf(path);
const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

describe('the index of a layer', () => {
  it('has every folder followed by what is in it, in the order of the bytes of names', async () => {
    const { index } = await indexOf([
      { path: 'b' },
      { path: 'a/z' },
      { path: 'a-b/x' },
      { path: 'a/B' },
      { path: 'a.b' },
      { path: '\xff' },
    ]);
    expect(pathsOf(index)).toEqual(['', 'a', 'a/B', 'a/z', 'a-b', 'a-b/x', 'a.b', 'b', '\xff']);
    expect([...index.end]).toEqual([9, 4, 3, 4, 6, 6, 7, 8, 9]);
    expect([...index.parent]).toEqual([0, 0, 1, 1, 0, 4, 0, 0, 0]);
  });

  it('knows attributes, links, devices and contents', async () => {
    const capability = new Map([
      ['SCHILY.xattr.security.capability', '\x01\0\0\x02'],
      ['SCHILY.xattr.trusted.overlay.redirect', '/etc'],
    ]);
    const { index } = await indexOf([
      {
        path: 'ping',
        content: 'ping',
        mode: 0o4755,
        uid: 5,
        gid: 70_000,
        mtime: '12.5',
        records: capability,
      },
      { path: 'again', type: 'hard-link', linkPath: './ping' },
      { path: 'link', type: 'symlink', linkPath: '/etc/passwd' },
      { path: 'null', type: 'character-device', device: { major: 1, minor: 3 } },
      { path: 'pipe', type: 'fifo' },
      { path: 'empty' },
    ]);
    const ping = rowOf(index, 'ping');
    expect(index.mode[ping]).toBe(0o4755);
    expect([index.uid[ping], index.gid[ping], index.size[ping], index.mtime[ping]]).toEqual([
      5, 70_000, 4, 12.5,
    ]);
    expect(index.flags[ping]).toBe(FLAG.xattrs | FLAG.capability);
    expect(contentOfRow(index, ping)).toBe(sha256('ping'));
    const again = rowOf(index, 'again');
    expect(index.flags[again]).toBe(FLAG.xattrs | FLAG.capability | FLAG.hardLink);
    expect([targetOfRow(index, again), contentOfRow(index, again)]).toEqual(['ping', sha256('ping')]);
    expect(targetOfRow(index, rowOf(index, 'link'))).toBe('/etc/passwd');
    expect(targetOfRow(index, rowOf(index, 'null'))).toBe('1:3');
    expect(index.kind[rowOf(index, 'pipe')]).toBe(KIND.fifo);
    expect(contentOfRow(index, rowOf(index, 'empty'))).toBe(sha256(''));
    expect(contentOfRow(index, rowOf(index, 'pipe'))).toBeUndefined();
  });

  it('has whiteouts that hide something, and marks opaque folders', async () => {
    const { index } = await indexOf(
      [{ path: 'etc/.wh.gone' }, { path: 'etc/.wh.never' }, { path: 'var/.wh..wh..opq' }],
      ['etc/gone'],
    );
    expect(pathsOf(index)).toEqual(['', 'etc', 'etc/gone', 'var']);
    expect(index.kind[2]).toBe(KIND.whiteout);
    expect(index.flags[3]).toBe(FLAG.opaque);
  });

  it('has the last of several members with one name, and for a link what it was when it was linked', async () => {
    const { index } = await indexOf([
      { path: 'a', content: 'first' },
      { path: 'b', type: 'hard-link', linkPath: 'a' },
      { path: 'a', content: 'second' },
    ]);
    expect(contentOfRow(index, rowOf(index, 'a'))).toBe(sha256('second'));
    expect(contentOfRow(index, rowOf(index, 'b'))).toBe(sha256('first'));
  });

  it('hashes what comes in many pieces as what comes in one', async () => {
    const content = 'gantry'.repeat(10_000);
    const { index } = await indexOf([{ path: 'big', content }]);
    expect(contentOfRow(index, 1)).toBe(sha256(content));
  });

  it('holds any tree', async () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', '-', '\xe4', '\x01', '~'),
      minLength: 1,
      maxLength: 3,
    });
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(path, fc.string({ unit: 'binary-ascii' }), { maxKeys: 30 }),
        async (files) => {
          // A name can be a folder or a file, not both.
          const all = Object.keys(files);
          const members = all
            .filter((one) => !all.some((other) => other.startsWith(`${one}/`)))
            .map((one) => ({ path: one, content: files[one] ?? '' }));
          const { index, file } = await indexOf(members);
          expect(await readIndex(file)).toEqual(index);
          const found = pathsOf(index);
          expect(found.map((one) => one.replaceAll('/', '\0'))).toEqual(
            found.map((one) => one.replaceAll('/', '\0')).toSorted(),
          );
          for (const member of members) {
            const row = found.indexOf(member.path);
            expect([index.size[row], contentOfRow(index, row)]).toEqual([
              member.content.length,
              sha256(member.content),
            ]);
          }
          for (let row = 0; row < index.rows; row++) {
            const inside = found.filter(
              (one) => row === 0 || one === found[row] || one.startsWith(`${found[row]}/`),
            );
            expect((index.end[row] ?? 0) - row).toBe(inside.length);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the file of an index', () => {
  it('is not read when a byte of it differs, or when it is cut off', async () => {
    const { file } = await indexOf([{ path: 'etc/passwd', content: 'root' }]);
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(file);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        // The header's reserved bytes are under the checksum too.
        expect(await readIndex(damaged)).toBeUndefined();
        expect(await readIndex(file.subarray(0, at))).toBeUndefined();
      }),
    );
  });

  it('is read from anywhere in a larger buffer', async () => {
    const { file, index } = await indexOf([{ path: 'etc/passwd', content: 'root' }]);
    const shifted = Buffer.concat([Buffer.from('xyz'), file]).subarray(3);
    expect(await readIndex(shifted)).toEqual(index);
  });
});
