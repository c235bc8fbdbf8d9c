import { describe, expect, it } from 'vitest';
import { parseFlags } from './flags.ts';

describe('the command line', () => {
  it('serves at the usual places unless told otherwise', () => {
    expect(parseFlags([])).toEqual({
      kind: 'serve',
      dataRoot: '/var/lib/gantry',
      execRoot: '/run/gantry',
      socket: '/run/gantry/gantry.sock',
      logLevel: 'info',
      removedLogs: 256_000_000,
      buildCache: undefined,
      registries: { mirrors: [], insecure: [] },
    });
  });

  it('puts the socket into the exec root, and makes every path absolute', () => {
    expect(parseFlags(['--exec-root=/x/', '--data-root', 'd', '--log-level', 'debug'])).toMatchObject({
      dataRoot: `${process.cwd()}/d`,
      execRoot: '/x',
      socket: '/x/gantry.sock',
      logLevel: 'debug',
    });
  });

  it('takes several mirrors and insecure registries', () => {
    const flags = [
      '--registry-mirror',
      'http://a',
      '--registry-mirror=http://b',
      '--insecure-registry',
      'c:5000',
    ];
    expect(parseFlags(flags)).toMatchObject({
      registries: { mirrors: ['http://a', 'http://b'], insecure: ['c:5000'] },
    });
  });

  it('knows reset, help and version', () => {
    expect(parseFlags(['reset', '--yes', '--data-root', '/d'])).toEqual({
      kind: 'reset',
      dataRoot: '/d',
      execRoot: '/run/gantry',
      yes: true,
    });
    expect(parseFlags(['--help', 'reset'])).toEqual({ kind: 'help' });
    expect(parseFlags(['--version'])).toEqual({ kind: 'version' });
  });

  it.each([
    [['--frobnicate'], '--frobnicate'],
    [['--data-root'], '--data-root'],
    [['start'], 'unknown command "start"'],
    [['reset', 'now'], 'unknown command "reset now"'],
    [['--removed-logs', '1g'], '--removed-logs takes a whole number of megabytes, not "1g"'],
    [['--yes'], '--yes goes with reset only'],
    [['--log-level', 'loud'], 'unknown log level "loud"; choose one of debug, info, warn, error, silent'],
  ])('refuses %j, naming it', (args, message) => {
    expect(() => parseFlags(args)).toThrow(message);
  });
});
