import { describe, expect, it } from 'vitest';
import { nameAndTag, nameProblem, registryOf } from './image-name.ts';
import { movedTo } from './push-fields.tsx';
import { addressOf } from './transfers-store.ts';

describe('names of images', () => {
  it.each([
    ['busybox', 'docker.io'],
    ['team/app', 'docker.io'],
    ['localhost/app', 'localhost'],
    ['127.0.0.1:5000/app:1', '127.0.0.1:5000'],
    ['registry.example.com/a/b', 'registry.example.com'],
  ])('%s belongs to %s', (reference, host) => expect(registryOf(reference)).toBe(host));

  it('tells name and tag apart', () => {
    expect(nameAndTag('localhost:5000/app')).toEqual({ name: 'localhost:5000/app', tag: 'latest' });
    expect(nameAndTag('app:1')).toEqual({ name: 'app', tag: '1' });
    expect(nameAndTag('app:1@sha256:ab')).toEqual({ name: 'app', tag: 'sha256:ab' });
  });

  it('says what is wrong with one', () => {
    expect(nameProblem('team/app:1.0')).toBeUndefined();
    expect(nameProblem('localhost:5000/a__b/c-d')).toBeUndefined();
    expect(nameProblem('App')).toBe('Image names are lowercase.');
    expect(nameProblem('https://x.example/app')).toContain('Leave out https://');
  });

  it('moves to another registry', () => {
    expect(movedTo('app:1', 'localhost:5000')).toBe('localhost:5000/app:1');
    expect(movedTo('localhost:5000/team/app:1', 'docker.io')).toBe('team/app:1');
  });

  it('asks the engine in its own form', () => {
    expect(addressOf({ kind: 'pull', reference: 'a/b:1', platform: 'linux/arm64' })).toBe(
      '/engine/images/create?fromImage=a%2Fb&tag=1&platform=linux%2Farm64',
    );
    expect(addressOf({ kind: 'push', reference: 'h:5/b', platform: '' })).toBe(
      '/engine/images/h:5/b/push?tag=latest',
    );
  });
});
