import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { Keys } from '../ui/keys.tsx';

export interface PaletteCommand {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly icon: ReactNode;
  readonly shortcut?: string;
  readonly run: () => void;
}

interface CommandItemProps {
  readonly command: PaletteCommand;
  readonly onRun: () => void;
}

export function CommandItem({ command, onRun }: CommandItemProps) {
  const { id, title, detail, icon, shortcut } = command;
  return (
    <Command.Item
      value={id}
      keywords={[title, ...(detail === undefined ? [] : [detail])]}
      onSelect={onRun}
      className="flex h-9 items-center gap-3 rounded-md px-2.5 text-sm text-ink data-[selected=true]:bg-hover"
    >
      <span className="flex size-4 shrink-0 items-center justify-center text-ink-3">{icon}</span>
      <span className="truncate">{title}</span>
      {detail === undefined ? null : <span className="truncate text-xs text-ink-3">{detail}</span>}
      {shortcut === undefined ? null : (
        <span className="ml-auto">
          <Keys keys={shortcut} />
        </span>
      )}
    </Command.Item>
  );
}
