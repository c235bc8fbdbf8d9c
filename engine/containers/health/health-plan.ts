import type { ContainerConfig, HealthcheckConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';

/** How a container's health is to be found out. Durations are milliseconds. */
export interface HealthPlan {
  readonly command: readonly string[];
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many failures one after another make it unhealthy. */
  readonly retries: number;
  /** Failures do not count so long after the start, until the first success. */
  readonly startPeriodMs: number;
  /** The interval within the start period. */
  readonly startIntervalMs: number;
}

const SHORTEST_NS = 1_000_000;
const NS_PER_MS = 1e6;
const DURATIONS = ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const;
const DEFAULT_SHELL = ['/bin/sh', '-c'];

/** The plan with Docker's defaults; undefined when nothing is to be checked. */
export function healthPlanOf({ Healthcheck: check, Shell: shell }: ContainerConfig): HealthPlan | undefined {
  const command = commandOf(check?.Test ?? [], shell ?? []);
  if (command === undefined) return undefined;
  const ms = (nanoseconds: number | undefined, otherwise: number) =>
    (nanoseconds ?? 0) === 0 ? otherwise : (nanoseconds ?? 0) / NS_PER_MS;
  return {
    command,
    intervalMs: ms(check?.Interval, 30_000),
    timeoutMs: ms(check?.Timeout, 30_000),
    retries: check?.Retries || 3,
    startPeriodMs: ms(check?.StartPeriod, 0),
    startIntervalMs: ms(check?.StartInterval, 5000),
  };
}

/** Checks what a create request says about health, in Docker's words. Throws `invalid`. */
export function checkHealthcheck(check: HealthcheckConfig | null | undefined): void {
  for (const name of DURATIONS) {
    const value = check?.[name] ?? 0;
    if (value !== 0 && value < SHORTEST_NS)
      throw fault('invalid', `${name} in Healthcheck cannot be less than 1ms`);
  }
  if ((check?.Retries ?? 0) < 0) throw fault('invalid', 'Retries in Healthcheck cannot be negative');
  commandOf(check?.Test ?? [], []);
}

/** The image's check with the request's on top: what the request leaves out or sets to zero is the image's. */
export function mergeHealthcheck(
  image: HealthcheckConfig | null | undefined,
  request: HealthcheckConfig | null | undefined,
): HealthcheckConfig | undefined {
  if (request === undefined || request === null) return image ?? undefined;
  const test = (request.Test ?? []).length > 0 ? request.Test : image?.Test;
  return {
    ...image,
    ...Object.fromEntries(Object.entries(request).filter(([, value]) => value !== 0)),
    ...(test === undefined ? {} : { Test: test }),
  };
}

function commandOf(test: readonly string[], shell: readonly string[]): readonly string[] | undefined {
  const [kind = '', ...words] = test;
  switch (kind) {
    case '':
    case 'NONE':
      return undefined;
    case 'CMD':
      return words.length === 0 ? undefined : words;
    case 'CMD-SHELL':
      return words.length === 0 ? undefined : [...(shell.length > 0 ? shell : DEFAULT_SHELL), ...words];
    default:
      throw fault(
        'invalid',
        `Unknown healthcheck type "${kind}" in Healthcheck.Test: use CMD, CMD-SHELL or NONE`,
      );
  }
}
