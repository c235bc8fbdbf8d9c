import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContainerCreateResponse } from '../../../engine/api/types/container.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { createRequest, type RunForm } from './run-form.ts';

/** Creates and starts. A container that was created but would not start is taken away, so that the name is free again. */
async function run(form: RunForm): Promise<string> {
  const { Id } = await request<ContainerCreateResponse>('/engine/containers/create', {
    method: 'POST',
    body: createRequest(form),
    query: { name: form.name === '' ? undefined : form.name },
  });
  const path = `/engine/containers/${Id}`;
  try {
    await request(`${path}/start`, { method: 'POST' });
  } catch (error) {
    await request(path, { method: 'DELETE', query: { force: true, v: true } }).catch(() => undefined);
    throw error;
  }
  return Id;
}

export function useRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: keys.containers }),
  });
}
