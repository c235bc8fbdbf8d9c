import type { ImageEntry } from '../../../engine/api/types/microscope.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { modeString } from '../../ui/mode-string.ts';
import { exactTime } from '../../ui/relative-time.ts';

export function FileFacts({ entry }: { readonly entry: ImageEntry }) {
  const { path, kind, mode, uid, gid, size, mtime, layer, digest, hardLink, xattrs, capabilities } = entry;
  return (
    <div className="shrink-0 border-b border-line px-4 py-2 text-2xs text-ink-2">
      <p className="flex items-center gap-1">
        <span className="selectable min-w-0 font-mono break-all">{path}</span>
        <CopyButton label="Copy path" text={path} />
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-0.5">
        <span className="tabular-nums" title={`${size.toLocaleString('en')} bytes`}>
          {formatBytes(size)}
        </span>
        <span className="font-mono">{modeString(kind, mode)}</span>
        <span>
          {uid}:{gid}
        </span>
        <span>{exactTime(mtime * 1000)}</span>
        <span>from layer {layer}</span>
        {hardLink ? <span>hard link</span> : null}
        {xattrs ? <span>extended attributes</span> : null}
        {capabilities ? <span className="text-warn">file capabilities</span> : null}
        {digest === null ? null : (
          <span className="font-mono" title={digest}>
            {digest.slice(0, 19)}…
          </span>
        )}
      </p>
    </div>
  );
}
