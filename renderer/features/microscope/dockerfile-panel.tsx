import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '../../ui/copy-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { dockerfileText, linesOfHistory, linesOfLayers } from './dockerfile-lines.ts';
import { DockerfileRow } from './dockerfile-row.tsx';
import { historyQuery, layersQuery } from './queries.ts';

/** The history as the Dockerfile that it came from, each line with what it weighs. */
export function DockerfilePanel({ image }: { readonly image: string }) {
  const layers = useQuery(layersQuery(image));
  const history = useQuery({ ...historyQuery(image), enabled: layers.error !== null });
  const lines =
    layers.data !== undefined
      ? linesOfLayers(layers.data)
      : history.data !== undefined
        ? linesOfHistory(history.data)
        : undefined;
  if (lines === undefined) {
    if (history.error !== null) {
      return <LoadFailed what="The history" error={history.error} onRetry={() => void history.refetch()} />;
    }
    return <TableSkeleton label="Loading history" />;
  }
  const largest = Math.max(1, ...lines.map(({ size }) => size));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex items-center justify-between gap-4 px-5 pt-3 pb-2 text-xs text-ink-3">
        <p>
          The instructions that made the image, read back from its history. Arguments of a build and files
          that were copied are not in it.
        </p>
        <CopyButton label="Copy Dockerfile" text={dockerfileText(lines)} />
      </div>
      <table aria-label="History" className="w-full table-fixed border-collapse">
        <colgroup>
          <col className="w-14" />
          <col />
          <col className="w-0 min-[1000px]:w-30" />
          <col className="w-36" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Instruction</th>
            <th scope="col">Created</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <DockerfileRow key={line.number} image={image} line={line} largest={largest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
