import { describe, expect, it } from 'vitest';
import { buildRequest } from './build-query.ts';
import { Query } from './query.ts';

const asked = (headers: Readonly<Record<string, string>>) => buildRequest(new Query(''), headers);

describe('a build that its client names', () => {
  it('gets that id, and one of the engine’s own without it', () => {
    const id = 'a1'.repeat(32);
    expect(asked({ 'x-gantry-build-id': id }).id).toBe(id);
    expect(asked({}).id).toBeUndefined();
  });

  it.each([[''], ['a1'], ['../'.repeat(22)], ['A1'.repeat(32)]])('is refused as %j', (id) => {
    expect(() => asked({ 'x-gantry-build-id': id })).toThrow(/64 hexadecimal digits/);
  });
});
