import { useQuery } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { counted } from '../../ui/counted.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { addressOf, type Place } from './place.ts';
import { dockerfileQuery } from './queries.ts';

interface DockerfileDialogProps {
  readonly place: Place;
  /** Only these and what is below them; empty for everything. */
  readonly paths: readonly string[];
  readonly onClose: () => void;
}

export function DockerfileDialog({ place, paths, onClose }: DockerfileDialogProps) {
  const { data, error, refetch } = useQuery(dockerfileQuery(place, paths));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="lg"
      title="Changes as Dockerfile lines"
      description={
        paths.length === 0
          ? `They make of the image of ${place.name} what it is now.`
          : `They make the changes at ${counted(paths.length, 'selected place')}.`
      }
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-24 w-full" />
        ) : (
          <LoadFailed what="The lines" error={error} onRetry={() => void refetch()} />
        )
      ) : data.lines.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing differs from the image.</p>
      ) : (
        <>
          <CodeBlock
            label="Dockerfile lines"
            text={data.lines.join('\n')}
            className="max-h-96 overflow-auto"
          />
          {data.copied.length === 0 ? null : (
            <p className="mt-3 text-xs text-ink-2">
              COPY takes {counted(data.copied.length, 'thing')} from the build context.{' '}
              <a
                href={addressOf(place, '/dockerfile/context', { path: paths })}
                download={`${place.name}-context.tar`}
                className="text-accent-text underline"
              >
                Download them as a tar
              </a>{' '}
              and unpack it beside the Dockerfile.
            </p>
          )}
        </>
      )}
    </Dialog>
  );
}
