import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logPolicyOf } from './log-policy.ts';

const policy = (Type: string, Config: Record<string, string> = {}) =>
  logPolicyOf(
    { LogConfig: { Type, Config } },
    { Labels: { app: 'web', tier: 'front' }, Env: ['A=1', 'B=x=y'] },
  );

describe('logPolicyOf', () => {
  it('keeps a log whole unless it is told otherwise', () => {
    expect(policy('')).toMatchObject({ readable: true, maxSize: undefined, maxFiles: 1 });
    expect(policy('local')).toMatchObject({ readable: true, maxSize: 20_000_000, maxFiles: 5 });
    expect(policy('none')).toMatchObject({ readable: false });
  });

  it.each([
    ['10m', 10_000_000],
    ['10MB', 10_000_000],
    ['1.5k', 1500],
    ['2g', 2e9],
    ['512', 512],
  ])('reads a size of %s', (text, bytes) => {
    expect(policy('json-file', { 'max-size': text, 'max-file': '3' })).toMatchObject({
      maxSize: bytes,
      maxFiles: 3,
    });
  });

  it('shows with --details what was chosen', () => {
    expect(policy('json-file', { labels: 'app,none', 'env-regex': '^B' }).details).toEqual({
      app: 'web',
      B: 'x=y',
    });
  });

  it.each([
    ['json-file', { nonsense: '1' }, "unknown log opt 'nonsense' for json-file log driver"],
    ['local', { labels: 'a' }, "unknown log opt 'labels' for local log driver"],
    ['json-file', { 'max-size': 'much' }, "invalid value for max-size: 'much'"],
    ['json-file', { 'max-size': '0' }, 'max-size must be a positive number'],
    ['json-file', { 'max-file': '0' }, 'max-file cannot be less than 1'],
    ['json-file', { 'max-file': 'x' }, "invalid value for max-file: 'x'"],
    ['json-file', { 'env-regex': '(' }, 'is no regular expression'],
    ['json-file', { compress: 'true' }, 'compress=true'],
    ['json-file', { mode: 'non-blocking' }, 'never drops lines'],
    ['json-file', { tag: '{{.Name}}' }, 'log option "tag"'],
    ['syslog', {}, 'logging driver "syslog" is not supported'],
  ])('refuses %s with %j', (driver, options, message) => {
    expect(() => policy(driver, options as Record<string, string>)).toThrow(message);
  });

  const reading = (size: string, count: string) => {
    try {
      const { maxSize, maxFiles } = policy('json-file', { 'max-size': size, 'max-file': count });
      return (maxSize ?? 0) > 0 && maxFiles > 0 ? 'sensible' : `${maxSize} ${maxFiles}`;
    } catch (error) {
      return /max-(size|file)/.test(String(error)) ? 'sensible' : String(error);
    }
  };

  it('answers or refuses whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (size, count) => {
        expect(reading(size, count)).toBe('sensible');
      }),
    );
  });
});
