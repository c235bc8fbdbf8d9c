import { describe, expect, it } from 'vitest';
import { type Job, sideBySide } from './side-by-side.ts';

/** A job whose script says what it tells; a promise in it is waited for. */
function job(
  needs: readonly number[],
  ...script: readonly (string | Promise<unknown> | Error)[]
): Job<string> {
  return {
    needs,
    async *run() {
      for (const line of script) {
        if (line instanceof Error) throw line;
        if (typeof line === 'string') yield line;
        else await line;
      }
    },
  };
}

/** A job that goes on until it is told to end. */
function endless(ended: string[], name: string): Job<string> {
  return {
    needs: [],
    async *run(signal) {
      yield `${name} begins`;
      try {
        await new Promise((_resolve, reject) => signal.addEventListener('abort', reject, { once: true }));
      } finally {
        ended.push(name);
      }
    },
  };
}

const RULES = { weigh: (message: string) => (message.startsWith('!') ? 0 : message.length), leftOut: '…' };

async function all(jobs: readonly Job<string>[], width = 4, signal = new AbortController().signal) {
  const told: string[] = [];
  let thrown: unknown;
  try {
    for await (const message of sideBySide(jobs, { ...RULES, width, signal })) told.push(message);
  } catch (error) {
    thrown = error;
  }
  return { told: told.join(' '), thrown };
}

describe('jobs side by side', () => {
  it('are told in their order, however they take turns', async () => {
    let goOn = () => undefined as void;
    const second = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const jobs = [
      job([], 'a1', second, 'a2'),
      {
        needs: [],
        run: async function* () {
          yield 'b1';
          goOn();
          yield 'b2';
        },
      },
      job([0, 1], 'c1'),
    ] satisfies Job<string>[];
    expect(await all(jobs)).toEqual({ told: 'a1 a2 b1 b2 c1', thrown: undefined });
  });

  it('wait for what they need, and for a place', async () => {
    const order: string[] = [];
    const noted = (name: string, needs: readonly number[]): Job<string> => ({
      needs,
      async *run() {
        order.push(`+${name}`);
        await new Promise((resolve) => setImmediate(resolve));
        yield name;
        order.push(`-${name}`);
      },
    });
    await all([noted('a', []), noted('b', []), noted('c', [0]), noted('d', [1, 2])], 1);
    expect(order.join('')).toBe('+a-a+b-b+c-c+d-d');
  });

  it('are never held up by those before them; of very much the beginning and the end are kept', async () => {
    let goOn = () => undefined as void;
    const last = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const much = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index).repeat(1_000_000));
    const { told } = await all([
      job([], last, 'first'),
      {
        needs: [],
        async *run() {
          yield* ['!begin', ...much, '!end'];
          goOn();
        },
      },
    ]);
    expect(told.replaceAll(/(.)\1+/g, '$1')).toBe('first !begin a b c d … q r s t !end');
  });

  it('wait for who listens when it is their turn', async () => {
    let made = 0;
    const eager: Job<string> = {
      needs: [],
      async *run() {
        for (; made < 100; made++) yield 'x'.repeat(100_000);
      },
    };
    let heard = 0;
    let most = 0;
    for await (const _ of sideBySide([eager], { ...RULES, width: 1, signal: new AbortController().signal })) {
      heard += 1;
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, made - heard);
    }
    expect([heard, most < 20]).toEqual([100, true]);
  });

  it('all end with the first failure, which comes after what its job told', async () => {
    const ended: string[] = [];
    const { told, thrown } = await all([
      endless(ended, 'a'),
      job([], 'b1', new Error('no')),
      endless(ended, 'c'),
    ]);
    expect(told).toBe('a begins b1');
    expect(thrown).toEqual(new Error('no'));
    expect(ended.sort()).toEqual(['a', 'c']);
  });

  it('all end when they are given up, and when nobody listens any more', async () => {
    const ended: string[] = [];
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    expect((await all([endless(ended, 'a'), endless(ended, 'b')], 4, stop.signal)).thrown).toBeDefined();
    const both = [endless(ended, 'c'), endless(ended, 'd')];
    for await (const _ of sideBySide(both, { ...RULES, width: 4, signal: new AbortController().signal }))
      break;
    expect(ended.sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});
