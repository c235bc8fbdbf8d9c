import type { ContainerRecord } from '../record.ts';
import type { SetAside } from './marks.ts';

const COMPOSE = 'com.docker.compose.';

/**
 * What to write when a container is kept aside: without the labels by which Compose counts it among its service's containers, since it
 * would take one of the two for superfluous, and remove it.
 */
export function outOfProject(
  { config }: Pick<ContainerRecord, 'config'>,
  setAside: SetAside,
): Pick<ContainerRecord, 'config' | 'setAside'> {
  const labels = Object.entries(config.Labels ?? {});
  const ours = labels.filter(([key]) => key.startsWith(COMPOSE));
  if (ours.length === 0) return { config, setAside };
  const others = labels.filter(([key]) => !key.startsWith(COMPOSE));
  return {
    config: { ...config, Labels: Object.fromEntries(others) },
    setAside: { ...setAside, labels: Object.fromEntries(ours) },
  };
}

/** The configuration with the labels that `outOfProject` took away. */
export function backInProject({
  config,
  setAside,
}: Pick<ContainerRecord, 'config' | 'setAside'>): ContainerRecord['config'] {
  return setAside?.labels === undefined
    ? config
    : { ...config, Labels: { ...config.Labels, ...setAside.labels } };
}
