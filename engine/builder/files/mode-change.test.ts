import { describe, expect, it } from 'vitest';
import { readModeChange } from './mode-change.ts';

describe('--chmod', () => {
  it.each([
    ['755', 0o644, false, 0o755],
    ['4755', 0o644, false, 0o4755],
    ['u=rwX,go=rX', 0o600, false, 0o644],
    ['u=rwX,go=rX', 0o600, true, 0o755],
    ['u=rwX,go=rX', 0o711, false, 0o755],
    ['+x', 0o644, false, 0o755],
    ['go-rwx', 0o755, false, 0o700],
    ['a=r', 0o4777, false, 0o444],
    ['g=u,o=', 0o640, false, 0o660],
    ['u+s,g+s,+t', 0o755, true, 0o7755],
    ['u+x-w', 0o644, false, 0o544],
  ])('%s of %o (a folder: %s)', (text, mode, isFolder, after) => {
    expect(readModeChange(text)?.(mode, isFolder).toString(8)).toBe(after.toString(8));
  });

  it.each(['', '8', '77777', 'x', 'u', 'u=rw;', 'z+x', 'u=rq'])('refuses %j', (text) => {
    expect(readModeChange(text)).toBeUndefined();
  });
});
