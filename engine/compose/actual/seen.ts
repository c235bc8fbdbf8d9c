import { type Actual, isUp } from './actual.ts';

/**
 * What a plan was made from, a line for each thing that it depends on. Two readings with the same lines lead to the same
 * plan; a line that differs is told in words.
 */
export function seenIn(actual: Actual): readonly string[] {
  return [
    ...actual.containers.map(
      (one) =>
        `container ${one.name} (${one.id.slice(0, 12)}) ${isUp(one) ? one.state.replace('restarting', 'running') : 'not running'}`,
    ),
    ...actual.networks.map(({ name, id }) => `network ${name} (${id.slice(0, 12)})`),
    ...actual.volumes.map(({ name }) => `volume ${name}`),
    ...Object.entries(actual.images).map(
      ([ref, { id }]) => `image ${ref} (${id.replace('sha256:', '').slice(0, 12)})`,
    ),
  ].sort();
}

/** What differs between two readings, in words; empty when nothing does. */
export function changesSince(before: readonly string[], now: readonly string[]): readonly string[] {
  const old = new Set(before);
  const present = new Set(now);
  return [
    ...before.filter((line) => !present.has(line)).map((line) => `no longer: ${line}`),
    ...now.filter((line) => !old.has(line)).map((line) => `now: ${line}`),
  ];
}
