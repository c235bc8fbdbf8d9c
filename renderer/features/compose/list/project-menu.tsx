import { ArrowUpFromLine, CircleStop, FolderX, Play, RotateCw, Trash2 } from 'lucide-react';
import { type MenuEntry, SEPARATOR } from '../../../ui/menu-items.tsx';
import { askPlan } from '../plan/plan-store.ts';
import type { ProjectRow } from './project-row.ts';

/** What one does to projects, besides what is planned first. */
export interface ProjectActions {
  readonly open: (project: ProjectRow) => void;
  readonly forget: (project: ProjectRow) => void;
}

export function projectMenu(project: ProjectRow, { forget }: ProjectActions): readonly MenuEntry[] {
  const { name, containers, running, isKnown, directory } = project;
  return [
    {
      kind: 'item',
      label: 'Up…',
      icon: <ArrowUpFromLine size={15} />,
      disabled: directory === undefined,
      onSelect: () => askPlan(name, 'up'),
    },
    {
      kind: 'item',
      label: 'Start…',
      icon: <Play size={15} />,
      disabled: containers === 0 || running === containers,
      onSelect: () => askPlan(name, 'start'),
    },
    {
      kind: 'item',
      label: 'Restart…',
      icon: <RotateCw size={15} />,
      disabled: containers === 0,
      onSelect: () => askPlan(name, 'restart'),
    },
    {
      kind: 'item',
      label: 'Stop…',
      icon: <CircleStop size={15} />,
      disabled: running === 0,
      onSelect: () => askPlan(name, 'stop'),
    },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Down…',
      icon: <Trash2 size={15} />,
      danger: true,
      disabled: containers === 0,
      onSelect: () => askPlan(name, 'down'),
    },
    {
      kind: 'item',
      label: 'Forget',
      icon: <FolderX size={15} />,
      disabled: !isKnown,
      onSelect: () => forget(project),
    },
  ];
}
