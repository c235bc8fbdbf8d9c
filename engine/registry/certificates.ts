import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { errnoOf, fault } from '../base/errors.ts';
import { diskFault } from '../disk/atomic-write.ts';
import type { TlsSettings } from './http/agents.ts';

/** Where Docker keeps certificates for registries, one folder for each `host` or `host:port`. */
export const CERTIFICATES_FOLDER = '/etc/docker/certs.d';

/** Where distributions keep the authorities that the whole machine trusts (Go, crypto/x509/root_linux.go). */
const BUNDLES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * What a TLS connection to a registry needs: the machine's authorities with those in `*.crt`, and the client certificate in
 * `NAME.cert` with `NAME.key` (Docker, "Verify repository client with certificates"). Throws `invalid` for a certificate
 * without its key, or a key without its certificate.
 */
export async function tlsFor(
  host: string,
  options: { readonly folder: string; readonly verifies: boolean },
): Promise<TlsSettings> {
  const folder = join(options.folder, host);
  const names: readonly string[] = await readdir(folder).catch(() => []);
  const own = await readAll(
    folder,
    names.filter((name) => name.endsWith('.crt')),
  );
  const clients = await clientCertificates(folder, names);
  const ca = options.verifies ? [...(await machineAuthorities()), ...own] : [];
  return {
    rejectUnauthorized: options.verifies,
    ...(ca.length === 0 ? {} : { ca }),
    ...(clients.length === 0
      ? {}
      : { cert: clients.map(({ cert }) => cert), key: clients.map(({ key }) => key) }),
  };
}

async function clientCertificates(folder: string, names: readonly string[]) {
  const pairs = [];
  for (const name of names) {
    const stem = name.replace(/\.(cert|key)$/, '');
    if (name.endsWith('.key') && !names.includes(`${stem}.cert`)) {
      throw fault('invalid', `missing client certificate ${stem}.cert for key ${name} in ${folder}`);
    }
    if (!name.endsWith('.cert')) continue;
    if (!names.includes(`${stem}.key`)) {
      throw fault(
        'invalid',
        `missing key ${stem}.key for client certificate ${name} in ${folder}. CA certificates must use the extension .crt`,
      );
    }
    const [cert = '', key = ''] = await readAll(folder, [name, `${stem}.key`]);
    pairs.push({ cert, key });
  }
  return pairs;
}

async function readAll(folder: string, names: readonly string[]): Promise<string[]> {
  return Promise.all(
    names.map(async (name) => {
      try {
        return await readFile(join(folder, name), 'utf8');
      } catch (cause) {
        throw diskFault(`read ${join(folder, name)}`, cause);
      }
    }),
  );
}

/** The machine's, or Node's own where the machine has none. */
async function machineAuthorities(): Promise<readonly string[]> {
  const own = process.env['SSL_CERT_FILE'];
  for (const file of own === undefined || own === '' ? BUNDLES : [own]) {
    try {
      return [await readFile(file, 'utf8')];
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw diskFault(`read ${file}`, error);
    }
  }
  return rootCertificates;
}
