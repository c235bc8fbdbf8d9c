import type { FuzzRequest } from './grammar.ts';

const MOST_TRIES = 60;

/** The smallest request found that still fails: without parts of its query, its headers, its body, in a plain manner. */
export async function shrunk(
  request: FuzzRequest,
  fails: (smaller: FuzzRequest) => Promise<boolean>,
): Promise<FuzzRequest> {
  let least = request;
  let tries = 0;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const candidate of smallerThan(least)) {
      tries += 1;
      if (tries > MOST_TRIES) return least;
      if (!(await fails(candidate))) continue;
      least = candidate;
      isSmaller = true;
      break;
    }
  }
  return least;
}

function* smallerThan(request: FuzzRequest): Generator<FuzzRequest> {
  const { query, headers, body, manner } = request;
  if (manner !== 'plain') yield { ...request, manner: 'plain' };
  for (const index of query.keys()) yield { ...request, query: without(query, index) };
  for (const index of headers.keys()) if (index > 0) yield { ...request, headers: without(headers, index) };
  for (const smaller of smallerBodies(body)) yield { ...request, body: smaller };
}

function* smallerBodies(body: string | undefined): Generator<string | undefined> {
  if (body === undefined) return;
  yield undefined;
  for (const value of smallerValues(parsed(body))) yield JSON.stringify(value);
}

function* smallerValues(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield without(value, index);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
  for (const [name, each] of entries)
    for (const smaller of smallerValues(each)) yield { ...value, [name]: smaller };
}

function without<T>(values: readonly T[], index: number): T[] {
  return values.filter((_value, at) => at !== index);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
