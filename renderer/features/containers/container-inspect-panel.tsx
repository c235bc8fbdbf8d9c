import { useQuery } from '@tanstack/react-query';
import { containerInspectQuery } from '../../bridge/queries.ts';
import type { Json } from '../../ui/json/json-rows.ts';
import { JsonView } from '../../ui/json/json-view.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';

const OPEN = ['State', 'Config', 'Config.Env', 'Config.Cmd'];

export function ContainerInspectPanel({ id }: { readonly id: string }) {
  const { data } = useQuery(containerInspectQuery(id));
  if (data === undefined) return <TableSkeleton label="Loading container" />;
  return <JsonView label="Inspect" value={data as unknown as Json} initiallyOpen={OPEN} />;
}
