import { fault } from '../../base/errors.ts';
import { LABEL } from '../labels/labels.ts';
import type { Work } from './work.ts';

/** The ids of a service's containers, by number, without those of `run`. */
export async function containersOfService(
  { client, name }: Pick<Work, 'client' | 'name'>,
  service: string,
): Promise<readonly string[]> {
  const found = await client.containers.list({
    all: true,
    filters: { label: [`${LABEL.project}=${name}`, `${LABEL.service}=${service}`] },
  });
  return found
    .filter(({ Labels }) => Labels[LABEL.oneoff]?.toLowerCase() !== 'true')
    .sort((one, other) => Number(one.Labels[LABEL.number]) - Number(other.Labels[LABEL.number]))
    .map(({ Id }) => Id);
}

/** The first container of another service, for those that share something with it. Throws `conflict` when it has none. */
export async function firstContainerOf(work: Work, service: string): Promise<string> {
  const [id] = await containersOfService(work, service);
  if (id === undefined) throw fault('conflict', `service ${service} has no container to share with`);
  return id;
}
