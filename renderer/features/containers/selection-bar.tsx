import { X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { VERB_ICONS } from './container-menu.tsx';
import { allows, type ContainerVerb, VERBS } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import { MoreVerbs } from './more-verbs.tsx';
import type { RunVerb } from './use-container-verbs.ts';

interface SelectionBarProps {
  readonly selected: readonly ContainerView[];
  readonly run: RunVerb;
  readonly onClear: () => void;
}

const BULK: readonly ContainerVerb[] = ['start', 'stop', 'remove'];
const MORE: readonly ContainerVerb[] = ['restart', 'pause', 'unpause', 'kill'];

export function SelectionBar({ selected, run, onClear }: SelectionBarProps) {
  return (
    <div role="toolbar" aria-label="Selected containers" className="flex min-w-0 items-center gap-1.5">
      <span className="px-1.5 text-sm whitespace-nowrap text-ink-2">{selected.length} selected</span>
      {BULK.map((verb) => (
        <Button
          key={verb}
          size="sm"
          icon={VERB_ICONS[verb]}
          disabled={!selected.some(({ state }) => allows(verb, state))}
          onClick={() => run(verb, selected)}
          className={verb === 'remove' ? 'text-bad' : ''}
        >
          {VERBS[verb].title}
        </Button>
      ))}
      <MoreVerbs label="More actions" verbs={MORE} containers={selected} run={run} />
      <IconButton size="sm" label="Clear selection" icon={<X size={15} />} onClick={onClear} />
    </div>
  );
}
