import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sentence } from '../../bridge/engine-error.ts';
import type { HostView } from '../../bridge/host-status.ts';
import type { HostStatus } from '../../bridge/host-types.ts';
import { keys } from '../../bridge/query-keys.ts';
import { request } from '../../bridge/request.ts';
import { toast } from '../../stores/toasts.ts';

export type EngineCommand = 'start' | 'stop' | 'restart';

export function useEngineCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: EngineCommand) =>
      request<HostStatus>(`/desktop/engine/${command}`, { method: 'POST' }),
    onSuccess: (status) => {
      const view: HostView = { kind: 'known', status };
      client.setQueryData(keys.hostStatus, view);
    },
    onError: (error, command) =>
      toast({ tone: 'bad', title: `The engine did not ${command}`, detail: sentence(error) }),
  });
}
