import { Link } from 'react-router';
import { cx } from '../../ui/cx.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { tip } from '../../ui/tooltip.tsx';
import type { BuildView } from './build-view.ts';
import { isNoticed, sameName } from './earlier.ts';
import { useBuilds } from './queries.ts';

/** As many as can be told apart. */
const SHOWN = 14;

/** How long builds of this name took, the last of them as bars, and how this one compares with the one before. */
export function BuildHistory({ build }: { readonly build: BuildView }) {
  const { builds = [] } = useBuilds();
  const all = sameName(builds, build);
  const shown = all.slice(0, all.findIndex(({ id }) => id === build.id) + 1).slice(-SHOWN);
  const before = shown.at(-2);
  if (before === undefined) return null;
  const longest = Math.max(1, ...shown.map(({ milliseconds }) => milliseconds ?? 0));
  return (
    <span className="flex items-center gap-2">
      <span
        className="flex h-4 items-end gap-0.5"
        role="group"
        aria-label="How long builds of this name took"
      >
        {shown.map(({ id, name, milliseconds }) => (
          <Link
            key={id}
            to={`/builds/${encodeURIComponent(id)}`}
            aria-label={`${name}: ${milliseconds === undefined ? 'running' : formatDuration(milliseconds)}`}
            {...tip(`${name}: ${milliseconds === undefined ? 'running' : formatDuration(milliseconds)}`)}
            className="flex h-full w-1.5 items-end"
          >
            <span
              className={cx(
                'w-full rounded-[1px]',
                id === build.id ? 'bg-accent' : 'bg-line-strong hover:bg-ink-3',
              )}
              style={{ height: `${Math.max(12, ((milliseconds ?? longest) / longest) * 100)}%` }}
            />
          </Link>
        ))}
      </span>
      <Comparison now={build.milliseconds} before={before} />
    </span>
  );
}

function Comparison({ now, before }: { readonly now: number | undefined; readonly before: BuildView }) {
  if (now === undefined || before.milliseconds === undefined) return null;
  const difference = now - before.milliseconds;
  if (!isNoticed(difference, before.milliseconds)) return <span>As long as the one before</span>;
  return (
    <span>
      {formatDuration(Math.abs(difference))} {difference < 0 ? 'less' : 'more'} than the one before
    </span>
  );
}
