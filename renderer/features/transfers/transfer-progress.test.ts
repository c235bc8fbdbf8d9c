import { describe, expect, it } from 'vitest';
import { adviceFor } from './transfer-advice.ts';
import type { TransferMessage } from './transfer-message.ts';
import { NO_PROGRESS, withMessage } from './transfer-progress.ts';
import { Rate, totalOf } from './transfer-total.ts';

const after = (...messages: TransferMessage[]) => messages.reduce(withMessage, NO_PROGRESS);

describe('the progress of a pull', () => {
  it('follows a layer from waiting to done', () => {
    const waiting = { status: 'Pulling fs layer', id: 'a', progressDetail: {} };
    const moving = { status: 'Downloading', id: 'a', progressDetail: { current: 40, total: 100 } };
    expect(after(waiting).layers).toMatchObject([{ stage: 'waiting', size: null }]);
    expect(after(waiting, moving).layers).toMatchObject([{ stage: 'moving', moved: 40, size: 100 }]);
    const unpacking = { status: 'Extracting', id: 'a', progressDetail: { current: 50, total: 100 } };
    expect(after(waiting, moving, unpacking).layers).toMatchObject([{ moved: 100, unpacked: 0.5 }]);
    expect(after(waiting, moving, { status: 'Pull complete', id: 'a' }).layers).toMatchObject([
      { stage: 'done', moved: 100 },
    ]);
  });

  it('keeps the tag’s line apart from the layers', () => {
    const progress = after({ status: 'Pulling from library/busybox', id: 'latest' });
    expect(progress).toMatchObject({ layers: [], note: 'Pulling from library/busybox' });
  });

  it('reads the digest of pulls and pushes, and the error', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(after({ status: `Digest: ${digest}` }).digest).toBe(digest);
    expect(after({ status: `latest: digest: ${digest} size: 5` }).digest).toBe(digest);
    expect(after({ error: 'x', errorDetail: { message: 'denied' } }).error).toBe('denied');
  });
});

describe('totalOf', () => {
  it('has no share while a size is unknown, and says how many are', () => {
    const { layers } = after(
      { status: 'Waiting', id: 'a' },
      { status: 'Downloading', id: 'b', progressDetail: { current: 10, total: 40 } },
    );
    expect(totalOf(layers)).toMatchObject({ moved: 10, known: 40, unknown: 1, share: null });
  });

  it('counts a layer that was here as nothing to do', () => {
    const { layers } = after(
      { status: 'Already exists', id: 'a' },
      { status: 'Downloading', id: 'b', progressDetail: { current: 10, total: 40 } },
    );
    expect(totalOf(layers)).toMatchObject({ share: 0.25, present: 1, done: 1 });
  });
});

describe('Rate', () => {
  it('looks at the last seconds only', () => {
    const rate = new Rate();
    rate.sample(0, 0);
    expect(rate.perSecond).toBeUndefined();
    rate.sample(1000, 500);
    expect(rate.perSecond).toBe(500);
    rate.sample(10_000, 500);
    expect(rate.perSecond).toBe(0);
  });
});

describe('adviceFor', () => {
  it.each([
    ['unauthorized: authentication required', true],
    ['manifest unknown', false],
    ['toomanyrequests', true],
  ])('knows what to do about %s', (message, login) => {
    expect(adviceFor(message)?.login).toBe(login);
  });
});
