import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from '../../ui/code-block.tsx';
import { counted } from '../../ui/counted.ts';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { projectQuery } from './queries.ts';

/** The project after merging, interpolation and defaults: what a plan is made from. */
export function ConfigPanel({ name }: { readonly name: string }) {
  const { data: view, error } = useQuery(projectQuery(name));
  if (view === undefined)
    return error === null ? (
      <TableSkeleton label="Loading the configuration" />
    ) : (
      <p className="px-5 py-4 text-sm text-ink-2">It shows here as soon as the files can be read.</p>
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <p className="mb-2 text-xs text-ink-2">
        Made from {counted(view.sources.length, 'file')}: {view.sources.join(', ')}
      </p>
      <CodeBlock label="Configuration" text={view.rendered} />
    </div>
  );
}
