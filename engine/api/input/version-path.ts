import { fault } from '../../base/errors.ts';

/** The newest version of the Docker Engine API that is spoken here. */
export const API_VERSION = '1.51';
/** The oldest one. */
export const MIN_API_VERSION = '1.24';

/** A version of the API as two numbers, compared by `atLeast`. */
export interface ApiVersion {
  readonly major: number;
  readonly minor: number;
}

/** True when `version` is `text` or newer. */
export function atLeast(version: ApiVersion, text: string): boolean {
  return compare(version, parse(text)) >= 0;
}

/** Takes `/v1.43` off the front of a path. A path without a version gets the newest. The version is not checked. */
export function splitVersion(path: string): { readonly version: ApiVersion; readonly path: string } {
  const match = /^\/v(\d{1,6})(?:\.(\d{1,6}))?(\/.*)$/.exec(path);
  const [, major, minor, rest] = match ?? [];
  if (major === undefined || rest === undefined) return { version: parse(API_VERSION), path };
  return { version: { major: Number(major), minor: Number(minor ?? 0) }, path: rest };
}

/** Throws `invalid`, in Docker's words, for a version outside what is spoken here. */
export function checkVersion(version: ApiVersion): void {
  const text = `${version.major}.${version.minor}`;
  if (compare(version, parse(MIN_API_VERSION)) < 0) {
    throw fault(
      'invalid',
      `client version ${text} is too old. Minimum supported API version is ${MIN_API_VERSION}, please upgrade your client to a newer version`,
    );
  }
  if (compare(version, parse(API_VERSION)) > 0) {
    throw fault(
      'invalid',
      `client version ${text} is too new. Maximum supported API version is ${API_VERSION}`,
    );
  }
}

function parse(text: string): ApiVersion {
  const [major, minor] = text.split('.').map(Number);
  return { major: major ?? 0, minor: minor ?? 0 };
}

function compare(a: ApiVersion, b: ApiVersion): number {
  return a.major === b.major ? a.minor - b.minor : a.major - b.major;
}
