import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { type ErrorKind, GantryError } from '../base/errors.ts';
import { parseChallenges } from './auth/challenge.ts';
import { smallBody } from './http/body.ts';
import { redactedUrl } from './http/redact.ts';
import type { HttpRequest, HttpTimings } from './http/request.ts';

/** One entry of the error list that a registry answers with (OCI distribution-spec, "Error Codes"). */
export interface RegistryErrorEntry {
  /** Such as `MANIFEST_UNKNOWN`. */
  readonly code: string;
  readonly message: string;
}

/** A registry, or its token server, answered and refused. The message is worded as Docker words it. */
export class RegistryError extends GantryError {
  readonly status: number;
  readonly entries: readonly RegistryErrorEntry[];
  /** What was asked for, without secrets. */
  readonly url: string;
  /** True when trying again may help. */
  readonly temporary: boolean;
  /** Milliseconds that it asks us to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    facts: Pick<RegistryError, 'status' | 'entries' | 'url' | 'message'> & {
      readonly retryAfterMs?: number | undefined;
    },
  ) {
    super(kindOfAnswer(facts.status, facts.entries), facts.message);
    this.status = facts.status;
    this.entries = facts.entries;
    this.url = facts.url;
    this.temporary =
      TEMPORARY.has(facts.status) || facts.entries.some(({ code }) => code === 'TOOMANYREQUESTS');
    this.retryAfterMs = facts.retryAfterMs;
  }

  /** True when the registry gave this code. */
  has(code: string): boolean {
    return this.entries.some((entry) => entry.code === code);
  }
}

/** A registry that explains itself at greater length is not read to the end. */
const LARGEST = 64 * 1024;

const TEMPORARY = new Set([408, 429, 500, 502, 503, 504]);

/** What registries leave out of their lists; the words are distribution's. */
const USUAL_MESSAGES: Readonly<Record<string, string>> = {
  UNAUTHORIZED: 'authentication required',
  DENIED: 'requested access to the resource is denied',
  TOOMANYREQUESTS: 'too many requests',
  UNAVAILABLE: 'service unavailable',
  MANIFEST_UNKNOWN: 'manifest unknown',
  NAME_UNKNOWN: 'repository name not known to registry',
};

const ErrorBody = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string().nullish() })).nullish(),
  /** Docker Hub's own form. */
  details: z.string().nullish(),
});

/** Reads the refusal in a response, whatever it looks like. */
export async function errorIn(
  response: IncomingMessage,
  request: HttpRequest,
  timings: HttpTimings,
): Promise<RegistryError> {
  const status = response.statusCode ?? 0;
  const body = await bodyOf(response, request, timings);
  const told = [...oauthEntries(response), ...entriesIn(body, status)];
  const entries = told.length > 0 ? told : impliedBy(status);
  const words = entries.map(({ code, message }) => `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`);
  return new RegistryError({
    status,
    entries,
    url: redactedUrl(request.url),
    message: words.length > 1 ? `errors:\n${words.join('\n')}\n` : (words[0] ?? unexpected(status, body)),
    retryAfterMs: retryAfterMs(response.headers['retry-after']),
  });
}

/** Milliseconds that a `Retry-After` header means: seconds, or a date. */
function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? undefined : Math.max(moment - now, 0);
}

async function bodyOf(
  response: IncomingMessage,
  request: HttpRequest,
  timings: HttpTimings,
): Promise<string> {
  if (request.method === 'HEAD') response.resume();
  try {
    const body = await smallBody(response, request, { limit: LARGEST, stallMs: timings.stallMs });
    return body?.toString('utf8') ?? '';
  } catch {
    return ''; // the status has told enough
  }
}

/** A token with too little in it is told in the challenge (RFC 6750, section 3.1). */
function oauthEntries(response: IncomingMessage): RegistryErrorEntry[] {
  const codes: Readonly<Record<string, string>> = {
    invalid_token: 'UNAUTHORIZED',
    insufficient_scope: 'DENIED',
  };
  for (const { scheme, parameters } of parseChallenges(response.headers['www-authenticate'] ?? '')) {
    const code = codes[parameters.get('error') ?? ''];
    if (scheme !== 'bearer' || code === undefined) continue;
    return [{ code, message: parameters.get('error_description') ?? USUAL_MESSAGES[code] ?? '' }];
  }
  return [];
}

function entriesIn(body: string, status: number): RegistryErrorEntry[] {
  const parsed = ErrorBody.safeParse(parseJson(body));
  const { errors, details } = parsed.data ?? {};
  if (details) return [{ code: codeOf(status) ?? 'UNKNOWN', message: details }];
  if (errors && errors.length > 0) {
    return errors.map(({ code, message }) => {
      const upper = code.toUpperCase();
      return { code: upper, message: message || (USUAL_MESSAGES[upper] ?? 'unknown error') };
    });
  }
  return [];
}

function impliedBy(status: number): RegistryErrorEntry[] {
  const code = codeOf(status);
  return code === undefined ? [] : [{ code, message: USUAL_MESSAGES[code] ?? '' }];
}

/** What a status alone means. */
function codeOf(status: number): string | undefined {
  if (status === 401) return 'UNAUTHORIZED';
  if (status === 403) return 'DENIED';
  return status === 429 ? 'TOOMANYREQUESTS' : undefined;
}

function unexpected(status: number, body: string): string {
  const text = body.trim().replaceAll(/\s+/g, ' ').slice(0, 200);
  const said = text === '' || status >= 500 ? '' : `: ${text}`;
  return `received unexpected HTTP status: ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd() + said;
}

function kindOfAnswer(status: number, entries: readonly RegistryErrorEntry[]): ErrorKind {
  const codes = new Set(entries.map(({ code }) => code));
  if (codes.has('TOOMANYREQUESTS') || status >= 500 || status === 429 || status === 408) return 'unavailable';
  if (codes.has('DENIED')) return 'forbidden';
  if (status === 401 || codes.has('UNAUTHORIZED')) return 'unauthorized';
  if (status === 404) return 'not-found';
  return status >= 400 ? 'invalid' : 'unavailable';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
