import { expect, it } from 'vitest';
import { joinPath, nameOf, parentOf, shownName } from './path-text.ts';

it('knows folders and names', () => {
  expect(joinPath('/', 'a')).toBe('/a');
  expect(joinPath('/a', 'b')).toBe('/a/b');
  expect(parentOf('/a/b')).toBe('/a');
  expect(parentOf('/a')).toBe('/');
  expect(nameOf('/a/b')).toBe('b');
  expect(shownName('a\udcff\n')).toBe('a\ufffd\u2423');
});
