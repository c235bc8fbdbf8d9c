import { useQuery } from '@tanstack/react-query';
import type { Json } from '../../ui/json/json-rows.ts';
import { JsonView } from '../../ui/json/json-view.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { volumeInspectQuery } from './queries.ts';

const OPEN = ['Labels', 'Options'];

export function VolumeInspectPanel({ name }: { readonly name: string }) {
  const { data, error, refetch } = useQuery(volumeInspectQuery(name));
  if (data !== undefined)
    return <JsonView label="Inspect" value={data as unknown as Json} initiallyOpen={OPEN} />;
  if (error !== null) return <LoadFailed what="The volume" error={error} onRetry={() => void refetch()} />;
  return <TableSkeleton label="Loading volume" />;
}
