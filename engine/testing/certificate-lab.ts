import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../process/run.ts';

/** A certificate authority of a test's own, made by openssl, with what it has signed. */
export interface CertificateLab extends AsyncDisposable {
  readonly folder: string;
  /** File of the authority's certificate. */
  readonly authority: string;
  /** For 127.0.0.1 and registry.test. */
  readonly server: { readonly certificate: string; readonly key: string };
  readonly client: { readonly certificate: string; readonly key: string };
  /** A folder like `/etc/docker/certs.d` with these files (name to path) for a registry. */
  certsFor(host: string, files: Readonly<Record<string, string>>): Promise<string>;
}

export async function makeCertificateLab(): Promise<CertificateLab> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-certs-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '2',
    '-subj',
    '/CN=test CA',
  );
  await writeFile(at('ext'), 'subjectAltName=IP:127.0.0.1,DNS:registry.test\n');
  for (const name of ['server', 'client']) {
    await openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const signer = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'ext'];
    await openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.crt`, ...signer);
  }
  return {
    folder,
    authority: at('ca.crt'),
    server: { certificate: at('server.crt'), key: at('server.key') },
    client: { certificate: at('client.crt'), key: at('client.key') },
    async certsFor(host, files) {
      const certs = await mkdtemp(at('certs-'));
      await mkdir(join(certs, host));
      for (const [name, path] of Object.entries(files)) await run('cp', [path, join(certs, host, name)]);
      return certs;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
