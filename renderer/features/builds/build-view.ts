import type { BuildState, BuildSummary } from '../../../engine/api/types/build.ts';
import { parseTime } from '../../ui/relative-time.ts';

/** What the list shows of a build. */
export interface BuildView {
  readonly id: string;
  /** Its first tag, or the beginning of its id. */
  readonly name: string;
  readonly tags: readonly string[];
  readonly state: BuildState;
  /** Milliseconds since the epoch. */
  readonly started: number;
  readonly milliseconds: number | undefined;
  readonly steps: number;
  readonly cached: number;
  readonly image: string | undefined;
  /** The first line of what went wrong, short enough for a row. */
  readonly error: string | undefined;
  /** What the filter looks into. */
  readonly words: string;
}

export function buildViews(builds: readonly BuildSummary[]): BuildView[] {
  return builds.map((build) => {
    const { id, tags, state, startedAt, milliseconds, steps, cached, image, error } = build;
    return {
      id,
      name: buildName(build),
      tags,
      state,
      started: parseTime(startedAt) ?? 0,
      milliseconds,
      steps,
      cached,
      image,
      error: error?.split('\n', 1)[0]?.replace(/^dockerfile parse error on (line \d+: )/, '$1'),
      words: [id, ...tags, state, image ?? '', error ?? ''].join(' ').toLowerCase(),
    };
  });
}

function buildName({ id, tags }: Pick<BuildSummary, 'id' | 'tags'>): string {
  return tags[0] ?? id.slice(0, 12);
}

/** Every word must be found somewhere; `show` is a state, or `all`; `from` in milliseconds since the epoch. */
export function filterBuilds(
  builds: readonly BuildView[],
  filter: string,
  show: string,
  from: number,
): readonly BuildView[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return builds.filter(
    ({ state, started, words }) =>
      started >= from && (show === 'all' || show === state) && wanted.every((word) => words.includes(word)),
  );
}
