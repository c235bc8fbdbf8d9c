import { describe, expect, it } from 'vitest';
import { plainServer } from './registry-routes.ts';

describe('plainServer', () => {
  it.each([
    ['', 'docker.io'],
    ['https://index.docker.io/v1/', 'docker.io'],
    ['hub.docker.com', 'docker.io'],
    ['https://Registry.Example.com/v2/', 'registry.example.com'],
    ['127.0.0.1:5000', '127.0.0.1:5000'],
    ['[::1]:5000', '[::1]:5000'],
  ])('reads %j as %s', (text, server) => expect(plainServer(text)).toBe(server));

  it('refuses what is no host', () => {
    expect(() => plainServer('my registry')).toThrow(/is no registry/);
  });
});
