import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameBytes, readableName } from './file-name.ts';

const latin1 = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

it('every name of bytes has a text that leads back to it, and no two have the same', () => {
  fc.assert(
    fc.property(latin1, latin1, (one, other) => {
      expect(nameBytes(readableName(one))).toBe(one);
      expect(readableName(one) === readableName(other)).toBe(one === other);
    }),
  );
});

it('names in UTF-8 are shown as they are, and survive JSON with all their bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(readableName(Buffer.from(name, 'utf8').toString('latin1'))).toBe(name);
    }),
  );
  const odd = 'caf\xe9\xff.txt';
  expect(readableName(odd)).toBe('caf\udce9\udcff.txt');
  expect(nameBytes(JSON.parse(JSON.stringify(readableName(odd))) as string)).toBe(odd);
});
