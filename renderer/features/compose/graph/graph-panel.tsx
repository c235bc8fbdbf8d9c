import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { containerListQuery } from '../../../bridge/queries.ts';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { projectQuery } from '../queries.ts';
import { serviceRows } from '../services/service-row.ts';

const ServiceGraph = lazy(() => import('./service-graph.tsx'));

export function GraphPanel({ name }: { readonly name: string }) {
  const { data: view } = useQuery(projectQuery(name));
  const { data: containers } = useQuery(containerListQuery);
  const rows = useMemo(() => containers && serviceRows(name, view, containers), [name, view, containers]);
  const loading = <TableSkeleton label="Loading the graph" />;
  if (rows === undefined) return loading;
  return (
    <Suspense fallback={loading}>
      <ServiceGraph rows={rows} />
    </Suspense>
  );
}
