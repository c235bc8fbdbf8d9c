import { useQuery } from '@tanstack/react-query';
import type { Json } from '../../ui/json/json-rows.ts';
import { JsonView } from '../../ui/json/json-view.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { networkInspectQuery } from './queries.ts';

const OPEN = ['IPAM', 'IPAM.Config', 'Containers', 'Options'];

export function NetworkInspectPanel({ id }: { readonly id: string }) {
  const { data } = useQuery(networkInspectQuery(id));
  if (data === undefined) return <TableSkeleton label="Loading network" />;
  return <JsonView label="Inspect" value={data as unknown as Json} initiallyOpen={OPEN} />;
}
