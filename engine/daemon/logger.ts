import { destination, pino } from 'pino';
import type { Logger } from '../base/logger.ts';
import type { LogLevel } from './flags.ts';

/** The engine's log: JSON lines on stderr, written at once, so that the last words before a crash are there. */
export function createLogger(level: LogLevel, instance: string): Logger {
  const log = pino(
    { level, base: { instance }, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination({ fd: 2, sync: true }),
  );
  return {
    debug: (message, fields = {}) => log.debug(fields, message),
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    error: (message, fields = {}) => log.error(fields, message),
  };
}
