import { Copy, Download, Eraser } from 'lucide-react';
import type { RefObject } from 'react';
import { copyText } from '../../stores/copy-text.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { counted } from '../../ui/counted.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { LogSearch } from './log-search.tsx';
import { downloadText, logText } from './log-text.ts';
import { SINCE_CHOICES } from './log-time.ts';
import { ReadingButtons } from './reading-buttons.tsx';
import { STREAM_CHOICES } from './stream-choices.ts';
import type { LogView } from './use-log-view.ts';

interface LogToolbarProps {
  readonly name: string;
  readonly tty: boolean;
  readonly view: LogView;
  readonly field: RefObject<HTMLInputElement | null>;
}

export function LogToolbar({ name, tty, view, field }: LogToolbarProps) {
  const { logTimestamps } = usePreferences();
  const { lens } = view;
  const copyAll = () => copyText(logText(lens, logTimestamps), counted(lens.count, 'line'));
  return (
    <div
      role="toolbar"
      aria-label="Log view"
      className="flex min-h-11 shrink-0 items-center gap-x-3 border-b border-line px-5 py-1.5"
    >
      <LogSearch view={view} field={field} />
      <div className="ml-auto flex shrink-0 items-center gap-2">
        {tty ? null : (
          <Select label="Streams" value={view.streams} options={STREAM_CHOICES} onChange={view.setStreams} />
        )}
        <Select label="Since" value={view.since} options={SINCE_CHOICES} onChange={view.setSince} />
        <span className="flex items-center gap-0.5">
          <ReadingButtons />
          <IconButton size="sm" label="Copy all" icon={<Copy size={15} />} onClick={copyAll} />
          <IconButton
            size="sm"
            label="Download"
            icon={<Download size={15} />}
            onClick={() => downloadText(`${name}.log`, logText(lens, logTimestamps))}
          />
          <IconButton size="sm" label="Clear view" icon={<Eraser size={15} />} onClick={view.clear} />
        </span>
      </div>
    </div>
  );
}
