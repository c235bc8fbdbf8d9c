import type { Digest } from '../base/digest.ts';
import { chainsDown, type DiskState } from './disk-state.ts';

/**
 * Who needs each chain and blob: ids of images, and of containers (and stray writables) whose image is gone. Nobody's are left
 * out.
 */
export function usersOfParts(state: DiskState): ReadonlyMap<Digest, readonly string[]> {
  const users = new Map<Digest, string[]>();
  const use = (part: Digest, user: string) => {
    const known = users.get(part);
    if (known === undefined) users.set(part, [user]);
    else known.push(user);
  };
  for (const image of state.images) {
    for (const part of new Set([...image.chains, ...image.blobs])) use(part, image.id);
  }
  const chainsOf = new Map<string, readonly Digest[]>(state.images.map(({ id, chains }) => [id, chains]));
  for (const { id, image, chain, mounted = [] } of state.containers) {
    for (const one of [{ image, chain }, ...mounted]) {
      const ofImage = chainsOf.get(one.image) ?? [];
      for (const part of chainsDown(state, one.chain)) {
        if (!ofImage.includes(part) && !users.get(part)?.includes(id)) use(part, id);
      }
    }
  }
  for (const { id, chain } of state.strays) for (const part of chainsDown(state, chain)) use(part, id);
  return users;
}

/** Chains and blobs that nobody needs, in the order in which they can go: chains from the top. */
export function unneededParts(state: DiskState): {
  readonly chains: readonly Digest[];
  readonly blobs: readonly Digest[];
} {
  if (!state.isWhole) return { chains: [], blobs: [] };
  const users = usersOfParts(state);
  const held = new Set(state.held);
  // What is held keeps what it stands on.
  for (const chain of state.held) for (const below of chainsDown(state, chain)) held.add(below);
  const isFree = (part: Digest) => !users.has(part) && !held.has(part);
  return {
    chains: topFirst(state, [...state.chains.keys()].filter(isFree)),
    blobs: [...state.blobs.keys()].filter(isFree),
  };
}

/** Chains in an order in which each comes before what it stands on. */
function topFirst(state: Pick<DiskState, 'chains'>, chains: readonly Digest[]): Digest[] {
  const depth = new Map(chains.map((chain) => [chain, chainsDown(state, chain).length]));
  return chains.toSorted((a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0) || (a < b ? -1 : 1));
}

/** Those of `chains` (the topmost first) on which no other chain would be left standing. */
export function withNothingOnTop(state: Pick<DiskState, 'chains'>, chains: readonly Digest[]): Digest[] {
  const going: Digest[] = [];
  const above = new Map<Digest, Digest[]>();
  for (const [chain, { parent }] of state.chains) {
    if (parent !== undefined) above.set(parent, [...(above.get(parent) ?? []), chain]);
  }
  for (const chain of chains)
    if ((above.get(chain) ?? []).every((one) => going.includes(one))) going.push(chain);
  return going;
}
