import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StdcopyDemux, type StdFrame } from './stdcopy.ts';

function frame(stream: 0 | 1 | 2, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + payload.length);
  bytes[0] = stream;
  new DataView(bytes.buffer).setUint32(4, payload.length);
  bytes.set(payload, 8);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const text = (value: string) => new TextEncoder().encode(value);

describe('StdcopyDemux', () => {
  it('gives each frame with its stream', () => {
    const frames = new StdcopyDemux().push(joined([frame(1, text('out')), frame(2, text('err'))]));
    expect(frames.map(({ stream, payload }) => [stream, new TextDecoder().decode(payload)])).toEqual([
      ['stdout', 'out'],
      ['stderr', 'err'],
    ]);
  });

  it('holds a frame back until its last byte came', () => {
    const demux = new StdcopyDemux();
    const bytes = frame(1, text('hello'));
    expect(demux.push(bytes.subarray(0, 6))).toEqual([]);
    expect(demux.push(bytes.subarray(6, 12))).toEqual([]);
    expect(demux.push(bytes.subarray(12))).toHaveLength(1);
  });

  it('passes on empty frames', () => {
    expect(new StdcopyDemux().push(frame(2, text('')))).toEqual([
      { stream: 'stderr', payload: new Uint8Array(0) },
    ]);
  });

  it('refuses what is not multiplexed', () => {
    expect(() => new StdcopyDemux().push(text('plain text here'))).toThrow('not a multiplexed stream');
  });

  it('gives the same frames however the bytes are cut', () => {
    const frames = fc.array(
      fc.record({
        stream: fc.constantFrom(0 as const, 1 as const, 2 as const),
        payload: fc.uint8Array({ maxLength: 40 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1 }), (sent, sizes) => {
        const bytes = joined(sent.map(({ stream, payload }) => frame(stream, payload)));
        const demux = new StdcopyDemux();
        const got: StdFrame[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          got.push(...demux.push(bytes.slice(at, at + size)));
          at += size;
        }
        expect(got.map(({ payload }) => [...payload])).toEqual(sent.map(({ payload }) => [...payload]));
        expect(got.map(({ stream }) => ['stdin', 'stdout', 'stderr'].indexOf(stream))).toEqual(
          sent.map(({ stream }) => stream),
        );
      }),
    );
  });
});
