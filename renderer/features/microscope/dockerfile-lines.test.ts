import { describe, expect, it } from 'vitest';
import { broken, dockerfileText, linesOfHistory } from './dockerfile-lines.ts';
import { instructionOf } from './instruction.ts';

const item = (CreatedBy: string, Size = 0) => ({
  Id: '<missing>',
  Created: 1,
  CreatedBy,
  Tags: null,
  Size,
  Comment: '',
});

describe('instructionOf', () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD', '["sh"]'],
    ['/bin/sh -c apt-get update', 'RUN', 'apt-get update'],
    ['RUN /bin/sh -c make # buildkit', 'RUN', 'make'],
    ['COPY /a /b # buildkit', 'COPY', '/a /b'],
    ['busybox rootfs', '', 'busybox rootfs'],
  ])('reads %s', (text, name, rest) => {
    expect(instructionOf(text)).toEqual({ name, rest });
  });
});

describe('a Dockerfile from a history', () => {
  it('begins with the oldest', () => {
    const lines = linesOfHistory([item('/bin/sh -c #(nop)  CMD ["sh"]'), item('/bin/sh -c make', 5)]);
    expect(lines).toMatchObject([
      { number: 1, name: 'RUN', rest: 'make', layer: undefined },
      { number: 2, name: 'CMD', layer: null },
    ]);
    expect(dockerfileText(lines)).toBe('RUN make\nCMD ["sh"]\n');
  });

  it('keeps what it cannot read as a comment', () => {
    expect(dockerfileText(linesOfHistory([item('busybox rootfs')]))).toBe('# busybox rootfs\n');
  });

  it('breaks commands, but not inside quotes', () => {
    expect(broken('apt-get update && apt-get install x')).toBe('apt-get update \\\n    && apt-get install x');
    expect(broken('sh -c "a && b"')).toBe('sh -c "a && b"');
  });
});
