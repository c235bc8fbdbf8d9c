import { Microscope } from 'lucide-react';
import { isNotFound } from '../../bridge/engine-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';

interface NoMicroscopeProps {
  readonly what: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Other engines speak Docker's API only; then there is nothing to try again. */
export function NoMicroscope({ what, error, onRetry }: NoMicroscopeProps) {
  if (!isNotFound(error)) return <LoadFailed what={what} error={error} onRetry={onRetry} />;
  return (
    <EmptyState icon={<Microscope size={24} />} title="This engine cannot look into images">
      Only Gantry’s own engine keeps an index of what is in each layer. The image is all right.
    </EmptyState>
  );
}
