import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { VERB_ICONS } from './container-menu.tsx';
import { allows, type ContainerVerb, VERBS } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import type { RunVerb } from './use-container-verbs.ts';

interface MoreVerbsProps {
  readonly label: string;
  readonly verbs: readonly ContainerVerb[];
  readonly containers: readonly ContainerView[];
  readonly run: RunVerb;
}

/** What is done to several containers less often; each verb goes to those that can take it. */
export function MoreVerbs({ label, verbs, containers, run }: MoreVerbsProps) {
  return (
    <DropdownMenu
      trigger={<IconButton size="sm" label={label} icon={<Ellipsis size={15} />} />}
      entries={verbs.map((verb) => ({
        kind: 'item',
        label: VERBS[verb].title,
        icon: VERB_ICONS[verb],
        danger: verb === 'kill',
        disabled: !containers.some(({ state }) => allows(verb, state)),
        onSelect: () => run(verb, containers),
      }))}
    />
  );
}
