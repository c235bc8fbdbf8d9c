import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { SyncPipe } from './sync-pipe.ts';

describe('SyncPipe', () => {
  it('gives one report after the other, however they come in pieces', async () => {
    const pipe = new PassThrough();
    const reports = new SyncPipe(pipe);
    pipe.write('{"data": 1');
    const first = reports.next();
    pipe.write('23}\n{"data": 7}\n');
    expect(await first).toEqual({ data: 123, message: '' });
    expect(await reports.next()).toEqual({ data: 7, message: '' });
  });

  it('has no report when conmon goes without one, nor after it was closed', async () => {
    const ended = new PassThrough();
    ended.end();
    expect(await new SyncPipe(ended).next()).toBeUndefined();
    const closed = new SyncPipe(new PassThrough());
    const waiting = closed.next();
    closed.close();
    expect(await waiting).toBeUndefined();
    expect(await closed.next()).toBeUndefined();
  });
});

describe('a report', () => {
  const reportIn = (line: string) => {
    const pipe = new PassThrough();
    pipe.end(`${line}\n`);
    return new SyncPipe(pipe).next();
  };

  it('may tell a failure', async () => {
    expect(await reportIn('{"data": -1, "message": "exec failed: \\"x\\"\\n"}')).toEqual({
      data: -1,
      message: 'exec failed: "x"\n',
    });
  });

  it.each(['', '{', '[]', 'null', '{"data":"1"}'])(
    'is a failure that says so when it is %j',
    async (line) => {
      expect(await reportIn(line)).toEqual({
        data: -1,
        message: `conmon said what is not a report: ${line}`,
      });
    },
  );
});
