import type { HealthcheckConfig } from '../../../../engine/api/types/container.ts';
import { durationText, parseDuration } from '../duration.ts';
import type { RunForm } from '../run-form.ts';
import { quoteWord, wordsIn, wordsProblem } from '../shell-words.ts';
import type { Part } from './part.ts';

const DURATIONS = [
  ['healthInterval', 'Interval'],
  ['healthTimeout', 'Timeout'],
  ['healthStart', 'StartPeriod'],
] as const;
const DURATION = 'A time of at least 1 ms, such as 30s or 1m30s.';

export const health: Part = {
  take({ config }, form) {
    const { Healthcheck: check } = config;
    if (!check || 'StartInterval' in check) return;
    const [kind, ...words] = check.Test ?? [];
    if (kind === 'NONE') form.health = 'none';
    else if (kind === 'CMD-SHELL' && words.length === 1) {
      form.health = 'shell';
      form.healthCommand = words[0] ?? '';
    } else if (kind === 'CMD') {
      form.health = 'program';
      form.healthCommand = words.map(quoteWord).join(' ');
    } else return;
    for (const [field, key] of DURATIONS) form[field] = check[key] ? durationText(check[key]) : '';
    form.healthRetries = check.Retries ? String(check.Retries) : '';
    delete config.Healthcheck;
  },
  put(form, { config }) {
    if (form.health === 'image') return;
    config.Healthcheck = form.health === 'none' ? { Test: ['NONE'] } : checkOf(form);
  },
  check(form) {
    if (form.health === 'image' || form.health === 'none') return {};
    const bad = DURATIONS.filter(
      ([field]) => form[field] !== '' && !((parseDuration(form[field]) ?? 0) >= 1e6),
    );
    return {
      ...(form.healthCommand.trim() === '' && { healthCommand: 'A check needs a command.' }),
      ...(form.health === 'program' && wordsProblem('healthCommand', form.healthCommand)),
      ...Object.fromEntries(bad.map(([field]) => [field, DURATION])),
      ...(form.healthRetries !== '' &&
        !/^[1-9]\d{0,5}$/.test(form.healthRetries) && { healthRetries: 'A whole number above zero.' }),
    };
  },
};

function checkOf(form: RunForm): HealthcheckConfig {
  const times = DURATIONS.flatMap(([field, key]) => {
    const nanoseconds = parseDuration(form[field]);
    return nanoseconds === undefined ? [] : [[key, nanoseconds] as const];
  });
  return {
    Test:
      form.health === 'shell' ? ['CMD-SHELL', form.healthCommand] : ['CMD', ...wordsIn(form.healthCommand)],
    ...Object.fromEntries(times),
    ...(Number(form.healthRetries) > 0 && { Retries: Number(form.healthRetries) }),
  };
}
