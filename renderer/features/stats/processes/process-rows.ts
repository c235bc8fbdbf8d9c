import type { ContainerTop } from '../../../../engine/api/types/container.ts';

export interface ProcessRow {
  readonly pid: number;
  readonly user: string;
  /** Percent of one processor, over the process's whole life. */
  readonly cpu: number;
  /** Bytes in memory. */
  readonly memory: number;
  /** As ps writes it: `1-02:03:04`, `03:04`. */
  readonly elapsed: string;
  readonly command: string;
}

/** Reads `ps -eo pid,user,pcpu,rss,etime,args`. */
export function processRows({ Processes }: ContainerTop): readonly ProcessRow[] {
  return Processes.map(([pid = '', user = '', cpu = '', rss = '', elapsed = '', command = '']) => ({
    pid: Number(pid),
    user,
    cpu: Number(cpu),
    memory: Number(rss) * 1024,
    elapsed,
    command,
  }));
}

export type SortKey = 'pid' | 'user' | 'cpu' | 'memory' | 'command';

export interface Sorting {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Figures begin with the highest, words with the first. */
export function turned({ key, descending }: Sorting, next: SortKey): Sorting {
  return { key: next, descending: next === key ? !descending : next === 'cpu' || next === 'memory' };
}

/** Equal ones stay in the order of their pids, so that nothing jumps. */
export function sortedProcesses(rows: readonly ProcessRow[], { key, descending }: Sorting): ProcessRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a[key], b[key]) || a.pid - b.pid);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
