import type { DiskChoice, DiskChoiceKind } from '../../../engine/api/types/disk.ts';

/** Choices of one sort under one checkbox. */
export interface ChoiceGroup {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly choices: readonly DiskChoice[];
}

export const keyOf = ({ kind, id }: { readonly kind: DiskChoiceKind; readonly id: string }): string =>
  `${kind} ${id}`;

const GROUPS: readonly (Omit<ChoiceGroup, 'choices'> & { readonly has: (choice: DiskChoice) => boolean })[] =
  [
    {
      id: 'leftover',
      title: 'Downloads and leftovers',
      hint: 'What broken downloads and crashes left behind; nothing needs it',
      has: ({ kind }) => kind === 'leftover',
    },
    {
      id: 'container',
      title: 'Stopped containers',
      hint: 'With their files and their log',
      has: ({ kind, unused }) => kind === 'container' && unused,
    },
    {
      id: 'removed-log',
      title: 'Logs of removed containers',
      hint: 'Kept while there is room; what they say cannot be brought back',
      has: ({ kind }) => kind === 'removed-log',
    },
    {
      id: 'dangling',
      title: 'Images without a name',
      hint: 'Another image took their name',
      has: ({ kind, dangling }) => kind === 'image' && dangling,
    },
    {
      id: 'unused',
      title: 'Images that no container uses',
      hint: 'They would have to be pulled or loaded again',
      has: ({ kind, dangling, unused }) => kind === 'image' && !dangling && unused,
    },
    {
      id: 'build-cache',
      title: 'Build cache',
      hint: 'The next builds take longer',
      has: ({ kind }) => kind === 'build-cache',
    },
    {
      id: 'volume',
      title: 'Volumes that no container uses',
      hint: 'Their data cannot be brought back',
      has: ({ kind, unused }) => kind === 'volume' && unused,
    },
    {
      id: 'used',
      title: 'In use',
      hint: 'Can go only together with what uses it',
      has: ({ kind, unused }) => !unused && kind !== 'leftover' && kind !== 'build-cache',
    },
  ];

/** Every choice in exactly one group, the largest first; empty groups are left out. */
export function choiceGroups(choices: readonly DiskChoice[]): ChoiceGroup[] {
  const left = new Set(choices);
  return GROUPS.flatMap(({ has, ...group }) => {
    const own = choices.filter((choice) => left.has(choice) && has(choice));
    for (const choice of own) left.delete(choice);
    if (own.length === 0) return [];
    return [{ ...group, choices: own.toSorted((one, other) => other.unique - one.unique) }];
  });
}

export function checkedOf(
  choices: readonly DiskChoice[],
  chosen: ReadonlySet<string>,
): boolean | 'indeterminate' {
  const count = choices.filter((choice) => chosen.has(keyOf(choice))).length;
  return count === 0 ? false : count === choices.length ? true : 'indeterminate';
}

/** The set with all of the choices in it, or none of them. */
export function withChoices(
  chosen: ReadonlySet<string>,
  choices: readonly DiskChoice[],
  on: boolean,
): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const choice of choices) {
    if (on) next.add(keyOf(choice));
    else next.delete(keyOf(choice));
  }
  return next;
}
