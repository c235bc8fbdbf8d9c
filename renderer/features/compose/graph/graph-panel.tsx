import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { containerListQuery } from '../../../bridge/queries.ts';
import { LoadFailed } from '../../../ui/load-failed.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { projectQuery } from '../queries.ts';
import { NoServices } from '../services/no-services.tsx';
import { serviceRows } from '../services/service-row.ts';

const ServiceGraph = lazy(() => import('./service-graph.tsx'));

export function GraphPanel({ name }: { readonly name: string }) {
  const { data: view, isPending } = useQuery(projectQuery(name));
  const { data: containers, error, refetch } = useQuery(containerListQuery);
  const rows = useMemo(() => containers && serviceRows(name, view, containers), [name, view, containers]);
  const loading = <TableSkeleton label="Loading the graph" />;
  if (rows === undefined && error !== null)
    return <LoadFailed what="The list of containers" error={error} onRetry={() => void refetch()} />;
  if (rows === undefined || isPending) return loading;
  if (rows.length === 0) return <NoServices />;
  return (
    <Suspense fallback={loading}>
      <ServiceGraph rows={rows} />
    </Suspense>
  );
}
