import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sentence } from './engine-error.ts';
import type { Settings } from './host-types.ts';
import { settingsQuery } from './queries.ts';
import { keys } from './query-keys.ts';
import { request } from './request.ts';

const DEFAULTS: Settings = { theme: 'system', terminalFontSize: 13, stopEngineOnQuit: false };

export function useSettings(): Settings {
  return useQuery(settingsQuery).data ?? DEFAULTS;
}

/** Changes show at once and go back when the host refuses them. */
export function useUpdateSettings(onRefused: (reason: string) => void) {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (change: Partial<Settings>) =>
      request<Settings>('/desktop/settings', { method: 'PATCH', body: change }),
    onMutate: (change) => {
      const before = client.getQueryData<Settings>(keys.settings);
      client.setQueryData<Settings>(keys.settings, { ...DEFAULTS, ...before, ...change });
      return { before };
    },
    onSuccess: (settings) => client.setQueryData(keys.settings, settings),
    onError: (error, _change, context) => {
      client.setQueryData(keys.settings, context?.before);
      onRefused(sentence(error));
    },
  });
  return mutate;
}
