import { describe, expect, it } from 'vitest';
import { enginePath } from './engine-path.ts';

describe('the engine’s path of an address', () => {
  it.each([
    ['/engine/containers/json?all=1', '/containers/json?all=1'],
    ['/engine/v1.51/images/foo%2Fbar%3Alatest/json', '/v1.51/images/foo%2Fbar%3Alatest/json'],
    [
      '/engine/events?filters=%7B%22type%22%3A%5B%22image%22%5D%7D',
      '/events?filters=%7B%22type%22%3A%5B%22image%22%5D%7D',
    ],
    ['/engine/a/../b', '/b'],
    ['/engine/', '/'],
    ['/engine/a//b', '/a//b'],
  ])('keeps what belongs to the engine in %s', (address, path) => {
    expect(enginePath(address)).toBe(path);
  });

  it.each([
    ['another host', '/engine//evil.example/containers/json'],
    ['another host, with a backslash', '/engine/\\evil.example'],
    ['a backslash within', '/engine/a\\..\\b'],
    ['a climb out', '/engine/../desktop/settings'],
    ['an escaped climb out', '/engine/%2e%2e/desktop/settings'],
    ['a whole URL', 'http://evil.example/engine/x'],
    ['a URL without a scheme', '//evil.example/engine/x'],
    ['a longer first segment', '/engineer/x'],
    ['no trailing slash', '/engine'],
    ['nothing', ''],
    ['not a URL', 'http://['],
  ])('refuses %s', (_what, address) => {
    expect(() => enginePath(address)).toThrow(/must begin with/);
  });

  it('lets no line break through', () => {
    expect(enginePath('/engine/x\r\nHost: evil')).toBe('/xHost:%20evil');
  });
});
