import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../../testing/or-invalid.ts';
import { parseDetachKeys } from './detach-keys.ts';

describe('detach keys', () => {
  it.each([
    [undefined, [16, 17]],
    ['', [16, 17]],
    ['ctrl-p,ctrl-q', [16, 17]],
    ['ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_', [0, 27, 28, 29, 30, 31]],
    ['a,Z,9', [97, 90, 57]],
    ['DEL', [127]],
  ])('%j are %j', (text, keys) => {
    expect(parseDetachKeys(text)).toEqual(keys);
  });

  it.each(['ctrl-1', 'ctrl-P', 'ab', 'a,,b', ',', 'é'])('%j are refused', (text) => {
    expect(() => parseDetachKeys(text)).toThrow(`Invalid detach keys ${text} provided`);
  });

  it('are bytes or refused as invalid, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const keys = orInvalid(() => parseDetachKeys(text)) ?? [];
        expect(keys.every((key) => key < 128)).toBe(true);
      }),
    );
  });
});
