import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UpgradeRewrite } from './upgrade-rewrite.ts';

const takeoverOf = (method: string, target: string) => {
  if (method === 'POST' && target.startsWith('/attach')) return 'hijack' as const;
  return target.startsWith('/ws') ? ('websocket' as const) : undefined;
};

/** Passes `text` through in pieces of `size`. */
function rewrite(text: string, size = text.length) {
  const bytes = Buffer.from(text, 'latin1');
  const rewriter = new UpgradeRewrite(takeoverOf);
  const out: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) out.push(...rewriter.push(bytes.subarray(at, at + size)));
  out.push(...rewriter.end());
  return { text: Buffer.concat(out).toString('latin1'), plain: rewriter.plainHijack };
}

const PING = 'GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n';
const POST = 'POST /x HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED = 'POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';
const ATTACH = 'POST /attach HTTP/1.1\r\nHost: d\r\n\r\n';

describe('on the way to the HTTP parser', () => {
  it('a hijack without an upgrade gets one, wherever it stands on the connection', () => {
    const { text, plain } = rewrite(`${PING}${POST}${CHUNKED}${ATTACH}GET / HTTP/1.1\r\n\r\n`);
    const upgraded = 'POST /attach HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';
    expect(text).toBe(`${PING}${POST}${CHUNKED}${upgraded}GET / HTTP/1.1\r\n\r\n`);
    expect(plain).toBe(true);
  });

  it('a hijack with an upgrade passes unchanged', () => {
    const request = 'POST /attach HTTP/1.1\r\nConnection: Upgrade\r\nupgrade : tcp\r\n\r\nraw';
    expect(rewrite(request)).toEqual({ text: request, plain: false });
  });

  it('an upgrade that no route takes is taken out of the way', () => {
    const { text, plain } = rewrite(`GET /_ping HTTP/1.1\r\nUpgrade: h2c\r\n\r\n${PING}`);
    expect(text).toBe(`GET /_ping HTTP/1.1\r\nX-Ignored-Upgrade: h2c\r\n\r\n${PING}`);
    expect(plain).toBe(false);
  });

  it('a WebSocket route without an upgrade stays an ordinary request', () => {
    const request = 'GET /ws HTTP/1.1\r\nHost: d\r\n\r\n';
    expect(rewrite(request + request)).toEqual({ text: request + request, plain: false });
  });

  it('what is not HTTP passes unchanged', () => {
    const any = fc.oneof(fc.string(), fc.stringMatching(/^[A-Z /.\r\n:0-9]{0,80}$/));
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 9 }), (text, size) => {
        const latin = Buffer.from(text).toString('latin1');
        fc.pre(!/upgrade/i.test(latin) && !latin.includes('/attach'));
        expect(rewrite(latin, size).text).toBe(latin);
      }),
    );
  });

  it('ordinary requests pass unchanged, however they are cut, and a hijack behind them is still found', () => {
    const requests = fc.array(fc.constantFrom(PING, POST, CHUNKED, `\r\n${PING}`), { maxLength: 6 });
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 50 }), (before, size) => {
        expect(rewrite(before.join(''), size)).toEqual({ text: before.join(''), plain: false });
        expect(rewrite(before.join('') + ATTACH, size).plain).toBe(true);
      }),
    );
  });
});
