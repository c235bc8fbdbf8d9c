/** How grave a line says that it is, in ascending order. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LEVELS)[number];

const NAMES: Readonly<Record<string, LogLevel>> = {
  trace: 'debug',
  trc: 'debug',
  debug: 'debug',
  dbg: 'debug',
  verbose: 'debug',
  info: 'info',
  inf: 'info',
  information: 'info',
  notice: 'info',
  log: 'info',
  warn: 'warn',
  wrn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  fatal: 'error',
  ftl: 'error',
  critical: 'error',
  crit: 'error',
  alert: 'error',
  emerg: 'error',
  panic: 'error',
  severe: 'error',
};

/** A level stands near the head of a line: further on, the same word is only talk. */
const HEAD = 120;
const WORDS =
  'trace|debug|verbose|info|notice|warn|warning|error|fatal|critical|crit|alert|emerg|panic|severe';
const KEYED = /\b(?:level|lvl|severity)["']?\s*[=:]\s*["']?([a-z]+)/i;
const MARKED = new RegExp(`[[(<|](?:[\\w.-]+:)?\\s*(${WORDS}|err|dbg|inf|wrn|trc|ftl)\\s*[\\])>|]`, 'i');
const CAPITAL = new RegExp(`\\b(${WORDS.toUpperCase()}|ERR|DBG|INF|WRN)\\b`);
const FIRST = new RegExp(`^(?:[\\w.$]*)(${WORDS}|Exception):`, 'i');
/** As Kubernetes' programs write it: a letter, month and day. */
const KLOG = /^([IWEF])\d{4} \d\d:\d\d/;
const KLOG_LEVELS: Readonly<Record<string, LogLevel>> = { I: 'info', W: 'warn', E: 'error', F: 'error' };

/** What most lines lack: without it there is nothing to look for. */
const ANY =
  /err|warn|wrn|inf|notice|de?bu?g|verbose|trac|trc|fatal|ftl|crit|alert|emerg|panic|severe|exception|goroutine|uncaught|level|lvl|severity|^[IWEF]\d{4} /i;

export function levelOf(text: string): LogLevel | undefined {
  const head = text.slice(0, HEAD);
  if (!ANY.test(head)) return undefined;
  const letter = KLOG.exec(head)?.[1];
  if (letter !== undefined) return KLOG_LEVELS[letter];
  const word = (KEYED.exec(head) ?? MARKED.exec(head) ?? CAPITAL.exec(head))?.[1];
  if (word !== undefined) return NAMES[word.toLowerCase()];
  const first = FIRST.exec(head)?.[1]?.toLowerCase();
  if (first !== undefined) return first === 'exception' ? 'error' : NAMES[first];
  return /^(Traceback \(most recent|panic: |goroutine \d+ \[|Exception in thread|Uncaught )/.test(head)
    ? 'error'
    : undefined;
}

/** The level as a field of a JSON line: a word, or a number as bunyan and pino count (30 is info). */
export function levelOfField(value: unknown): LogLevel | undefined {
  if (typeof value === 'string') return NAMES[value.toLowerCase()];
  if (typeof value !== 'number') return undefined;
  if (value >= 50) return 'error';
  if (value >= 40) return 'warn';
  return value >= 30 ? 'info' : 'debug';
}
