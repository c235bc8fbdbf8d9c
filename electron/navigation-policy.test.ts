import { describe, expect, it } from 'vitest';
import { isOwnPage, isTrustedSender, mayOpenOutside } from './navigation-policy.ts';

describe('a window', () => {
  it.each(['app://gantry/', 'app://gantry/containers/abc?tab=logs#end'])('may show %s', (address) => {
    expect(isOwnPage(address)).toBe(true);
  });

  it.each([
    'app://gantry.evil/',
    'app://evil/',
    'app://gantry:1/',
    'apps://gantry/',
    'https://gantry/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:blank',
    '',
  ])('may not show "%s"', (address) => {
    expect(isOwnPage(address)).toBe(false);
  });

  it.each(['http://localhost:8080/', 'https://docs.docker.com/'])('may hand %s to the browser', (address) => {
    expect(mayOpenOutside(address)).toBe(true);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://gantry/',
    'smb://server/share',
    'vscode://open?file',
    'https://gantry.dev@evil.example/',
    'data:text/html,x',
    'not a URL',
  ])('may not hand %s to the system', (address) => {
    expect(mayOpenOutside(address)).toBe(false);
  });
});

describe('a message of a page', () => {
  it('is trusted from the top frame of our own page', () => {
    expect(isTrustedSender({ url: 'app://gantry/images', parent: null })).toBe(true);
  });

  it.each([
    ['a frame inside it', { url: 'app://gantry/', parent: {} }],
    ['another page', { url: 'https://evil.example/', parent: null }],
    ['a frame that is gone', null],
  ])('is not trusted from %s', (_what, sender) => {
    expect(isTrustedSender(sender)).toBe(false);
  });
});
