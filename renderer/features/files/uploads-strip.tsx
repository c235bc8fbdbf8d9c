import { X } from 'lucide-react';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { Place } from './place.ts';
import { cancelUpload, useUploads } from './uploads-store.ts';

/** What is on its way into this place. */
export function UploadsStrip({ place }: { readonly place: Place }) {
  const uploads = useUploads((state) => state.uploads).filter(
    (upload) => upload.place.kind === place.kind && upload.place.id === place.id,
  );
  if (uploads.length === 0) return null;
  return (
    <ul aria-label="Uploads" className="shrink-0 border-t border-line bg-sunken">
      {uploads.map(({ id, folder, files, done, current, sent, total }) => (
        <li key={id} className="flex items-center gap-3 px-5 py-2">
          <div className="min-w-0 flex-1">
            <div className="mb-1.5 flex items-baseline justify-between gap-4 text-xs">
              <span className="truncate font-medium text-ink">
                {current} <span className="font-normal text-ink-3">to {folder}</span>
              </span>
              <span className="shrink-0 text-ink-2 tabular-nums">
                {files === 1 ? '' : `${done + 1} of ${files} files, `}
                {formatBytes(sent)} of {formatBytes(total)}
              </span>
            </div>
            <Progress label={`Uploading ${current}`} value={total === 0 ? null : sent / total} />
          </div>
          <IconButton
            size="sm"
            label={`Cancel uploading ${current}`}
            icon={<X size={14} />}
            onClick={() => cancelUpload(id)}
          />
        </li>
      ))}
    </ul>
  );
}
