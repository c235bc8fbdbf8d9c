import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { fault, messageOf } from '../../base/errors.ts';
import type { ApiRequest } from '../request.ts';
import { LARGEST_BODY } from '../wire/limits.ts';
import { describeIssue } from './describe-issue.ts';

/**
 * Reads and checks a JSON body. Undefined for an empty one, which routes accept or refuse as Docker does. Throws
 * `invalid` for another content type, for what is not JSON, and for a value of the wrong type, naming the field.
 */
export async function readJson<Shape extends z.ZodType>(
  request: Pick<ApiRequest, 'body' | 'headers'>,
  shape: Shape,
): Promise<z.output<Shape> | undefined> {
  checkLength(Number(request.headers['content-length'] ?? 0));
  const text = await readText(request.body);
  if (text.trim() === '') return undefined;
  checkContentType(request.headers['content-type']);
  const result = shape.safeParse(parse(text), { reportInput: true });
  if (!result.success) throw fault('invalid', describeIssue(result.error));
  return result.data;
}

function checkLength(length: number): void {
  if (length > LARGEST_BODY) {
    throw fault('invalid', `request body is larger than ${LARGEST_BODY} bytes`);
  }
}

async function readText(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    checkLength(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function checkContentType(header: string | undefined): void {
  const type = (header ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === '') throw fault('invalid', 'malformed Content-Type header (): mime: no media type');
  if (type !== 'application/json') {
    throw fault('invalid', `unsupported Content-Type header (${header}): must be 'application/json'`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault('invalid', `invalid JSON: ${messageOf(error)}`, error);
  }
}
