import type { ContainerCreateRequest } from '../../../engine/api/types/container.ts';
import { end } from './parts/end.ts';
import { general } from './parts/general.ts';
import { health } from './parts/health.ts';
import { logs } from './parts/logs.ts';
import { mounts } from './parts/mounts.ts';
import { network } from './parts/network.ts';
import type { Draft, Part } from './parts/part.ts';
import { ports } from './parts/ports.ts';
import { resources } from './parts/resources.ts';
import { security } from './parts/security.ts';
import { EMPTY_FORM, type RunForm } from './run-form.ts';

export const PARTS: readonly Part[] = [
  general,
  ports,
  mounts,
  network,
  resources,
  health,
  security,
  end,
  logs,
];

const NOTHING: ContainerCreateRequest = {};

/**
 * Takes a create request apart into what the form can hold and what is left: options that the form does not know, or values of
 * which it has no field. `requestOf` of both is the request again.
 */
export function formOf(
  request: ContainerCreateRequest,
  name: string,
): { readonly form: RunForm; readonly left: ContainerCreateRequest } {
  const draft = draftOf(request);
  const form = { ...EMPTY_FORM, name };
  for (const part of PARTS) part.take(draft, form);
  return { form, left: requestOfDraft(draft) };
}

/** The create request for a form without errors, over what the form does not know. */
export function requestOf(form: RunForm, left: ContainerCreateRequest = NOTHING): ContainerCreateRequest {
  const draft = draftOf(left);
  for (const part of PARTS) part.put(form, draft);
  return requestOfDraft(draft);
}

function draftOf({
  HostConfig: host,
  NetworkingConfig: networking,
  ...config
}: ContainerCreateRequest): Draft {
  return {
    config: { ...config },
    host: { ...host },
    endpoints: { ...networking?.EndpointsConfig },
  };
}

function requestOfDraft({ config, host, endpoints }: Draft): ContainerCreateRequest {
  return {
    ...config,
    ...(Object.keys(host).length > 0 && { HostConfig: host }),
    ...(Object.keys(endpoints).length > 0 && { NetworkingConfig: { EndpointsConfig: endpoints } }),
  };
}
