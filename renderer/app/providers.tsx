import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { followEvents } from '../bridge/events.ts';
import { followHostStatus } from '../bridge/host-status.ts';
import { ToastRegion } from '../ui/toast.tsx';
import { TooltipLayer } from '../ui/tooltip.tsx';
import { RemovalOutlet } from './removal-outlet.tsx';
import { Theme } from './theme.tsx';
import { ToastOutlet } from './toast-outlet.tsx';

interface ProvidersProps {
  readonly client: QueryClient;
  readonly children: ReactNode;
}

export function Providers({ client, children }: ProvidersProps) {
  useEffect(() => {
    const abort = new AbortController();
    void followHostStatus(client, abort.signal);
    void followEvents(client, abort.signal);
    return () => abort.abort();
  }, [client]);
  return (
    <QueryClientProvider client={client}>
      <ToastRegion>
        <Theme />
        {children}
        <RemovalOutlet />
        <ToastOutlet />
        <TooltipLayer />
      </ToastRegion>
    </QueryClientProvider>
  );
}
