import { useQuery } from '@tanstack/react-query';
import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { askRemoval } from '../../stores/removal.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { isAlive } from './container-verbs.ts';
import { type ContainerView, stateLook } from './container-view.ts';

/** Sizes are asked for one by one; beyond this many the question would take longer than the answer is worth. */
const SIZES_SHOWN = 25;

export function askContainerRemoval(
  containers: readonly ContainerView[],
  onConfirm: () => Promise<unknown>,
): void {
  const [first] = containers;
  if (first === undefined) return;
  const single = containers.length === 1;
  const running = containers.filter(({ state }) => isAlive(state)).length;
  const volumes = [...new Set(containers.flatMap((container) => container.volumes))];
  askRemoval({
    title: single ? `Remove the container ${first.name}?` : `Remove ${containers.length} containers?`,
    items: containers.map((container, index) => ({
      name: container.name,
      detail: `${stateLook(container).text}, ${container.image}`,
      ...(index < SIZES_SHOWN ? { size: <WritableSize id={container.id} /> } : {}),
    })),
    note: (
      <>
        <p>Files written inside, and the logs, go with {single ? 'it' : 'them'}. The image stays.</p>
        {running === 0 ? null : (
          <p className="mt-1 text-bad">
            {single
              ? 'It is running and will be killed first.'
              : `${running} of them run and will be killed first.`}
          </p>
        )}
        {volumes.length === 0 ? null : <p className="mt-1">Kept: the volumes {volumes.join(', ')}.</p>}
      </>
    ),
    action: 'Remove',
    onConfirm,
  });
}

function WritableSize({ id }: { readonly id: string }) {
  const { data } = useQuery({
    queryKey: [...keys.container(id), 'size'],
    queryFn: ({ signal }) =>
      request<ContainerInspect>(`/engine/containers/${id}/json`, { query: { size: true }, signal }),
    gcTime: 0,
  });
  if (data?.SizeRw === undefined) return null;
  return data.SizeRw === 0 ? 'no files written' : `frees ${formatBytes(data.SizeRw)}`;
}
