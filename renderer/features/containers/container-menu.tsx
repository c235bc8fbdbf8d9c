import {
  CircleStop,
  Copy,
  ListTree,
  Pause,
  Pencil,
  Play,
  RotateCw,
  ScrollText,
  SlidersHorizontal,
  SquareTerminal,
  Terminal,
  Trash2,
  Zap,
} from 'lucide-react';
import { copyText } from '../../stores/copy-text.ts';
import { openCommand, openEdit } from '../../stores/dialogs.ts';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import { allows, type ContainerVerb, VERBS } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import type { RunVerb } from './use-container-verbs.ts';

export type ContainerTab = 'logs' | 'terminal' | 'inspect';

export const VERB_ICONS = {
  start: <Play size={15} />,
  stop: <CircleStop size={15} />,
  restart: <RotateCw size={15} />,
  pause: <Pause size={15} />,
  unpause: <Play size={15} />,
  kill: <Zap size={15} />,
  remove: <Trash2 size={15} />,
};

interface MenuContext {
  readonly run: RunVerb;
  readonly open: (container: ContainerView, tab: ContainerTab) => void;
  readonly rename: (container: ContainerView) => void;
}

export function containerMenu(container: ContainerView, context: MenuContext): MenuEntry[] {
  const { run, open, rename } = context;
  const { state, id } = container;
  const verb = (name: ContainerVerb): MenuEntry => ({
    kind: 'item',
    label: VERBS[name].title,
    icon: VERB_ICONS[name],
    disabled: !allows(name, state),
    danger: name === 'remove',
    onSelect: () => run(name, [container]),
  });
  return [
    verb(allows('stop', state) ? 'stop' : 'start'),
    verb('restart'),
    verb(state === 'paused' ? 'unpause' : 'pause'),
    verb('kill'),
    SEPARATOR,
    {
      kind: 'item',
      label: 'Open logs',
      icon: <ScrollText size={15} />,
      onSelect: () => open(container, 'logs'),
    },
    {
      kind: 'item',
      label: 'Open terminal',
      icon: <SquareTerminal size={15} />,
      onSelect: () => open(container, 'terminal'),
    },
    {
      kind: 'item',
      label: 'Inspect',
      icon: <ListTree size={15} />,
      onSelect: () => open(container, 'inspect'),
    },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Edit…',
      icon: <SlidersHorizontal size={15} />,
      disabled: state === 'paused' || state === 'removing',
      onSelect: () => openEdit(id),
    },
    { kind: 'item', label: 'Rename…', icon: <Pencil size={15} />, onSelect: () => rename(container) },
    {
      kind: 'item',
      label: 'Copy ID',
      icon: <Copy size={15} />,
      onSelect: () => copyText(id, 'ID'),
    },
    {
      kind: 'item',
      label: 'As a docker command…',
      icon: <Terminal size={15} />,
      onSelect: () => openCommand(id),
    },
    SEPARATOR,
    verb('remove'),
  ];
}
