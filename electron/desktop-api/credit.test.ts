import { describe, expect, it } from 'vitest';
import { allowance, credit } from './credit.ts';

describe('the credit of a sender', () => {
  it('gives what is wanted while there is enough, then what is left', async () => {
    const sender = credit(10);
    expect(await sender.take(6)).toBe(6);
    expect(await sender.take(6)).toBe(4);
  });

  it('makes the sender wait until the receiver gives', async () => {
    const sender = credit(0);
    const taken = sender.take(5);
    sender.give(3);
    expect(await taken).toBe(3);
  });

  it('gives nothing once it is closed, not even to one who waits', async () => {
    const sender = credit(0);
    const taken = sender.take(5);
    sender.close();
    expect(await taken).toBe(0);
    sender.give(9);
    expect(await sender.take(5)).toBe(0);
  });
});

describe('the allowance of a receiver', () => {
  it('is broken by a sender who sends more than it', () => {
    const receiver = allowance(100);
    expect(receiver.spend(100)).toBe(true);
    expect(receiver.spend(1)).toBe(false);
  });

  it('is given back in quarters, not in crumbs', () => {
    const receiver = allowance(100);
    receiver.spend(60);
    expect(receiver.consumed(24)).toBe(0);
    expect(receiver.consumed(1)).toBe(25);
    expect(receiver.consumed(24)).toBe(0);
  });

  it('never starves a sender: what was consumed and not given back stays below a quarter', () => {
    const receiver = allowance(100);
    let left = 100;
    for (let step = 0; step < 1000; step++) {
      expect(left).toBeGreaterThanOrEqual(7);
      left -= 7;
      expect(receiver.spend(7)).toBe(true);
      left += receiver.consumed(7);
    }
  });
});
