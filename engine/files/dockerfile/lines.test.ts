import { expect, it } from 'vitest';
import { dockerfileLines } from './lines.ts';

it('removes first, then copies, links, and sets owners before modes', () => {
  expect(
    dockerfileLines([
      { kind: 'mode', path: '/bin/x', mode: 0o4755 },
      { kind: 'owner', path: '/bin/x', owner: '1:2' },
      { kind: 'link', path: '/a', target: '/b' },
      { kind: 'copy', path: '/etc/conf', folder: false, owner: undefined },
      { kind: 'copy', path: '/srv', folder: true, owner: '33:33' },
      { kind: 'remove', path: '/old' },
      { kind: 'note', text: 'not told: /dev/x, a fifo' },
    ]),
  ).toEqual([
    '# not told: /dev/x, a fifo',
    'RUN rm -rf /old',
    'COPY etc/conf /etc/conf',
    'COPY --chown=33:33 srv/ /srv/',
    'RUN ln -sfn /b /a \\\n && chown 1:2 /bin/x \\\n && chmod 4755 /bin/x',
  ]);
});

it('quotes names for the shell and for COPY', () => {
  expect(
    dockerfileLines([
      { kind: 'remove', path: "/it's" },
      { kind: 'copy', path: '/a b$c[d]*', folder: false, owner: undefined },
    ]),
  ).toEqual(["RUN rm -rf '/it'\\''s'", 'COPY ["a b\\\\$c[[]d][*]","/a b\\\\$c[d]*"]']);
  expect(dockerfileLines([])).toEqual([]);
});
