import type { BuildRecord, BuildStep } from '../../../engine/api/types/build.ts';
import type { BuildView } from './build-view.ts';

/** What builds of one thing have in common: the name of the image without its tag. Undefined for one without a name. */
export function repositoryOf({ tags }: { readonly tags: readonly string[] }): string | undefined {
  return tags[0]?.replace(/:[^/:]*$/, '');
}

/** Builds of the same name that came to an image, the given one among them, oldest first. */
export function sameName(
  builds: readonly BuildView[],
  build: Pick<BuildView, 'id' | 'tags'>,
): readonly BuildView[] {
  const name = repositoryOf(build);
  if (name === undefined) return [];
  return builds
    .filter((one) => one.id === build.id || (one.state === 'done' && repositoryOf(one) === name))
    .sort((one, other) => one.started - other.started);
}

/** The build of the same name before this one, which it is compared with. */
export function buildBefore(
  builds: readonly BuildView[],
  build: Pick<BuildView, 'id' | 'tags'>,
): BuildView | undefined {
  const all = sameName(builds, build);
  return all[all.findIndex(({ id }) => id === build.id) - 1];
}

/** How much longer steps took than in another build, in milliseconds by their number; only those that ran in both. */
export function stepDifferences(
  now: Pick<BuildRecord, 'timeline'>,
  before: Pick<BuildRecord, 'timeline'>,
): ReadonlyMap<number, number> {
  const earlier = byPlace(before.timeline);
  const differences = new Map<number, number>();
  for (const [place, step] of byPlace(now.timeline)) {
    const other = earlier.get(place);
    if (step.state !== 'done' || other?.state !== 'done') continue;
    if (step.milliseconds === undefined || other.milliseconds === undefined) continue;
    differences.set(step.number, step.milliseconds - other.milliseconds);
  }
  return differences;
}

/** The same instruction of the same stage is the same step, wherever lines moved; of equal ones the first is the first. */
function byPlace(timeline: readonly BuildStep[]): ReadonlyMap<string, BuildStep> {
  const places = new Map<string, BuildStep>();
  for (const step of timeline) {
    let count = 0;
    while (places.has(`${step.stage} ${count} ${step.text}`)) count += 1;
    places.set(`${step.stage} ${count} ${step.text}`, step);
  }
  return places;
}

/** Below this nobody notices, and the machine's mood decides. */
const NOTICED_MS = 300;
const NOTICED_PART = 0.1;

/** Whether a difference is worth a word. */
export function isNoticed(difference: number, before: number): boolean {
  return Math.abs(difference) >= NOTICED_MS && Math.abs(difference) >= before * NOTICED_PART;
}
