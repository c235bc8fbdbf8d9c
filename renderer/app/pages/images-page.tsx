import { Download, Play } from 'lucide-react';
import { DropZone } from '../../features/images/drop-zone.tsx';
import { ImageList } from '../../features/images/image-list.tsx';
import { LoadButton } from '../../features/images/load-button.tsx';
import { LoadsStrip } from '../../features/images/loads-strip.tsx';
import { TransfersStrip } from '../../features/transfers/transfers-strip.tsx';
import { openPull, openRun } from '../../stores/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function ImagesPage() {
  return (
    <DropZone>
      <main aria-label="Images" className="flex min-h-0 flex-1 flex-col">
        <PageHeader
          crumbs={[{ title: 'Images' }]}
          actions={
            <>
              <LoadButton />
              <Button icon={<Download size={15} />} onClick={openPull}>
                Pull
              </Button>
              <Button variant="primary" icon={<Play size={15} />} onClick={() => openRun()}>
                Run
              </Button>
            </>
          }
        />
        <TransfersStrip />
        <LoadsStrip />
        <ImageList />
      </main>
    </DropZone>
  );
}
