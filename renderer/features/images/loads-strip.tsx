import { X } from 'lucide-react';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { cancelLoad, type Load, useLoads } from './loads-store.ts';

export function LoadsStrip() {
  const { loads } = useLoads();
  if (loads.length === 0) return null;
  return (
    <ul
      aria-label="Files being loaded"
      className="mx-5 mb-2 shrink-0 rounded-md border border-line bg-sunken"
    >
      {loads.map((load) => (
        <LoadRow key={load.id} load={load} />
      ))}
    </ul>
  );
}

function LoadRow({ load }: { readonly load: Load }) {
  const { id, name, sent, total, message } = load;
  const uploading = sent < total;
  const words = uploading
    ? `Sending ${formatBytes(sent)} of ${formatBytes(total)}`
    : message === ''
      ? 'The engine unpacks it…'
      : message;
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <div className="min-w-0 flex-1">
        <div className="mb-1.5 flex items-baseline justify-between gap-4 text-xs">
          <span className="truncate font-medium text-ink">{name}</span>
          <span className="truncate text-ink-2">{words}</span>
        </div>
        <Progress label={`Loading ${name}`} value={uploading && total > 0 ? sent / total : null} />
      </div>
      <IconButton
        size="sm"
        label={`Cancel loading ${name}`}
        icon={<X size={14} />}
        onClick={() => cancelLoad(id)}
      />
    </li>
  );
}
