import { vi } from 'vitest';

/** Waits until a check passes; long, since a loaded machine is no reason to fail. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 20_000, interval: 10 });
}
