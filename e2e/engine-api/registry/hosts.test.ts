import { Engine, type EngineOptions } from '../../fixtures/engine.ts';
import { NetworkNamespace } from '../../fixtures/network-namespace.ts';
import { Registry } from '../../fixtures/registry.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

/** Not of this machine's own addresses, which are trusted unasked (RFC 5737). */
const ADDRESS = '192.0.2.1';
const RECIPE = { files: [{ path: 'own', content: 'pulled' }] };

async function pulls(name: string, options: EngineOptions): Promise<string> {
  await using engine = await Engine.running(options);
  const { code, stderr } = await engine.docker`pull -q ${name}`;
  return code === 0 ? await engine.docker.text`run --rm --network none ${name} cat /own` : stderr;
}

test('a certificate that nobody signed is refused, unless the registry is said to be insecure', async () => {
  await using namespace = await NetworkNamespace.open(ADDRESS);
  await using registry = await Registry.open({ namespace, address: ADDRESS, tls: true });
  const name = await registry.add('tls/image:1', RECIPE);
  expect(await pulls(name, { namespace })).toMatch(/certificate/i);
  expect(await pulls(name, { namespace, flags: ['--insecure-registry', registry.host] })).toBe('pulled');
  expect(await pulls(name, { namespace, flags: ['--insecure-registry', `${ADDRESS}/24`] })).toBe('pulled');
});

test('a certificate of an authority that the machine trusts is taken', async () => {
  await using namespace = await NetworkNamespace.open(ADDRESS);
  await using registry = await Registry.open({ namespace, address: ADDRESS, tls: true });
  const name = await registry.add('tls/trusted:1', RECIPE);
  expect(await pulls(name, { namespace, env: { SSL_CERT_FILE: registry.certificate } })).toBe('pulled');
});

test('plain HTTP is spoken only with registries that are said to be insecure', async () => {
  await using namespace = await NetworkNamespace.open(ADDRESS);
  await using registry = await Registry.open({ namespace, address: ADDRESS });
  const name = await registry.add('plain/image:1', RECIPE);
  expect(await pulls(name, { namespace })).toMatch(/HTTP response to HTTPS client|wrong version|ssl|tls/i);
  expect(await pulls(name, { namespace, flags: ['--insecure-registry', registry.host] })).toBe('pulled');
});

test('a registry on the loopback device may have any certificate', async () => {
  await using registry = await Registry.open({ tls: true });
  expect(await pulls(await registry.add('tls/loopback:1', RECIPE), {})).toBe('pulled');
});
