import { ChevronRight, CornerLeftUp } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';
import { parentOf, shownName } from './path-text.ts';

interface BreadcrumbsProps {
  readonly root: string;
  readonly path: string;
  readonly onOpen: (path: string) => void;
}

/** The way to the folder; each step leads back to it. A long way keeps its end in view. */
export function Breadcrumbs({ root, path, onOpen }: BreadcrumbsProps) {
  const parts = path.split('/').filter((part) => part !== '');
  const steps = parts.map((name, index) => ({
    name: shownName(name),
    path: `/${parts.slice(0, index + 1).join('/')}`,
  }));
  return (
    <nav aria-label="Folder" className="flex min-w-0 flex-1 items-center gap-1">
      <IconButton
        size="sm"
        label="Up one folder"
        shortcut="Backspace"
        icon={<CornerLeftUp size={15} />}
        disabled={path === '/'}
        onClick={() => onOpen(parentOf(path))}
      />
      <ol className="flex min-w-0 items-center justify-end overflow-hidden">
        {[{ name: root, path: '/' }, ...steps].map((step, index) => (
          <li key={step.path} className="flex min-w-0 shrink-0 items-center last:shrink">
            {index === 0 ? null : <ChevronRight size={13} aria-hidden className="shrink-0 text-ink-3" />}
            <button
              type="button"
              aria-current={step.path === path ? 'location' : undefined}
              onClick={() => onOpen(step.path)}
              title={step.name}
              className="max-w-60 min-w-0 truncate rounded-sm px-1.5 py-0.5 text-sm text-ink-2 hover:bg-hover hover:text-ink aria-[current=location]:font-medium aria-[current=location]:text-ink"
            >
              {step.name}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
