import { Button } from '../../ui/button.tsx';
import { SelectionToolbar } from '../../ui/table/selection-toolbar.tsx';
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
    <SelectionToolbar nouns="containers" count={selected.length} onClear={onClear}>
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
    </SelectionToolbar>
  );
}
