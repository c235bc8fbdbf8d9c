import { describe, expect, it } from 'vitest';
import type { DiskChoice } from '../../../engine/api/types/disk.ts';
import { checkedOf, choiceGroups, keyOf, withChoices } from './choices.ts';

const choice = (id: string, part: Partial<DiskChoice> = {}): DiskChoice => ({
  kind: 'image',
  id,
  label: id,
  names: [id],
  created: null,
  unique: 10,
  total: 20,
  unused: true,
  dangling: false,
  blocked: null,
  ...part,
});

describe('choiceGroups', () => {
  it('puts each choice in one group, the largest first', () => {
    const groups = choiceGroups([
      choice('small', { unique: 1 }),
      choice('large', { unique: 9 }),
      choice('nameless', { dangling: true }),
      choice('used', { unused: false }),
      choice('part', { kind: 'leftover' }),
      choice('old', { kind: 'container' }),
      choice('said', { kind: 'removed-log' }),
    ]);
    expect(groups.map(({ id, choices }) => [id, choices.map((one) => one.id)])).toEqual([
      ['leftover', ['part']],
      ['container', ['old']],
      ['removed-log', ['said']],
      ['dangling', ['nameless']],
      ['unused', ['large', 'small']],
      ['used', ['used']],
    ]);
  });
});

describe('choosing', () => {
  it('knows all, some and none', () => {
    const both = [choice('a'), choice('b')];
    const one = withChoices(new Set(), [choice('a')], true);
    expect(checkedOf(both, one)).toBe('indeterminate');
    expect(checkedOf(both, withChoices(one, both, true))).toBe(true);
    expect(checkedOf(both, withChoices(one, both, false))).toBe(false);
    expect([...one]).toEqual([keyOf(choice('a'))]);
  });
});
