import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';

/** Shows a component as a page shows it, with a query client and a router of its own. */
export function renderPage(element: ReactNode, path = '/') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  const router = createMemoryRouter([{ path: '*', element }], { initialEntries: [path] });
  return {
    client,
    router,
    ...render(
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>,
    ),
  };
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

type Answer = (asked: Asked) => { readonly status?: number; readonly body?: unknown } | undefined;

/** Stands in for the engine and the host; answers 404 to whatever the test does not know. Tells what was asked. */
export function fakeEngine(answer: Answer): readonly Asked[] {
  const all: Asked[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const asked = { method: init.method ?? 'GET', path, body };
    all.push(asked);
    const { status = 200, body: given } = answer(asked) ?? { status: 404, body: { message: `no ${path}` } };
    return Promise.resolve(new Response(given === undefined ? null : JSON.stringify(given), { status }));
  });
  return all;
}

/** happy-dom lays nothing out; a virtual list needs a height to show rows in. */
export function withLayout(): void {
  for (const [side, size] of [
    ['clientWidth', 1200],
    ['clientHeight', 600],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => size });
  }
}
