import { Download } from 'lucide-react';
import { useState } from 'react';
import { withQuery } from '../../bridge/request.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { gantryPath } from './queries.ts';
import type { VolumeDialog } from './volume-menu.tsx';

const FORMATS = [
  { value: 'tar.zst', title: 'tar.zst', hint: 'Small and fast. GNU tar and most archivers open it.' },
  { value: 'tar.gz', title: 'tar.gz', hint: 'Opens everywhere; packing takes longer.' },
  { value: 'tar', title: 'tar', hint: 'Not packed: as large as the files are.' },
] as const;

interface ExportDialogProps {
  readonly about: VolumeDialog;
  readonly onClose: () => void;
}

export function ExportDialog({ about: { volume, snapshot }, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<(typeof FORMATS)[number]['value']>('tar.zst');
  const what = snapshot === undefined ? volume : `${snapshot.title}, a snapshot of ${volume}`;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title="Export volume"
      description={`Writes all files of ${what} into one archive, with owners, modes and attributes. Containers go on meanwhile.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            icon={<Download size={15} />}
            onClick={() => {
              download(volume, format, snapshot?.id);
              toast({ tone: 'info', title: `${volume} is being exported to your downloads` });
              onClose();
            }}
          >
            Export
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-start gap-2">
        <Segmented label="Format" value={format} options={FORMATS} onChange={setFormat} />
        <p className="text-xs text-ink-3">{FORMATS.find(({ value }) => value === format)?.hint}</p>
      </div>
    </Dialog>
  );
}

/** The browser itself fetches it, so the archive never lies in the page's memory. */
function download(volume: string, format: string, snapshot: string | undefined): void {
  const link = document.createElement('a');
  link.href = withQuery(gantryPath(volume, 'export'), { format, snapshot });
  link.download = `${volume}.${format}`;
  link.click();
}
