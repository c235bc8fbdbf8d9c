import { CircleAlert } from 'lucide-react';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

interface LoadFailedProps {
  readonly what: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

export function LoadFailed({ what, error, onRetry }: LoadFailedProps) {
  return (
    <div role="alert" className="min-h-0 flex-1">
      <EmptyState
        icon={<CircleAlert size={24} />}
        title={`${what} could not be loaded`}
        actions={<Button onClick={onRetry}>Try again</Button>}
      >
        <span className="selectable">{error.message}</span>
      </EmptyState>
    </div>
  );
}
