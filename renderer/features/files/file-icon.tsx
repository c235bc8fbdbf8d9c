import { Cpu, File, FileSymlink, Folder, FolderSymlink, Unplug } from 'lucide-react';
import type { FileEntry } from '../../../engine/api/types/files.ts';

export function FileIcon({ entry }: { readonly entry: Pick<FileEntry, 'kind' | 'leadsTo'> }) {
  switch (entry.kind) {
    case 'directory':
      return <Folder size={15} className="shrink-0 fill-accent-soft text-accent-text" />;
    case 'symlink':
      return entry.leadsTo === 'directory' ? (
        <FolderSymlink size={15} className="shrink-0 text-accent-text" />
      ) : (
        <FileSymlink
          size={15}
          className={entry.leadsTo === null ? 'shrink-0 text-warn' : 'shrink-0 text-ink-3'}
        />
      );
    case 'fifo':
    case 'socket':
      return <Unplug size={15} className="shrink-0 text-ink-3" />;
    case 'character-device':
    case 'block-device':
      return <Cpu size={15} className="shrink-0 text-ink-3" />;
    case 'file':
      return <File size={15} className="shrink-0 text-ink-3" />;
  }
}
