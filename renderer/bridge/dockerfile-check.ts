import { queryOptions } from '@tanstack/react-query';
import type { DockerfileCheck, DockerfileCheckRequest } from '../../engine/api/types/build.ts';
import { request } from './request.ts';

/** What the engine finds in a Dockerfile's text. The same text always gives the same, but for the images that it knows. */
export function checkDockerfile(
  body: DockerfileCheckRequest,
  signal?: AbortSignal,
): Promise<DockerfileCheck> {
  return request<DockerfileCheck>('/engine/gantry/dockerfile/check', {
    method: 'POST',
    body,
    ...(signal && { signal }),
  });
}

export function dockerfileCheckQuery(text: string, ignore?: string) {
  return queryOptions({
    queryKey: ['dockerfile', 'check', text, ignore],
    queryFn: ({ signal }) => checkDockerfile({ text, ...(ignore !== undefined && { ignore }) }, signal),
    gcTime: 0,
  });
}
