import type { MountRecord } from '../mounts/mount-record.ts';
import type { MountWishes } from '../mounts/wishes.ts';

/**
 * Gives the wishes for a new anonymous volume the anonymous volume that another container has at the same place, so that the one
 * that takes its place has its data.
 */
export function takeAlong(wishes: MountWishes, mounts: readonly MountRecord[]): MountWishes {
  const taken = new Map(
    mounts.flatMap((mount) =>
      mount.type === 'volume' && mount.anonymous ? [[mount.destination, mount.name] as const] : [],
    ),
  );
  const take = <Wish extends { readonly destination: string }>(wish: Wish): Wish => {
    const name = taken.get(wish.destination);
    return name !== undefined && 'name' in wish && wish.name === ''
      ? { ...wish, name, isInvented: true }
      : wish;
  };
  return {
    from: wishes.from,
    own: wishes.own.map((wish) => (wish.type === 'volume' ? take(wish) : wish)),
    anonymous: wishes.anonymous.map(take),
  };
}
