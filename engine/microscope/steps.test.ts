import { describe, expect, it } from 'vitest';
import { dockerfileLine, stepsOf } from './steps.ts';

describe('the line of a Dockerfile', () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
    ['/bin/sh -c #(nop) ADD file:abc in / ', 'ADD file:abc in /'],
    ['/bin/sh -c apt-get update', 'RUN apt-get update'],
    ['|1 VERSION=3 /bin/sh -c make', 'RUN make'],
    ['RUN /bin/sh -c make # buildkit', 'RUN make'],
    ['RUN |2 A=1 B=2 /bin/sh -c make install # buildkit', 'RUN make install'],
    ['RUN /bin/bash -o pipefail -c make # buildkit', 'RUN make'],
    ['COPY . /app # buildkit', 'COPY . /app'],
    ['CMD ["sh"]', 'CMD ["sh"]'],
    ['bazel build ...', 'bazel build ...'],
    ['', ''],
  ])('behind %j is %j', (createdBy, line) => {
    expect(dockerfileLine(createdBy)).toBe(line);
  });
});

describe('the steps of an image', () => {
  const history = [
    { created_by: 'ADD x' },
    { created_by: 'ENV A=1', empty_layer: true },
    { created_by: 'RUN y' },
  ];

  it('know which layer they made', () => {
    expect(stepsOf(history, 2).map(({ layer }) => layer)).toEqual([0, null, 1]);
  });

  it('claim no layer that is not there', () => {
    expect(stepsOf(history, 1).map(({ layer }) => layer)).toEqual([0, null, null]);
    expect(stepsOf([], 1)).toEqual([]);
  });
});
