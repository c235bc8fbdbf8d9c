import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../base/errors.ts';
import { placeText } from '../../model/place.ts';
import { placeAt, plain } from './plain.ts';
import { readYaml } from './read-yaml.ts';

function value(text: string): unknown {
  const [node] = readYaml('/f', text);
  return node && plain(node);
}

function complaint(text: string): string {
  try {
    readYaml('/f', text);
    return 'nothing';
  } catch (error) {
    return messageOf(error);
  }
}

describe('a YAML file', () => {
  it.each([
    ['0440', 288],
    ['0o17', 15],
    ['0x1F', 31],
    ['1_000', 1000],
    ['-12', -12],
    ['089', 89],
    ['1.10', 1.1],
    ['yes', 'yes'],
    ['1:30', '1:30'],
    ['2026-01-01', '2026-01-01'],
    ['"1"', '1'],
    ['!!str 1', '1'],
    ['~', null],
    ['True', true],
  ])('reads the scalar %s as Go does', (text, expected) => {
    expect(value(`a: ${text}`)).toEqual({ a: expected });
  });

  it('resolves anchors, and merges whose keys give way to those of the mapping itself', () => {
    const text = 'x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  c: 5\n  <<: [*x, *y]\nlast: *x\n';
    expect(value(text)).toMatchObject({ z: { a: 1, b: 2, c: 5 }, last: { a: 1, b: 2 } });
  });

  it('knows where everything stands, also what comes through an anchor', () => {
    const [node] = readYaml('/f', 'x: &x\n  a: 1\ny:\n  - <<: *x\n    b: [2,\n      3]\n');
    const place = (at: 'key' | 'value', ...path: (string | number)[]): string =>
      node ? placeText(placeAt(node, path, at)) : '';
    expect([
      place('value', 'y', 0, 'b', 1),
      place('key', 'y', 0, 'b'),
      place('value', 'y', 0, 'a'),
      place('value', 'y', 9),
    ]).toEqual(['/f:6:7', '/f:5:5', '/f:2:6', '/f:4:3']);
  });

  it('may begin with a byte order mark and have lines of Windows', () => {
    const [node] = readYaml('/f', '\uFEFFa:\r\n  b: 1\r\n');
    expect(node && plain(node)).toEqual({ a: { b: 1 } });
    expect(node && placeAt(node, ['a', 'b'], 'key')).toMatchObject({ line: 2, column: 3 });
  });

  it('keeps keys that mean something to JavaScript', () => {
    expect(JSON.stringify(value('__proto__: {a: 1}\nconstructor: 2'))).toBe(
      '{"__proto__":{"a":1},"constructor":2}',
    );
  });

  it.each([
    ['a: [\n', '/f:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a: 1\na: 2', '/f:2:1: Map keys must be unique'],
    ['a:\n\t- b', '/f:2:1: Tabs are not allowed as indentation'],
    ['a: !foo 1', '/f:1:4: Unresolved tag: !foo'],
    ['a: *x', '/f:1:4: the anchor "x" is not defined'],
    ['a: &a [*a]', '/f:1:8: the anchor "a" contains itself'],
    ['{{ .Values.x }}: 1', '/f:1:2: a key has to be text'],
    ['<<: 1', '/f:1:1: "<<" merges mappings only'],
  ])('refuses %j with the place', (text, expected) => {
    expect(complaint(text)).toBe(expected);
  });

  it('refuses what would grow beyond all measure, in width or depth', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(10)}]`);
    expect(complaint(`l0: &l0 [1]\n${levels.join('\n')}`)).toContain('stands for more than 500000 values');
    expect(complaint(`${'['.repeat(5000)}`)).toMatch(/^\/f:1:/);
    expect(complaint(`a: ${'['.repeat(300)}${']'.repeat(300)}`)).toContain('nested too deeply');
  });
});
