import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from './challenge.ts';

const read = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('the challenges in WWW-Authenticate', () => {
  it.each<[string, unknown]>([
    ['', []],
    ['Basic realm="r"', [['basic', { realm: 'r' }]]],
    ['basic', [['basic', {}]]],
    [
      'Bearer realm="https://auth.example/token",service="reg",scope="repository:a/b:pull,push"',
      [
        [
          'bearer',
          { realm: 'https://auth.example/token', service: 'reg', scope: 'repository:a/b:pull,push' },
        ],
      ],
    ],
    ['Bearer realm = "x" , Service=y', [['bearer', { realm: 'x', service: 'y' }]]],
    [
      'Basic realm="a", Bearer realm="b"',
      [
        ['basic', { realm: 'a' }],
        ['bearer', { realm: 'b' }],
      ],
    ],
    [
      'Negotiate abc==, Basic realm="a"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'a' }],
      ],
    ],
    ['Bearer realm="with \\"quotes\\" and, commas"', [['bearer', { realm: 'with "quotes" and, commas' }]]],
    ['Bearer realm="not closed', [['bearer', { realm: 'not closed' }]]],
    [',,, Basic realm=a', [['basic', { realm: 'a' }]]],
    ['"nonsense"', []],
  ])('of %j are read', (header, expected) => {
    expect(read(header)).toEqual(expected);
  });

  it('of any text are read without failing or hanging', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(' ', ',', '=', '"', '\\', 'a', 'B', ':', '/', '\t') }),
    );
    fc.assert(
      fc.property(text, (header) => {
        for (const { scheme } of parseChallenges(header)) expect(scheme).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('are those that were written', () => {
    const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const challenge = fc.record({
      scheme: token,
      parameters: fc.dictionary(token, fc.string(), { minKeys: 1, noNullPrototype: true }),
    });
    fc.assert(
      fc.property(fc.array(challenge, { minLength: 1, maxLength: 4 }), (challenges) => {
        const header = challenges.map(({ scheme, parameters }) => {
          const pairs = Object.entries(parameters).map(
            ([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`,
          );
          return `${scheme} ${pairs.join(', ')}`;
        });
        expect(read(header.join(', '))).toEqual(
          challenges.map(({ scheme, parameters }) => [scheme, parameters]),
        );
      }),
    );
  });
});
