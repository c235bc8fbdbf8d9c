import { systemClock } from '../base/clock.ts';
import { silentLogger } from '../base/logger.ts';
import { Registries, type RegistriesOptions } from '../registry/registries.ts';
import { parseRegistrySettings } from '../registry/settings.ts';

/** Registries for a test: no settings of this machine, and little patience. */
export function testRegistries(options: Partial<RegistriesOptions> = {}): Registries {
  return new Registries({
    settings: parseRegistrySettings({ mirrors: [], insecure: [] }),
    clock: systemClock,
    logger: silentLogger,
    env: { DOCKER_CONFIG: '/nonexistent' },
    certificates: '/nonexistent',
    timings: { connectMs: 5000, answerMs: 5000, stallMs: 5000 },
    patience: { attempts: 3, firstDelayMs: 10, longestDelayMs: 2000 },
    ...options,
  });
}
