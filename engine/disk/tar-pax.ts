import { fault } from '../base/errors.ts';

/**
 * The records of a pax member, `LENGTH KEY=VALUE\n` each (POSIX.1-2017, pax, "Extended Header"). Values are bytes, one
 * per character (latin1). Throws `invalid` for a record that does not hold together.
 */
export function decodePax(body: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  let offset = 0;
  while (offset < body.length) {
    const space = body.indexOf(0x20, offset);
    const digits = space === -1 ? '' : body.toString('latin1', offset, space);
    const length = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
    const end = offset + length;
    const equals = body.indexOf(0x3d, space + 1);
    if (length === 0 || end > body.length || equals === -1 || equals >= end || body[end - 1] !== 0x0a) {
      throw fault('invalid', 'a pax record in the archive is broken');
    }
    const key = body.toString('latin1', space + 1, equals);
    const value = body.toString('latin1', equals + 1, end - 1);
    if (isText(key) && value.includes('\0'))
      throw fault('invalid', `the pax record "${key}" holds a zero byte`);
    // An empty value takes an earlier record back.
    if (value === '' && isText(key)) records.delete(key);
    else records.set(key, value);
    offset = end;
  }
  return records;
}

/** The bytes of pax records. */
export function encodePax(records: ReadonlyMap<string, string>): Buffer {
  return Buffer.concat([...records].map(([key, value]) => encodeRecord(key, value)));
}

/** The length counts itself, so it is found by trying whether one more digit is needed. */
function encodeRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.from(`${length}${rest}`, 'latin1');
}

/** Extended attributes hold any bytes; everything else is text. */
function isText(key: string): boolean {
  return !key.startsWith('SCHILY.xattr.');
}
