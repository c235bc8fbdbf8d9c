/** Who we are to a registry. */
export type Credentials =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A refresh token (OAuth 2.0) that the token server changes into access tokens. */
  | { readonly kind: 'identity-token'; readonly username: string; readonly token: string }
  /** An access token, sent to the registry as it is. */
  | { readonly kind: 'registry-token'; readonly token: string };

export const anonymous: Credentials = { kind: 'anonymous' };

/** Credentials as Docker's clients write them, in headers and in `config.json`; every field may be missing. */
export interface AuthFields {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** `user:password` in base64. */
  readonly auth?: string | undefined;
  readonly identitytoken?: string | undefined;
  readonly registrytoken?: string | undefined;
}

/** What a client's fields mean; the strongest of them counts, none of them is `anonymous`. */
export function credentialsOf(fields: AuthFields): Credentials {
  const [username, password] = userAndPassword(fields);
  if (fields.registrytoken) return { kind: 'registry-token', token: fields.registrytoken };
  if (fields.identitytoken) return { kind: 'identity-token', username, token: fields.identitytoken };
  return username === '' && password === '' ? anonymous : { kind: 'password', username, password };
}

/** The value of an `Authorization: Basic` header (RFC 7617). */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function userAndPassword({ username = '', password = '', auth = '' }: AuthFields): readonly [string, string] {
  if (username !== '' || auth === '') return [username, password];
  const [, user = '', secret = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString('utf8')) ?? [];
  // Some clients pad the decoded pair with NULs.
  return [user, secret.replace(/\0+$/, '')];
}
