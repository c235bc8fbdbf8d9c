import type { ReactNode } from 'react';
import { Banner } from '../../ui/banner.tsx';
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
        <Banner tone="warn" icon={<Spinner />}>
          The engine is restarting. What you see is from before; containers go on running.
          {nextTryAt === null ? null : (
            <>
              {' '}
              Next try <Countdown until={nextTryAt} />.
            </>
          )}
        </Banner>
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
