import { CircleCheck, CircleX } from 'lucide-react';
import type { NetworkMap, ReachTry } from '../../../../engine/api/types/network-look.ts';
import { cx } from '../../../ui/cx.ts';
import type { Answered } from './parties.ts';

interface AnswerCardProps {
  readonly answered: Answered;
  readonly map: NetworkMap;
}

/** Yes or no, why, and how it was found out. */
export function AnswerCard({ answered: { answer }, map }: AnswerCardProps) {
  const { reachable, lookup, tries } = answer;
  const network = map.networks.find(({ id }) => id === answer.network)?.name;
  return (
    <div
      role="group"
      aria-label="Answer"
      className={cx('mt-1 rounded-md px-3 py-2', reachable ? 'bg-ok-soft' : 'bg-bad-soft')}
    >
      <p
        className={cx('flex items-center gap-1.5 text-sm font-semibold', reachable ? 'text-ok' : 'text-bad')}
      >
        {reachable ? <CircleCheck size={15} aria-hidden /> : <CircleX size={15} aria-hidden />}
        {reachable ? 'Yes' : 'No'}
      </p>
      <p className="selectable mt-0.5 text-xs break-words text-ink">{answer.sentence}</p>
      <ol aria-label="What was tried" className="selectable mt-1.5 text-2xs text-ink-2">
        {lookup === undefined ? null : (
          <li>
            Asked for <b className="font-medium">{lookup.name}</b>
            {lookup.by === undefined ? '' : ` at ${lookup.by}`}:{' '}
            {lookup.outcome === 'found'
              ? lookup.addresses.join(', ')
              : lookup.outcome === 'unknown'
                ? 'not known'
                : 'no answer'}
          </li>
        )}
        {tries.map((tried) => (
          <li key={tried.address}>
            {tried.address}: {outcomeWords(tried)}, {tried.milliseconds} ms
          </li>
        ))}
        {network === undefined ? null : <li>Both are on {network}</li>}
      </ol>
    </div>
  );
}

function outcomeWords({ outcome, code }: ReachTry): string {
  switch (outcome) {
    case 'connected':
      return 'connected';
    case 'answered':
      return 'answered';
    case 'sent':
      return 'sent, nothing came back';
    case 'refused':
      return 'refused';
    case 'timeout':
      return 'no answer';
    case 'unreachable':
      return `no way there (${code ?? ''})`;
    case 'failed':
      return `failed (${code ?? ''})`;
  }
}
