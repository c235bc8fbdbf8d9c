import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressPath, decodePath, encodePath } from './path-text.ts';

it('every path goes into an address and comes back, odd bytes too', () => {
  const character = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
    fc.integer({ min: 0xdc80, max: 0xdcff }).map((code) => `${String.fromCharCode(code)}a`),
    fc.constantFrom('/', '%', '%41', '+', '&', '#', '?', ' '),
  );
  fc.assert(
    fc.property(fc.array(character), (parts) => {
      const path = `/${parts.join('')}`;
      expect(encodePath(path)).toMatch(/^[\x21-\x7e]*$/);
      expect(decodePath(encodePath(path))).toBe(path);
      expect(decodePath(new URLSearchParams({ path: addressPath(path) }).get('path') ?? '')).toBe(path);
    }),
  );
  expect(encodePath('/caf\udce9/ü')).toBe('/caf%e9/%C3%BC');
});
