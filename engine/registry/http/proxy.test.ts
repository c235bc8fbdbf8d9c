import { describe, expect, it } from 'vitest';
import { proxyFor, proxySettings } from './proxy.ts';

const via = (url: string, no = '') =>
  proxyFor(new URL(url), { http: 'http://web:1', https: 'tls:2', no })?.href;

describe('the proxy of a request', () => {
  it.each([
    ['http://example.com/', '', 'http://web:1/'],
    ['https://example.com/', '', 'http://tls:2/'],
    ['http://127.0.0.1:5000/', '', undefined],
    ['http://127.9.9.9/', '', undefined],
    ['https://localhost/', '', undefined],
    ['https://[::1]:5000/', '', undefined],
    ['https://example.com/', '*', undefined],
    ['https://example.com/', 'other.com, example.com', undefined],
    ['https://a.example.com/', 'example.com', undefined],
    ['https://notexample.com/', 'example.com', 'http://tls:2/'],
    ['https://example.com/', '.example.com', 'http://tls:2/'],
    ['https://a.example.com/', '.example.com', undefined],
    ['https://a.example.com/', '*.example.com', undefined],
    ['https://EXAMPLE.com/', 'Example.COM', undefined],
    ['https://example.com:5000/', 'example.com:5000', undefined],
    ['https://example.com:5001/', 'example.com:5000', 'http://tls:2/'],
    ['https://example.com/', 'example.com:443', undefined],
    ['https://10.1.2.3/', '10.0.0.0/8', undefined],
    ['https://11.1.2.3/', '10.0.0.0/8', 'http://tls:2/'],
    ['https://10.1.2.3/', '10.1.2.3', undefined],
    ['https://[fd00::1]/', 'fd00::/8', undefined],
    ['https://example.com/', '10.0.0.0/8,nonsense/x', 'http://tls:2/'],
  ])('to %s with NO_PROXY=%s is %s', (url, no, expected) => {
    expect(via(url, no)).toBe(expected);
  });

  it('is read from names in upper and lower case', () => {
    expect(proxySettings({ HTTP_PROXY: 'a', https_proxy: 'b', no_proxy: 'c' })).toEqual({
      http: 'a',
      https: 'b',
      no: 'c',
    });
    expect(proxyFor(new URL('http://x/'), proxySettings({}))).toBeUndefined();
  });
});
