import { CircleAlert, CircleCheck } from 'lucide-react';
import { Link } from 'react-router';
import { Banner } from '../../ui/banner.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { registryOf } from './image-name.ts';
import { LayerRows } from './layer-rows.tsx';
import { adviceFor } from './transfer-advice.ts';
import { totalOf } from './transfer-total.ts';
import { totalWords } from './transfer-words.ts';
import type { Transfer } from './transfers-store.ts';

interface TransferViewProps {
  readonly transfer: Transfer;
  /** The dialog closes when a link leads elsewhere. */
  readonly onLeave: () => void;
}

export function TransferView({ transfer, onLeave }: TransferViewProps) {
  const { state, progress, reference, kind } = transfer;
  const running = state === 'running';
  return (
    <div className="flex flex-col gap-3">
      <div>
        <div className="mb-1.5 flex items-baseline justify-between gap-4 text-xs">
          <span role="status" className="text-ink-2 tabular-nums">
            {running || progress.layers.length > 0 ? totalWords(transfer) : ''}
          </span>
        </div>
        {running ? (
          <Progress
            label={`${kind === 'pull' ? 'Pulling' : 'Pushing'} ${reference}`}
            value={totalOf(progress.layers).share}
          />
        ) : null}
      </div>
      {state === 'failed' ? <Failure transfer={transfer} onLeave={onLeave} /> : null}
      {state === 'cancelled' ? (
        <Banner tone="warn" className="rounded-md px-3">
          Cancelled. What was half-way is thrown away.
        </Banner>
      ) : null}
      {state === 'done' ? (
        <p className="flex items-center gap-2 text-sm text-ink">
          <CircleCheck size={15} className="text-ok" />
          {kind === 'push' || progress.note === '' ? 'The registry has all of it.' : progress.note}
        </p>
      ) : null}
      {progress.layers.length === 0 ? null : <LayerRows layers={progress.layers} />}
      {progress.digest === undefined ? null : (
        <p className="flex items-center gap-1 text-xs text-ink-3">
          <span>Digest</span>
          <code className="selectable truncate font-mono text-2xs text-ink-2">{progress.digest}</code>
          <CopyButton label="Copy digest" text={progress.digest} />
        </p>
      )}
    </div>
  );
}

function Failure({ transfer: { error, reference }, onLeave }: TransferViewProps) {
  const advice = adviceFor(error);
  return (
    <Banner tone="bad" role="alert" icon={<CircleAlert size={15} />} className="items-start rounded-md px-3">
      <p>{error}</p>
      {advice === undefined ? null : <p className="mt-0.5 text-ink-2">{advice.text}</p>}
      {advice?.login === true ? (
        <Link to={`/settings?registry=${encodeURIComponent(registryOf(reference))}`} onClick={onLeave}>
          Log in to {registryOf(reference)}
        </Link>
      ) : null}
    </Banner>
  );
}
