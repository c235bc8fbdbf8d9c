import { Layers } from 'lucide-react';
import { Link } from 'react-router';
import type { BuildStep } from '../../../engine/api/types/build.ts';
import { cx } from '../../ui/cx.ts';
import { Elapsed } from '../../ui/elapsed.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { parseTime } from '../../ui/relative-time.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { tip } from '../../ui/tooltip.tsx';
import { STEP_LOOKS } from './build-look.ts';
import { isNoticed } from './earlier.ts';

interface StepRowProps {
  readonly step: BuildStep;
  /** Milliseconds of the step that took longest. */
  readonly longest: number;
  /** Milliseconds that it took more than in the build before; undefined when it did not run in both. */
  readonly difference: number | undefined;
  /** The build has ended. */
  readonly over: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

const BARS: Readonly<Record<BuildStep['state'], string>> = {
  waiting: '',
  running: 'animate-breathe bg-accent',
  cached: 'bg-ink-3',
  done: 'bg-accent/70',
  failed: 'bg-bad-fill',
};

export function StepRow({ step, longest, difference, over, chosen, onChoose }: StepRowProps) {
  const { number, text, state, image, sizeAdded } = step;
  const { tone } = STEP_LOOKS[state];
  return (
    <li
      className={cx(
        'flex items-start border-b border-line',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
        state === 'waiting' && 'opacity-60',
      )}
    >
      <button
        type="button"
        aria-current={chosen ? 'step' : undefined}
        aria-label={`Step ${number}: ${text}`}
        onClick={onChoose}
        className="flex min-w-0 flex-1 items-start gap-3 py-2 pr-2 pl-5 text-left -outline-offset-2"
      >
        <span className="w-5 shrink-0 text-right font-mono text-xs leading-5 text-ink-3">{number}</span>
        <StatusDot tone={tone} className="mt-1.5" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-mono text-xs leading-5 text-ink" title={text}>
            {text}
          </span>
          <span
            className={cx(
              'block text-xs leading-5 break-words',
              state === 'failed' ? 'text-bad' : 'text-ink-2',
            )}
          >
            <Outcome step={step} over={over} />
          </span>
        </span>
      </button>
      <span className="flex w-36 shrink-0 flex-col items-end py-2 pr-5 text-xs leading-5 text-ink-2">
        <Time step={step} longest={longest} />
        <Difference of={difference} took={step.milliseconds} />
        {image === undefined ? null : (
          <Link
            to={`/images/${encodeURIComponent(image)}/layers`}
            aria-label={`Look into the image after step ${number}`}
            {...tip('Look into the image after this step')}
            className="inline-flex h-5 items-center gap-1 text-ink-2 no-underline hover:text-accent-text"
          >
            {sizeAdded === undefined || sizeAdded === 0 ? null : <span>+{formatBytes(sizeAdded)}</span>}
            <Layers size={13} aria-hidden />
          </Link>
        )}
      </span>
    </li>
  );
}

function Outcome({ step: { state, reason }, over }: { readonly step: BuildStep; readonly over: boolean }) {
  if (state === 'waiting') return over ? 'Not reached' : STEP_LOOKS.waiting.label;
  if (state === 'done' && reason !== undefined) return `Ran because ${spoken(reason)}`;
  return STEP_LOOKS[state].label;
}

function Difference({ of, took }: { readonly of: number | undefined; readonly took: number | undefined }) {
  if (of === undefined || took === undefined || !isNoticed(of, took - of)) return null;
  return (
    <span className={cx('whitespace-nowrap tabular-nums', of < 0 ? 'text-ok' : 'text-warn')}>
      {formatDuration(Math.abs(of))} {of < 0 ? 'less' : 'more'} than before
    </span>
  );
}

/** The engine marks names with backquotes; people read them without. */
function spoken(reason: string): string {
  return reason.replaceAll('`', '');
}

function Time({ step, longest }: { readonly step: BuildStep; readonly longest: number }) {
  const started = step.startedAt === undefined ? undefined : parseTime(step.startedAt);
  if (started === undefined) return null;
  const { milliseconds, state } = step;
  return (
    <span className="flex items-center gap-2">
      <span className="flex h-1 w-12 justify-end overflow-hidden rounded-full bg-hover" aria-hidden>
        <span
          className={cx('h-full rounded-full', BARS[state])}
          style={{ width: state === 'running' ? '100%' : `${((milliseconds ?? 0) / longest) * 100}%` }}
        />
      </span>
      <span className="min-w-14 text-right whitespace-nowrap">
        <Elapsed since={started} took={milliseconds} />
      </span>
    </span>
  );
}
