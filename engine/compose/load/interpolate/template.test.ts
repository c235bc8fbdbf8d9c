import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substitute, TemplateError } from './template.ts';

const NAMES: Readonly<Record<string, string>> = { SET: 'value', EMPTY: '', other_1: 'x' };

function resolve(template: string): string {
  return substitute(
    template,
    (name) => NAMES[name],
    () => {},
  );
}

describe('interpolation', () => {
  it.each([
    ['$SET ${SET} ${other_1}y', 'value value xy'],
    ['$NONE|${NONE}|${EMPTY}', '||'],
    ['$$SET $${SET} $$$SET', '$SET ${SET} $value'],
    ['${NONE-d} ${EMPTY-d} ${SET-d}', 'd  value'],
    ['${NONE:-d} ${EMPTY:-d} ${SET:-d}', 'd d value'],
    ['${NONE+r}|${EMPTY+r}|${SET+r}', '|r|r'],
    ['${NONE:+r}|${EMPTY:+r}|${SET:+r}', '||r'],
    ['${SET?e} ${EMPTY?e} ${SET:?e}', 'value  value'],
    ['${NONE:-${EMPTY:-${SET}}}!', 'value!'],
    ['${NONE:-a${SET}b${NONE-c}}${SET}', 'avaluebcvalue'],
    ['${SET:+${other_1}-${NONE:-z}}', 'x-z'],
    ['${NONE:-}', ''],
    ['${NONE:-{"a": 1}', '{"a": 1'],
    ['${NONE:-a:-b?c}', 'a:-b?c'],
    ['a $(id) $1 $', 'a $(id) $1 $'],
    ['${NONE:-$$x}', '$x'],
  ])('makes of %s: %s', (template, expected) => {
    expect(resolve(template)).toBe(expected);
  });

  it.each([
    ['${NONE?}', 'required variable NONE is missing a value'],
    ['${NONE?say ${SET}}', 'required variable NONE is missing a value: say value'],
    ['${EMPTY:?no}', 'required variable EMPTY is missing a value: no'],
    ['${NONE:-${NONE:?inner}}', 'required variable NONE is missing a value: inner'],
  ])('refuses %s, since it is required', (template, expected) => {
    expect(() => resolve(template)).toThrow(expected);
  });

  it.each(['${', '${}', '${ SET}', '${SET }', '${SET!}', '${1}', 'a ${SET', '${SET:-${NONE}'])(
    'refuses %s, since it is no template',
    (template) => {
      expect(() => resolve(template)).toThrow('You may need to escape any $ with another $');
    },
  );

  it('tells of each name that is not set and has no default', () => {
    const missing: string[] = [];
    substitute(
      '$A ${B} ${C:-} ${D+x} ${E:-$F}',
      () => undefined,
      (name) => missing.push(name),
    );
    expect(missing).toEqual(['A', 'B', 'F']);
  });

  it('gives back any text whose dollars are doubled, and throws nothing but its own error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(resolve(text.replaceAll('$', '$$$$'))).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom('$', '{', '}', ':', '-', '?', '+', 'A', 'SET')), (parts) => {
        let error: unknown = new TemplateError('format', '');
        try {
          resolve(parts.join(''));
        } catch (thrown) {
          error = thrown;
        }
        expect(error).toBeInstanceOf(TemplateError);
      }),
    );
  });
});
