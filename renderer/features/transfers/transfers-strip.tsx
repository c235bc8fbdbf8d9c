import { CircleAlert, Eye, X } from 'lucide-react';
import { showTransfer } from '../../stores/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { totalOf } from './transfer-total.ts';
import { totalWords } from './transfer-words.ts';
import { cancelTransfer, dismissTransfer, type Transfer, useTransfers } from './transfers-store.ts';

/** Pulls and pushes that run in the background, and those that failed there. */
export function TransfersStrip() {
  const { transfers } = useTransfers();
  const shown = transfers.filter(({ state }) => state === 'running' || state === 'failed');
  if (shown.length === 0) return null;
  return (
    <ul
      aria-label="Pulls and pushes"
      className="mx-5 mb-2 max-h-44 shrink-0 divide-y divide-line overflow-y-auto rounded-md border border-line bg-sunken"
    >
      {shown.map((transfer) => (
        <TransferRow key={transfer.id} transfer={transfer} />
      ))}
    </ul>
  );
}

function TransferRow({ transfer }: { readonly transfer: Transfer }) {
  const { id, kind, reference, state, error, progress } = transfer;
  const running = state === 'running';
  const title = `${kind === 'pull' ? 'Pull' : 'Push'} of ${reference}`;
  return (
    <li className="flex items-center gap-2 px-3 py-2">
      {running ? null : <CircleAlert size={15} className="text-bad" />}
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-4 text-xs">
          <span className="max-w-[60%] shrink-0 truncate font-medium text-ink">{title}</span>
          <span className="truncate text-ink-2 tabular-nums" title={error}>
            {running ? totalWords(transfer) : error}
          </span>
        </div>
        {running ? (
          <div className="mt-1.5">
            <Progress label={title} value={totalOf(progress.layers).share} />
          </div>
        ) : null}
      </div>
      <Button
        size="sm"
        variant="quiet"
        icon={<Eye size={14} />}
        onClick={() => showTransfer(kind, reference, id)}
      >
        Details
      </Button>
      <IconButton
        size="sm"
        label={running ? `Cancel ${title.toLowerCase()}` : 'Dismiss'}
        icon={<X size={14} />}
        onClick={() => (running ? cancelTransfer(id) : dismissTransfer(id))}
      />
    </li>
  );
}
