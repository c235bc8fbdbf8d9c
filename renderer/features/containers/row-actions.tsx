import { CircleStop, Ellipsis, Play, ScrollText, SquareTerminal } from 'lucide-react';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { MenuEntry } from '../../ui/menu-items.ts';
import type { ContainerTab } from './container-menu.tsx';
import { allows, isAlive } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import type { RunVerb } from './use-container-verbs.ts';

interface RowActionsProps {
  readonly container: ContainerView;
  readonly busy: boolean;
  readonly run: RunVerb;
  readonly open: (container: ContainerView, tab: ContainerTab) => void;
  readonly menu: (container: ContainerView) => readonly MenuEntry[];
}

export function RowActions({ container, busy, run, open, menu }: RowActionsProps) {
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
      <DropdownMenu
        trigger={
          <IconButton size="sm" label={`More actions for ${container.name}`} icon={<Ellipsis size={15} />} />
        }
        entries={menu(container)}
      />
    </span>
  );
}
