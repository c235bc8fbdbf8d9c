import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../bridge/request.ts';
import { nameAndTag } from './image-name.ts';

/** A push goes where the name says, so another place needs another name first. */
export function useTagForPush() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ from, to }: { readonly from: string; readonly to: string }) => {
      const { name, tag } = nameAndTag(to);
      return request(`/engine/images/${from}/tag`, { method: 'POST', query: { repo: name, tag } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['image'] }),
  });
}
