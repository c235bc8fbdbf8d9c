import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { gantryPath } from './queries.ts';
import { startImport } from './tasks-store.ts';
import type { VolumeDialog } from './volume-menu.tsx';

const ACCEPT = '.tar,.tar.gz,.tgz,.tar.zst,.tar.xz,.txz,.tar.bz2,.gz,.xz,.zst,.bz2';

interface ImportDialogProps {
  readonly about: VolumeDialog;
  readonly onClose: () => void;
}

export function ImportDialog({ about: { volume }, onClose }: ImportDialogProps) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title="Import into volume"
      description={`All that is in ${volume} is replaced by what is in the archive. It is kept as a snapshot first.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={file === undefined}
            onClick={() => {
              if (file === undefined) return;
              const wish = {
                volume,
                title: `Importing ${file.name}`,
                done: `Imported ${file.name} into ${volume}`,
                failed: `${file.name} could not be imported`,
              };
              void startImport(wish, gantryPath(volume, 'import'), file);
              onClose();
            }}
          >
            Replace the files
          </Button>
        </>
      }
    >
      <div className="flex min-w-0 items-center gap-3">
        <Button icon={<FileUp size={15} />} onClick={() => input.current?.click()}>
          Choose an archive
        </Button>
        <span className="min-w-0 truncate text-sm text-ink-2">
          {file === undefined ? 'No file chosen' : `${file.name}, ${formatBytes(file.size)}`}
        </span>
        <input
          ref={input}
          type="file"
          accept={ACCEPT}
          hidden
          aria-label="Archive"
          onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
        />
      </div>
      <p className="mt-3 text-xs text-ink-3">
        A tar archive, plain or packed with gzip, zstd, xz or bzip2. It is unpacked beside the files first:
        one that is cut short or reaches outside the volume changes nothing.
      </p>
    </Dialog>
  );
}
