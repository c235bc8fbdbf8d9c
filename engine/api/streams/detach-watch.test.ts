import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DetachWatch } from './detach-watch.ts';

function type(watch: DetachWatch, pieces: readonly string[]) {
  let passed = '';
  for (const piece of pieces) {
    const { pass, detached } = watch.push(Buffer.from(piece, 'latin1'));
    passed += pass.toString('latin1');
    if (detached) return { passed, detached };
  }
  return { passed: passed + watch.end().toString('latin1'), detached: false };
}

describe('watching for the detach keys', () => {
  it.each([
    [['ls\n\x10\x11'], 'ls\n', true],
    [['ls\x10', '\x11rest'], 'ls', true],
    [['\x10x'], '\x10x', false],
    [['\x10', 'x'], '\x10x', false],
    // The second ctrl-p may begin the sequence anew.
    [['\x10\x10\x11'], '\x10', true],
    [['\x10'], '\x10', false],
  ])('%j passes %j on, detached: %s', (pieces, passed, detached) => {
    expect(type(new DetachWatch([16, 17]), pieces)).toEqual({ passed, detached });
  });

  it('passes exactly what stands before the first sequence, however it is cut up', () => {
    const letters = fc.constantFrom('a', 'b', 'c');
    const text = fc.array(letters, { maxLength: 30 }).map((all) => all.join(''));
    const keys = fc.array(letters, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, keys, fc.integer({ min: 1, max: 5 }), (typed, sequence, size) => {
        const pieces = typed.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
        const at = typed.indexOf(sequence);
        const expected =
          at < 0 ? { passed: typed, detached: false } : { passed: typed.slice(0, at), detached: true };
        expect(type(new DetachWatch([...Buffer.from(sequence)]), pieces)).toEqual(expected);
      }),
    );
  });
});
