import type { ReactNode } from 'react';
import { Countdown } from '../../ui/countdown.tsx';
import { cx } from '../../ui/cx.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { EngineDown } from './engine-down.tsx';
import { useEngineMode, useHost } from './use-engine-mode.ts';

/** Pages stay mounted while the engine is away: what was typed, scrolled to and read is there when it is back. */
export function EngineGate({ children }: { readonly children: ReactNode }) {
  const mode = useEngineMode();
  const view = useHost();
  const nextTryAt = view?.kind === 'known' ? view.status.nextTryAt : null;
  return (
    <>
      {mode === 'pause' ? (
        <div
          role="status"
          className="absolute top-2 left-1/2 z-30 flex w-max max-w-[calc(100%-32px)] -translate-x-1/2 animate-rise items-center gap-2.5 rounded-lg border border-line bg-raised px-4 py-2 text-sm text-ink shadow-float"
        >
          <Spinner />
          <span>
            The engine is restarting. What you see is from before; containers go on running.
            {nextTryAt === null ? null : (
              <>
                {' '}
                Next try <Countdown until={nextTryAt} />.
              </>
            )}
          </span>
        </div>
      ) : null}
      {mode === 'down' ? <EngineDown /> : null}
      <div
        inert={mode !== 'ready'}
        className={cx(
          'min-h-0 flex-1 flex-col transition-opacity duration-200',
          mode === 'down' ? 'hidden' : 'flex',
          mode === 'pause' && 'opacity-55',
        )}
      >
        {children}
      </div>
    </>
  );
}
