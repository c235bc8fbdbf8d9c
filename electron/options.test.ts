import { describe, expect, it } from 'vitest';
import { desktopOptions, knownFlags } from './options.ts';

const NO_ENV = { HOME: '/home/ada' };

describe('the desktop’s options', () => {
  it('are the machine’s usual places unless told', () => {
    expect(desktopOptions([], {})).toMatchObject({
      port: 0,
      dataRoot: '/var/lib/gantry',
      execRoot: '/run/gantry',
      socket: '/run/gantry/gantry.sock',
      isRemote: false,
    });
  });

  it('put the socket into the exec root that was given', () => {
    expect(desktopOptions(['--exec-root', '/tmp/x'], NO_ENV).socket).toBe('/tmp/x/gantry.sock');
    expect(desktopOptions(['--exec-root', '/tmp/x', '--socket', '/tmp/s'], NO_ENV).socket).toBe('/tmp/s');
  });

  it('follow XDG for what a person keeps', () => {
    const options = desktopOptions([], { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' });
    expect(options).toMatchObject({ configDir: '/c/gantry', stateDir: '/s/gantry' });
  });

  it('keep everything of a run in one folder when it is given', () => {
    const options = desktopOptions(['--config-dir', '/tmp/c'], { XDG_STATE_HOME: '/s' });
    expect(options).toMatchObject({ configDir: '/tmp/c', stateDir: '/tmp/c' });
  });

  it.each([
    ['the flag', ['--host', 'unix:///var/run/docker.sock'], {}],
    ['the environment', [], { GANTRY_HOST: 'unix:///var/run/docker.sock' }],
    [
      'the flag before the environment',
      ['--host=unix:///var/run/docker.sock'],
      { GANTRY_HOST: 'unix:///other' },
    ],
  ])('reach another engine by %s', (_how, args, env) => {
    expect(desktopOptions(args, env)).toMatchObject({ isRemote: true, socket: '/var/run/docker.sock' });
  });

  it.each([
    [['--prot', '80'], /--prot/],
    [['extra'], /extra/],
    [['--port', 'eighty'], /"eighty" is no port/],
    [['--port', '65536'], /"65536" is no port/],
    [['--port', '-1'], /port/],
    [['--host', 'tcp://1.2.3.4:2375'], /unix:/],
    [['--host', 'unix:///a', '--socket', '/b'], /either --socket/],
  ])('are refused with a sentence: %s', (args, sentence) => {
    expect(() => desktopOptions(args, NO_ENV)).toThrow(sentence);
  });

  it('are picked out of a command line that holds Chromium’s too', () => {
    const args = [
      '--no-sandbox',
      '--socket',
      '/s',
      '--enable-features=X',
      'file',
      '--port=5',
      '--config-dir',
      '/c',
    ];
    expect(knownFlags(args)).toEqual(['--socket', '/s', '--port=5', '--config-dir', '/c']);
  });
});
