import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

/** The process is gone after this, whatever hangs. */
const LONGEST_STOP_MS = 1800;

/**
 * Lets SIGTERM and SIGINT end the process: `stop` runs once, then it exits with 0, as it does when `stop` takes too long.
 * What nobody caught is logged and ends it with 1.
 */
export function exitOnSignals(stop: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info('stopping', { signal });
    setTimeout(() => process.exit(0), LONGEST_STOP_MS);
    stop()
      .catch((error: unknown) => logger.error('stopping went wrong', { error: messageOf(error) }))
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  const crash = (error: unknown) => {
    const stack = error instanceof Error ? error.stack : undefined;
    logger.error('the engine crashed', { error: messageOf(error), stack });
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
