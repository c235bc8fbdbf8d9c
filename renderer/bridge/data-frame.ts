const HEADER = 4;

/** A data message of the stream channel: four bytes of stream id, big-endian, then the payload. */
export function encodeFrame(id: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEADER + payload.length);
  new DataView(frame.buffer).setUint32(0, id);
  frame.set(payload, HEADER);
  return frame;
}

export function decodeFrame(
  frame: Uint8Array,
): { readonly id: number; readonly payload: Uint8Array } | undefined {
  if (frame.length < HEADER) return undefined;
  const id = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0);
  return { id, payload: frame.subarray(HEADER) };
}
