import { useQuery } from '@tanstack/react-query';
import type { Json } from '../../ui/json/json-rows.ts';
import { JsonView } from '../../ui/json/json-view.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { imageInspectQuery } from './queries.ts';

const OPEN = ['Config', 'Config.Env', 'Config.Cmd'];

export function ImageInspectPanel({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(imageInspectQuery(id));
  if (data !== undefined)
    return <JsonView label="Inspect" value={data as unknown as Json} initiallyOpen={OPEN} />;
  if (error !== null) return <LoadFailed what="The image" error={error} onRetry={() => void refetch()} />;
  return <TableSkeleton label="Loading image" />;
}
