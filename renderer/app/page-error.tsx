import { Copy, RotateCw, TriangleAlert } from 'lucide-react';
import { Link, useLocation, useRouteError } from 'react-router';
import { copyText } from '../stores/copy-text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

export function PageError() {
  const error = useRouteError();
  const { pathname } = useLocation();
  const message = error instanceof Error ? error.message : String(error);
  const details = [
    `Gantry page ${pathname}`,
    new Date().toISOString(),
    navigator.userAgent,
    error instanceof Error ? (error.stack ?? message) : message,
  ].join('\n');
  return (
    <main role="alert" className="h-full">
      <EmptyState
        icon={<TriangleAlert size={24} />}
        title="This page failed"
        actions={
          <>
            <Button variant="primary" icon={<RotateCw size={15} />} onClick={() => location.reload()}>
              Reload
            </Button>
            <Button icon={<Copy size={15} />} onClick={() => copyText(details, 'Details')}>
              Copy details
            </Button>
            <Link to="/containers" className="ml-1 text-sm">
              Go to Containers
            </Link>
          </>
        }
      >
        <p className="selectable break-words">{message}</p>
        <p className="mt-1">
          It is a fault of Gantry’s window; the engine and your containers are not affected.
        </p>
      </EmptyState>
    </main>
  );
}
