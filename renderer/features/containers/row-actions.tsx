import { CircleStop, Play, ScrollText, SquareTerminal } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';
import { RowMenuButton } from '../../ui/table/row-menu-button.tsx';
import type { ContainerTab } from './container-menu.tsx';
import { allows, isAlive } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import type { RunVerb } from './use-container-verbs.ts';

interface RowActionsProps {
  readonly container: ContainerView;
  readonly busy: boolean;
  readonly run: RunVerb;
  readonly open: (container: ContainerView, tab: ContainerTab) => void;
}

export function RowActions({ container, busy, run, open }: RowActionsProps) {
  const alive = isAlive(container.state);
  const verb = alive ? 'stop' : 'start';
  return (
    <span className="flex justify-end gap-0.5">
      <IconButton
        size="sm"
        label={alive ? 'Stop' : 'Start'}
        icon={alive ? <CircleStop size={15} /> : <Play size={15} />}
        disabled={busy || !allows(verb, container.state)}
        onClick={() => run(verb, [container])}
      />
      <IconButton
        size="sm"
        label="Logs"
        icon={<ScrollText size={15} />}
        onClick={() => open(container, 'logs')}
      />
      <IconButton
        size="sm"
        label="Terminal"
        icon={<SquareTerminal size={15} />}
        disabled={!alive}
        onClick={() => open(container, 'terminal')}
      />
      <RowMenuButton rowId={container.id} label={`More actions for ${container.name}`} />
    </span>
  );
}
