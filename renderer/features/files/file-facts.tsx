import type { FileEntry } from '../../../engine/api/types/files.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { modeString } from '../../ui/mode-string.ts';
import { exactTime } from '../../ui/relative-time.ts';
import { shownName } from './path-text.ts';

export function FileFacts({ entry }: { readonly entry: FileEntry }) {
  const { path, kind, mode, uid, gid, size, mtime } = entry;
  return (
    <div className="shrink-0 border-b border-line px-4 py-1.5 text-2xs text-ink-2">
      <p className="flex items-center gap-1">
        <span className="selectable min-w-0 font-mono break-all">{shownName(path)}</span>
        <CopyButton label="Copy path" text={path} />
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-0.5">
        {kind === 'file' ? (
          <span className="tabular-nums" title={`${size.toLocaleString('en')} bytes`}>
            {formatBytes(size)}
          </span>
        ) : null}
        <span className="font-mono">{modeString(kind, mode)}</span>
        <span>
          {uid}:{gid}
        </span>
        <span>{exactTime(mtime * 1000)}</span>
      </p>
    </div>
  );
}
