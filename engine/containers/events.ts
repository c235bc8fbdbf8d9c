import type { Deps } from './deps.ts';
import type { ContainerRecord } from './record.ts';

/** Tells the world what happened to a container, with Docker's attributes: image, name, labels, and those given. */
export function tell(
  deps: Pick<Deps, 'events'>,
  record: ContainerRecord,
  action: string,
  attributes: Readonly<Record<string, string>> = {},
): void {
  deps.events.publish({
    Type: 'container',
    Action: action,
    Actor: {
      ID: record.id,
      Attributes: { ...record.config.Labels, image: record.imageRef, name: record.name, ...attributes },
    },
  });
}
