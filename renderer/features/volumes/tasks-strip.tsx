import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { cancelTask, useTasks } from './tasks-store.ts';

/** What is being done to a volume, or to all of them. */
export function TasksStrip({ volume }: { readonly volume?: string }) {
  const tasks = useTasks((state) => state.tasks);
  const shown = volume === undefined ? tasks : tasks.filter((task) => task.volume === volume);
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Under way" className="mx-5 mb-2 shrink-0 rounded-md border border-line bg-sunken">
      {shown.map(({ id, title, words, part }) => (
        <li key={id} className="flex items-center gap-3 px-3 py-2">
          <div className="min-w-0 flex-1">
            <div className="mb-1.5 flex items-baseline justify-between gap-4 text-xs">
              <span className="truncate font-medium text-ink">{title}</span>
              <span className="truncate text-ink-2">{words}</span>
            </div>
            <Progress label={title} value={part} />
          </div>
          <IconButton
            size="sm"
            label={`Cancel: ${title}`}
            icon={<X size={14} />}
            onClick={() => cancelTask(id)}
          />
        </li>
      ))}
    </ul>
  );
}
