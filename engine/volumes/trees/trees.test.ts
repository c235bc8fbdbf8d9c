import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believable, type Difference, differences } from './difference.ts';
import { isBelow, keyOfPath, parentKey, pathOfKey, type TreeRecord } from './record.ts';

/** Names as a folder may hold them: any byte but NUL and the slash, often those that a key has to escape. */
const name = fc
  .array(fc.oneof(fc.constantFrom(1, 2, 3, 4, 5, 10, 0x2e, 0x61, 0x62), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((bytes) => bytes.map((byte) => (byte === 0x2f ? 'a' : String.fromCharCode(byte))).join(''));
const path = fc.array(name, { minLength: 1, maxLength: 4 });

describe('the keys of an index', () => {
  it('lead back to their paths, whatever bytes those have, and have no line end', () => {
    fc.assert(
      fc.property(path, (parts) => {
        const key = keyOfPath(parts.join('/'));
        expect(pathOfKey(key)).toBe(parts.join('/'));
        expect(key).not.toMatch(/[\n\0]/);
        expect(pathOfKey(parentKey(key))).toBe(parts.slice(0, -1).join('/'));
      }),
    );
  });

  it('sort a folder directly before all that is in it', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 20 }), path, (others, folder) => {
        const inside = others.map((parts) => [...folder, ...parts]);
        const lines = [folder, ...inside, ...others]
          .map((parts) => `${keyOfPath(parts.join('/'))}\0x`)
          .sort();
        const key = keyOfPath(folder.join('/'));
        const first = lines.indexOf(`${key}\0x`);
        const below = lines.map((line) => isBelow(key, line.slice(0, -2)));
        expect(below.slice(0, first)).not.toContain(true);
        expect(below.lastIndexOf(true)).toBeLessThanOrEqual(
          lines.lastIndexOf(`${key}\0x`) + below.filter(Boolean).length,
        );
      }),
    );
  });
});

const TIME = '1000.0';
const record = (at: string, stat: string): TreeRecord => ({ key: keyOfPath(at), stat });
const file = (at: string, inode = 1, time = TIME) => record(at, `f 644 0 0 5 ${time} ${time} ${inode} 1`);
const folder = (at: string, mode = 755) => record(at, `d ${mode} 0 0 4096 ${TIME} ${TIME} 9 2`);

async function* index(...records: TreeRecord[]): AsyncGenerator<readonly TreeRecord[]> {
  const sorted = records.toSorted((a, b) => (`${a.key}\0` < `${b.key}\0` ? -1 : 1));
  for (const one of sorted) yield [one];
}

async function found(
  there: TreeRecord[],
  wanted: TreeRecord[],
  believed: (record: TreeRecord) => boolean = () => true,
): Promise<string[]> {
  const all: Difference[] = [];
  for await (const some of differences(index(...there), index(...wanted), believed)) all.push(...some);
  return all.map(({ key, kind, within }) => `${kind} ${pathOfKey(key)}${within ? ' within' : ''}`);
}

describe('the differences of two trees', () => {
  it('are none between the same', async () => {
    const tree = [folder(''), folder('a'), file('a/b')];
    expect(await found(tree, tree)).toEqual([]);
  });

  it('tell what came, went and changed, and what is part of a whole', async () => {
    expect(
      await found(
        [
          folder(''),
          file('changed'),
          folder('gone'),
          file('gone/x'),
          file('gone-too'),
          folder('kept'),
          file('kept/y'),
        ],
        [folder('', 700), file('changed', 2), folder('kept'), file('kept/y'), folder('new'), file('new/z')],
      ),
    ).toEqual([
      'modified ',
      'modified changed',
      'removed gone',
      'removed gone/x within',
      'removed gone-too',
      'added new',
      'added new/z within',
    ]);
  });

  it('take a file in the place of a folder for the end of all in it, and the reverse', async () => {
    const one = [folder('a'), file('a/b')];
    expect(await found(one, [file('a')])).toEqual(['modified a', 'removed a/b within']);
    expect(await found([file('a')], one)).toEqual(['modified a', 'added a/b within']);
  });

  it('do not believe a file to be the same that was changed just before it was looked at', async () => {
    const young = [file('young', 1, '1999.5'), file('old', 1, '1998.9')];
    expect(await found(young, young, believable(2_000_000))).toEqual(['modified young']);
  });
});
