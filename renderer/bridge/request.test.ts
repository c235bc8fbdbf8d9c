import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineError, sentence } from './engine-error.ts';
import { errorMessage, request, withQuery } from './request.ts';

function answer(body: BodyInit | null, init?: ResponseInit) {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(new Response(body, init)));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe('request', () => {
  it('sends a body as JSON and reads the answer', async () => {
    const fetched = answer('{"Id":"abc"}');
    await expect(request('/engine/x', { method: 'POST', body: { a: 1 } })).resolves.toEqual({ Id: 'abc' });
    const [path, init] = fetched.mock.calls[0] ?? [];
    expect(path).toBe('/engine/x');
    expect(init).toMatchObject({ method: 'POST', body: '{"a":1}' });
    expect(new Headers(init?.headers).get('content-type')).toBe('application/json');
  });

  it('throws the engine’s sentence with its status', async () => {
    answer('{"message":"No such container: x"}', { status: 404 });
    const failure = await request('/engine/x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ status: 404, message: 'No such container: x' });
  });

  it('takes 304 for done: it was so already', async () => {
    answer(null, { status: 304 });
    await expect(request('/engine/containers/x/start', { method: 'POST' })).resolves.toBeUndefined();
  });

  it('says that the host cannot be reached when fetch fails', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(request('/engine/x')).rejects.toMatchObject({ status: 0 });
  });

  it('leaves an abort what it is', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('gone', 'AbortError')));
    await expect(request('/engine/x')).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('withQuery', () => {
  it('leaves out what is undefined and escapes the rest', () => {
    expect(withQuery('/p', { a: 'x y', b: undefined, c: true })).toBe('/p?a=x+y&c=true');
    expect(withQuery('/p', { b: undefined })).toBe('/p');
    expect(withQuery('/p', { path: '/caf\udce9', c: 1 })).toBe('/p?path=/caf%e9&c=1');
  });
});

describe('errorMessage', () => {
  const response = { status: 500, statusText: 'Internal Server Error' };
  it('falls back to the text, then to the status', () => {
    expect(errorMessage('{"message":"why"}', response)).toBe('why');
    expect(errorMessage('plain words', response)).toBe('plain words');
    expect(errorMessage('', response)).toBe('The engine answered 500 Internal Server Error');
  });
});

describe('sentence', () => {
  it('begins with a capital letter', () => {
    expect(sentence(new Error('no such image'))).toBe('No such image');
    expect(sentence(new Error(' '))).toBe('Something failed without saying why.');
  });
});
