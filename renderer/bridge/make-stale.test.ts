import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { makeStale } from './make-stale.ts';

/** A client with one observed query whose reads are answered by hand. */
function observed() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  const answers: ((value: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(client, { queryKey: ['list'], queryFn });
  const stop = observer.subscribe(() => undefined);
  return { client, answers, shown: () => observer.getCurrentResult().data, stop };
}

describe('makeStale', () => {
  it('reads again what was being read for the first time', async () => {
    const { client, answers, shown, stop } = observed();
    makeStale(client, { queryKey: ['list'] });
    answers[0]?.('before');
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.('after');
    await vi.waitFor(() => expect(shown()).toBe('after'));
    stop();
  });

  it('reads once more what has been read', async () => {
    const { client, answers, shown, stop } = observed();
    answers[0]?.('before');
    await vi.waitFor(() => expect(shown()).toBe('before'));
    makeStale(client, {});
    answers[1]?.('after');
    await vi.waitFor(() => expect(shown()).toBe('after'));
    expect(answers).toHaveLength(2);
    stop();
  });
});
