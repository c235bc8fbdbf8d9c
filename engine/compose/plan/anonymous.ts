import { type ActualContainer, isAnonymous } from '../actual/actual.ts';
import type { Service } from '../model/service.ts';
import type { Json } from '../wanted/canonical.ts';
import type { CarriedVolume } from './action.ts';
import type { Draft } from './draft.ts';

/**
 * The anonymous volumes that a container hands on to the one that takes its place: all whose place nothing else takes,
 * but for those that the file had and has no more.
 */
export function carriedVolumes(
  draft: Draft,
  container: ActualContainer,
  service: Service,
): readonly CarriedVolume[] {
  const wanted = new Map((service.volumes ?? []).map((mount) => [mount.target, mount]));
  const before = volumesIn(container.config);
  return container.mounts.filter(isAnonymous).flatMap(({ Name: name = '', Destination: target }) => {
    const mount = wanted.get(target);
    const isTaken = mount !== undefined && (mount.type !== 'volume' || mount.source !== undefined);
    const isDropped = mount === undefined && before.has(target);
    if (isTaken || isDropped) {
      draft.data.push({
        volume: name,
        anonymous: true,
        fate: 'left',
        text: `anonymous volume of ${container.name} at ${target}: nothing uses it any more; it stays`,
      });
      return [];
    }
    draft.data.push({
      volume: name,
      anonymous: true,
      fate: 'kept',
      text: `anonymous volume of ${container.name} at ${target}: the new container gets it`,
    });
    return [{ name, target }];
  });
}

/** Tells that a container's anonymous volumes stay without a user. */
export function anonymousLeft(draft: Draft, { name, mounts }: ActualContainer, why: string): void {
  for (const { Name: volume = '', Destination } of mounts.filter(isAnonymous)) {
    const text = `anonymous volume of ${name} at ${Destination}: ${why}; the volume stays`;
    draft.data.push({ volume, anonymous: true, fate: 'left', text });
  }
}

function volumesIn(config: Json | undefined): ReadonlySet<string> {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return new Set();
  const { volumes } = config as { readonly volumes?: Json };
  return new Set(typeof volumes === 'object' && volumes !== null ? Object.keys(volumes) : []);
}
