import { Check, X } from 'lucide-react';
import type { EditStep } from '../../../../engine/api/types/edit.ts';
import { sentence } from '../../../bridge/engine-error.ts';
import { Banner } from '../../../ui/banner.tsx';
import { cx } from '../../../ui/cx.ts';
import { Spinner } from '../../../ui/spinner.tsx';
import type { Recreation } from './use-recreate.ts';

type Name = EditStep['step'];

const TITLES: Partial<Record<Name, string>> = {
  made: 'Make the new container beside the old one',
  stopping: 'Stop the old one',
  starting: 'Start the new one',
  watching: 'See that it works',
  undoing: 'Put the old one back',
};

/** How far an edit has come, and why it did not work. */
export function EditProgress({ recreation: { steps, lost } }: { readonly recreation: Recreation }) {
  const last = steps.at(-1);
  const failed = last?.step === 'failed' ? last : undefined;
  const undone = steps.some(({ step }) => step === 'undoing');
  const warnings = steps.flatMap((step) => (step.step === 'made' ? step.warnings : []));
  const shown: readonly Name[] = [
    'made',
    ...steps.map(({ step }) => step).filter((step) => step !== 'made' && TITLES[step] !== undefined),
  ];
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label="Progress" className="flex flex-col gap-2">
        {shown.map((name, at) => {
          const isLast = at === shown.length - 1;
          const isUnderWay = isLast && (name === 'made' ? steps.length === 0 : last?.step === name);
          const isBroken = undone && shown[at + 1] === 'undoing';
          return (
            <li key={name} className="flex items-center gap-2.5 text-sm text-ink">
              <span
                className={cx(
                  'flex size-4 items-center justify-center',
                  isUnderWay ? 'text-accent-text' : isBroken ? 'text-bad' : 'text-ok',
                )}
              >
                {isUnderWay ? <Spinner /> : isBroken ? <X size={15} /> : <Check size={15} />}
              </span>
              {TITLES[name]}
              {name === 'watching' ? <Watching steps={steps} /> : null}
            </li>
          );
        })}
      </ol>
      {warnings.map((warning) => (
        <Banner key={warning} tone="warn" className="rounded-md px-3">
          {warning}
        </Banner>
      ))}
      {failed === undefined ? null : (
        <Banner
          tone={failed.asked && failed.restored ? 'warn' : 'bad'}
          role="alert"
          className="items-start rounded-md px-3"
        >
          <p className="font-medium">
            {failed.asked ? 'You went back.' : 'The edited container did not work.'}{' '}
            {failed.restored
              ? 'The one before is as it was.'
              : 'The one before could not be put back as it was.'}
          </p>
          {failed.asked && failed.restored ? null : (
            <pre className="mt-1 font-mono text-xs whitespace-pre-wrap">{failed.reason}</pre>
          )}
        </Banner>
      )}
      {lost === undefined ? null : (
        <Banner tone="warn" role="alert" className="rounded-md px-3">
          {sentence(lost)} The edit goes on in the engine; the container’s page tells how it ended.
        </Banner>
      )}
    </div>
  );
}

function Watching({ steps }: { readonly steps: readonly EditStep[] }) {
  const watching = steps.find((step) => step.step === 'watching');
  if (watching === undefined) return null;
  return (
    <span className="text-ink-3">
      {watching.for === 'health'
        ? 'until its health check passes'
        : `runs for ${Math.round((watching.milliseconds ?? 0) / 1000)} seconds`}
    </span>
  );
}
