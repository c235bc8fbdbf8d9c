import { create } from 'zustand';
import type { LogStream } from '../log-line.ts';
import type { LogLevel } from './log-level.ts';

interface LogFilters {
  readonly containers: ReadonlySet<string>;
  readonly projects: ReadonlySet<string>;
  readonly streams: 'both' | LogStream;
  readonly level: 'all' | LogLevel;
  readonly text: string;
  readonly regex: boolean;
  /** Fields of JSON lines that have a column of their own. */
  readonly columns: ReadonlySet<string>;
  readonly clearedTo: number;
  readonly paused: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

export const NO_FILTER = {
  containers: NOTHING,
  projects: NOTHING,
  streams: 'both',
  level: 'all',
  text: '',
} as const;

/** How the Logs screen is set up; kept while other pages are open. */
export const useLogFilters = create<LogFilters>(() => ({
  ...NO_FILTER,
  regex: false,
  columns: NOTHING,
  clearedTo: 0,
  paused: false,
}));
