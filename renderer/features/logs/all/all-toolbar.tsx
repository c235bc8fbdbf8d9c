import { Download, Eraser, Pause, Play, Regex } from 'lucide-react';
import { CheckMenu } from '../../../ui/check-menu.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Select } from '../../../ui/select.tsx';
import { downloadText } from '../log-text.ts';
import { ReadingButtons } from '../reading-buttons.tsx';
import { STREAM_CHOICES } from '../stream-choices.ts';
import type { AllLens } from './all-lens.ts';
import { allLogs } from './all-logs.ts';
import { allText } from './all-text.ts';
import { useLogFilters } from './filter-store.ts';
import type { LogSource } from './line-group.ts';

const LEVEL_CHOICES = [
  { value: 'all', title: 'All levels' },
  { value: 'debug', title: 'Any level' },
  { value: 'info', title: 'Info and up' },
  { value: 'warn', title: 'Warnings and up' },
  { value: 'error', title: 'Errors' },
] as const;

interface AllToolbarProps {
  readonly lens: AllLens;
  readonly sources: readonly LogSource[];
  /** Only lines of this one are shown. */
  readonly project: string | undefined;
  readonly fault: string | undefined;
}

export function AllToolbar({ lens, sources, project: only, fault }: AllToolbarProps) {
  const { text, regex, containers, projects, streams, level, columns, paused } = useLogFilters();
  const set = useLogFilters.setState;
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const projectNames = [...new Set(sources.flatMap(({ project }) => project ?? []))].sort();
  const fields = [...new Set([...columns, ...allLogs.buffer.fields])].slice(0, 60);
  return (
    <div
      role="toolbar"
      aria-label="All logs view"
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-5 py-1.5"
    >
      <SearchField
        label="Filter lines"
        value={text}
        onChange={(next) => set({ text: next })}
        placeholder={regex ? 'Filter by pattern' : 'Filter lines'}
        {...(fault === undefined ? {} : { suffix: 'Not a pattern' })}
        className="min-w-36 max-w-64 flex-1"
      />
      <IconButton
        size="sm"
        label="Regular expression"
        icon={<Regex size={15} />}
        pressed={regex}
        onClick={() => set({ regex: !regex })}
      />
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <CheckMenu
          label="Containers"
          none="All containers"
          text={chosenText(containers, 'All containers', 'containers', (id) => names.get(id) ?? id)}
          options={sources.map(({ id, name, removed }) => ({
            value: id,
            title: removed ? `${name} (removed)` : name,
          }))}
          chosen={containers}
          onChange={(next) => set({ containers: next })}
        />
        {projectNames.length === 0 || only !== undefined ? null : (
          <CheckMenu
            label="Projects"
            none="All projects"
            text={chosenText(projects, 'All projects', 'projects')}
            options={projectNames.map((name) => ({ value: name, title: name }))}
            chosen={projects}
            onChange={(next) => set({ projects: next })}
          />
        )}
        <Select
          label="Streams"
          value={streams}
          options={STREAM_CHOICES}
          onChange={(next) => set({ streams: next })}
        />
        <Select
          label="Level"
          value={level}
          options={LEVEL_CHOICES}
          onChange={(next) => set({ level: next })}
        />
        {fields.length === 0 ? null : (
          <CheckMenu
            label="Columns"
            none="No columns"
            text={chosenText(columns, 'Columns', 'columns')}
            options={fields.map((name) => ({ value: name, title: name }))}
            chosen={columns}
            onChange={(next) => set({ columns: next })}
            mono
          />
        )}
        <span className="flex items-center gap-0.5">
          <IconButton
            size="sm"
            label={paused ? 'Go on' : 'Pause'}
            icon={paused ? <Play size={15} /> : <Pause size={15} />}
            pressed={paused}
            onClick={() => set({ paused: !paused })}
          />
          <ReadingButtons />
          <IconButton
            size="sm"
            label="Download"
            icon={<Download size={15} />}
            onClick={() => downloadText('containers.log', allText(lens))}
          />
          <IconButton
            size="sm"
            label="Clear view"
            icon={<Eraser size={15} />}
            onClick={() => set({ clearedTo: allLogs.buffer.endSeq })}
          />
        </span>
      </div>
    </div>
  );
}

function chosenText(
  chosen: ReadonlySet<string>,
  none: string,
  many: string,
  title = (value: string) => value,
): string {
  const [first] = chosen;
  if (first === undefined) return none;
  return chosen.size === 1 ? title(first) : `${chosen.size} ${many}`;
}
