import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { containerListQuery } from '../../../bridge/queries.ts';
import { LoadFailed } from '../../../ui/load-failed.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { projectQuery } from '../queries.ts';
import { NoServices } from './no-services.tsx';
import { ServiceItem } from './service-item.tsx';
import { serviceRows } from './service-row.ts';

/** The services of a project with their containers, and how many there are to be. */
export function ServicesPanel({ name }: { readonly name: string }) {
  const { data: view, isPending } = useQuery(projectQuery(name));
  const { data: containers, error, refetch } = useQuery(containerListQuery);
  const rows = useMemo(() => containers && serviceRows(name, view, containers), [name, view, containers]);
  if (rows === undefined && error !== null)
    return <LoadFailed what="The list of containers" error={error} onRetry={() => void refetch()} />;
  if (rows === undefined || isPending) return <TableSkeleton label="Loading services" />;
  if (rows.length === 0) {
    return <NoServices />;
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <ul aria-label="Services" className="divide-y divide-line rounded-md border border-line">
        {rows.map((row) => (
          <ServiceItem key={row.name} project={name} row={row} />
        ))}
      </ul>
    </div>
  );
}
