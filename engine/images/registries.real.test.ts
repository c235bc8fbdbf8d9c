import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuthConfig } from '../api/types/registry.ts';
import { run } from '../process/run.ts';
import type { RegistriesOptions } from '../registry/registries.ts';
import { type CertificateLab, makeCertificateLab } from '../testing/certificate-lab.ts';
import { type DockerRegistry, startDockerRegistry } from '../testing/docker-registry.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { bytesOf, tarOf } from '../testing/tar-of.ts';
import { testRegistries } from '../testing/test-registries.ts';

const ANN: AuthConfig = { username: 'ann', password: 'secret' };
const SECURE = { mirrors: [], insecure: { hosts: new Set<string>(), cidrs: [] } };
const signal = new AbortController().signal;

let open: DockerRegistry;
let closed: DockerRegistry;
let tls: DockerRegistry;
let certificates: CertificateLab;
let folder: string;
const labs: ImageLab[] = [];

beforeAll(async () => {
  certificates = await makeCertificateLab();
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-inputs-'));
  open = await startDockerRegistry();
  closed = await startDockerRegistry({ password: true });
  tls = await startDockerRegistry({ tls: certificates.server });
});

afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.remove();
});

afterAll(async () => {
  for (const registry of [open, closed, tls]) await registry[Symbol.asyncDispose]();
  await certificates[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** An image store of its own; `options` say how it reaches registries. */
async function newLab(options: Partial<RegistriesOptions> = {}): Promise<ImageLab> {
  const lab = await makeImageLab(testRegistries(options));
  labs.push(lab);
  return lab;
}

/** A store with one image of a layer, under `name`. */
async function labWith(
  name: string,
  content = 'content',
  options: Partial<RegistriesOptions> = {},
): Promise<ImageLab> {
  const lab = await newLab(options);
  const tar = tarOf([{ path: 'etc/file', content }]);
  await lab.images.import(Readable.from([tar]), { reference: name, message: '', changes: [] });
  return lab;
}

async function pull(lab: ImageLab, image: string, auth?: AuthConfig, platform?: string): Promise<string[]> {
  const request = { image, auth: auth ?? {}, ...(platform === undefined ? {} : { platform }) };
  const told: string[] = [];
  for await (const { status, id } of lab.images.pull(request, signal))
    told.push(id === undefined ? `${status}` : `${id}: ${status}`);
  return told;
}

async function push(lab: ImageLab, image: string, auth?: AuthConfig): Promise<string[]> {
  const told: string[] = [];
  for await (const { status, id } of lab.images.push({ image, auth: auth ?? {} }, signal)) {
    if (status !== undefined) told.push(id === undefined ? status : `${id}: ${status}`);
  }
  return told;
}

const digestIn = (told: readonly string[]) => /sha256:[0-9a-f]{64}/.exec(told.join('\n'))?.[0] ?? '';

describe('a push to a real registry', () => {
  it('and a pull elsewhere give the same image by the same digest', async () => {
    const name = `${open.host}/seed/same:1`;
    const here = await labWith(name);
    const pushed = await push(here, name);
    expect(pushed[0]).toBe(`The push refers to repository [${open.host}/seed/same]`);
    expect(pushed.slice(1, 3)).toEqual([
      expect.stringMatching(/^\w{12}: Preparing$/),
      expect.stringMatching(/: Push(ing|ed)$/),
    ]);
    expect(pushed.at(-1)).toMatch(/^1: digest: sha256:\w{64} size: \d+$/);

    const there = await newLab();
    const pulled = await pull(there, name);
    expect(pulled[0]).toBe('1: Pulling from seed/same');
    expect(pulled).toContainEqual(expect.stringMatching(/^\w{12}: Pulling fs layer$/));
    expect(pulled).toContainEqual(expect.stringMatching(/^\w{12}: Pull complete$/));
    expect(pulled.slice(-2)).toEqual([
      `Digest: ${digestIn(pushed)}`,
      `Status: Downloaded newer image for ${name}`,
    ]);
    const [mine, theirs] = [await here.images.inspect(name), await there.images.inspect(name)];
    expect(theirs.Id).toBe(mine.Id);
    expect(theirs.RepoDigests).toEqual([`${open.host}/seed/same@${digestIn(pushed)}`]);
    expect(mine.RepoDigests).toEqual(theirs.RepoDigests);
    const { stdout } = await run('skopeo', ['inspect', '--tls-verify=false', `docker://${name}`]);
    expect(JSON.parse(stdout)).toMatchObject({ Digest: digestIn(pushed) });
  });

  it('has the same digest each time, and sends nothing twice', async () => {
    const name = `${open.host}/seed/again:1`;
    const lab = await labWith(name, 'again');
    const first = await push(lab, name);
    const second = await push(lab, name);
    expect(digestIn(second)).toBe(digestIn(first));
    expect(second).toContainEqual(expect.stringMatching(/: Layer already exists$/));
    await lab.reopen();
    expect(digestIn(await push(lab, name))).toBe(digestIn(first));
  });

  it('mounts a layer that another repository of the registry has', async () => {
    const lab = await labWith(`${open.host}/seed/source:1`, 'mounted');
    await push(lab, `${open.host}/seed/source:1`);
    await lab.images.tag(`${open.host}/seed/source:1`, `${open.host}/seed/target`, '1');
    expect(await push(lab, `${open.host}/seed/target:1`)).toContainEqual(
      expect.stringMatching(/: Mounted from seed\/source$/),
    );
  });

  it('without a tag sends all of them, and such a pull brings all', async () => {
    const lab = await labWith(`${open.host}/seed/all:one`, 'all');
    await lab.images.tag(`${open.host}/seed/all:one`, `${open.host}/seed/all`, 'two');
    const pushed = await push(lab, `${open.host}/seed/all`);
    expect(pushed.filter((line) => line.includes(': digest: '))).toHaveLength(2);
    const there = await newLab();
    const pulled = await pull(there, `${open.host}/seed/all`);
    expect(pulled.filter((line) => line.endsWith('Pulling from seed/all')).sort()).toEqual([
      'one: Pulling from seed/all',
      'two: Pulling from seed/all',
    ]);
    expect(pulled.at(-1)).toBe(`Status: Downloaded newer image for ${open.host}/seed/all`);
    expect((await there.images.inspect(`${open.host}/seed/all:two`)).RepoTags).toHaveLength(2);
  });

  it.each([
    ['/none:1', 'An image does not exist locally with the tag: HOST/none'],
    ['/seed/known:7', 'tag does not exist: HOST/seed/known:7'],
  ])('of HOST%s is refused in Docker’s words', async (path, message) => {
    const lab = await labWith(`${open.host}/seed/known:1`);
    await expect(push(lab, open.host + path)).rejects.toThrow(message.replace('HOST', open.host));
  });
});

describe('a pull from a real registry', () => {
  let name: string;
  let digest: string;
  beforeAll(async () => {
    name = `${open.host}/seed/pulled:1`;
    digest = digestIn(await push(await labWith(name, 'pulled'), name));
  });

  it('is quick about what is here already', async () => {
    const lab = await newLab();
    await pull(lab, name);
    expect(await pull(lab, name)).toEqual([
      '1: Pulling from seed/pulled',
      `Digest: ${digest}`,
      `Status: Image is up to date for ${name}`,
    ]);
  });

  it('takes a digest for a name, which images can be found by', async () => {
    const lab = await newLab();
    const byDigest = `${open.host}/seed/pulled@${digest}`;
    const told = await pull(lab, byDigest);
    expect(told[0]).toBe(`${byDigest}: Pulling from seed/pulled`);
    expect(told.at(-1)).toBe(`Status: Downloaded newer image for ${byDigest}`);
    expect(await lab.images.inspect(byDigest)).toMatchObject({ RepoTags: [], RepoDigests: [byDigest] });
  });

  it('publishes an event that names what was pulled', async () => {
    const lab = await newLab();
    await pull(lab, name);
    expect(lab.events.history().find(({ Action }) => Action === 'pull')?.Actor).toEqual({
      ID: name,
      Attributes: { name: `${open.host}/seed/pulled` },
    });
  });

  it('does not fetch a layer that another image has', async () => {
    const lab = await newLab();
    await pull(lab, name);
    const sibling = `${open.host}/seed/sibling:1`;
    await run('skopeo', [
      'copy',
      '-q',
      '--src-tls-verify=false',
      '--dest-tls-verify=false',
      `docker://${name}`,
      `oci:${folder}/sibling:1`,
    ]);
    await run('umoci', ['config', '--image', `${folder}/sibling:1`, '--config.label', 'a=b']);
    await run('skopeo', [
      'copy',
      '-q',
      '--dest-tls-verify=false',
      `oci:${folder}/sibling:1`,
      `docker://${sibling}`,
    ]);
    expect(await pull(lab, sibling)).toContainEqual(expect.stringMatching(/^\w{12}: Already exists$/));
  });

  it.each([
    ['/seed/pulled:none', 'manifest for HOST/seed/pulled:none not found: manifest unknown: manifest unknown'],
    ['/seed/nothing:1', 'manifest for HOST/seed/nothing:1 not found: manifest unknown: manifest unknown'],
    [
      '/seed/nothing',
      'repository HOST/seed/nothing not found: name unknown: repository name not known to registry',
    ],
  ])('of %s says in Docker’s words that it is not there', async (path, message) => {
    await expect(pull(await newLab(), open.host + path)).rejects.toMatchObject({
      kind: 'not-found',
      message: message.replace('HOST', open.host),
    });
  });

  it('says when nobody listens', async () => {
    await expect(pull(await newLab(), '127.0.0.1:1/x:1')).rejects.toThrow(
      'Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused',
    );
  });

  it('can be looked at without being fetched', async () => {
    const lab = await newLab();
    const { Descriptor, Platforms } = await lab.images.distribution(name, {}, signal);
    expect(Descriptor.digest).toBe(digest);
    expect(Platforms).toEqual([
      { os: 'linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch },
    ]);
  });

  it('by a mirror brings an image of Docker Hub, and the next mirror what the first lacks', async () => {
    const mirrored = await labWith(`${open.host}/library/hub:1`, 'hub');
    await push(mirrored, `${open.host}/library/hub:1`);
    const mirrors = ['http://127.0.0.1:1', `http://${closed.host}`, `http://${open.host}`];
    const lab = await newLab({
      settings: { mirrors, insecure: { hosts: new Set(), cidrs: ['127.0.0.0/8'] } },
    });
    expect((await pull(lab, 'hub:1')).at(-1)).toBe('Status: Downloaded newer image for hub:1');
    expect((await lab.images.inspect('hub:1')).RepoDigests[0]).toMatch(/^hub@sha256:/);
  });
});

describe('inputs made by skopeo and umoci', () => {
  async function layout(): Promise<string> {
    const work = await mkdtemp(join(folder, 'umoci-'));
    const path = join(work, 'oci');
    const image = `${path}:1`;
    await run('umoci', ['init', '--layout', path]);
    await run('umoci', ['new', '--image', image]);
    await writeFile(join(work, 'layer.tar'), tarOf([{ path: 'etc/file', content: 'from umoci' }]));
    await run('umoci', ['raw', 'add-layer', '--image', image, join(work, 'layer.tar')]);
    return image;
  }

  it.each([
    ['as OCI', ['--format', 'oci']],
    ['as Docker’s schema 2', ['--format', 'v2s2']],
    ['packed with zstd', ['--format', 'oci', '--dest-compress-format', 'zstd', '--dest-compress-level', '3']],
  ])('%s can be pulled', async (what, options) => {
    const name = `${open.host}/inputs/${what.replaceAll(/\W+/g, '-').toLowerCase()}:1`;
    await run('skopeo', [
      'copy',
      '-q',
      '--dest-tls-verify=false',
      ...options,
      `oci:${await layout()}`,
      `docker://${name}`,
    ]);
    const lab = await newLab();
    const digest = digestIn(await pull(lab, name));
    const { stdout } = await run('skopeo', ['inspect', '--tls-verify=false', `docker://${name}`]);
    expect(JSON.parse(stdout)).toMatchObject({ Digest: digest });
    const saved = await bytesOf((await lab.images.save([name])) as AsyncIterable<Buffer>);
    expect(saved.length).toBeGreaterThan(1000);
    expect((await lab.images.inspect(name)).GraphDriver.Data).not.toBeNull();
  });

  it('for several platforms give each machine its own, and --platform another', async () => {
    const parts = [];
    for (const architecture of ['amd64', 'arm64']) {
      const image = await layout();
      await run('umoci', ['config', '--image', image, '--architecture', architecture]);
      const name = `${open.host}/inputs/multi:${architecture}`;
      await run('skopeo', ['copy', '-q', '--dest-tls-verify=false', `oci:${image}`, `docker://${name}`]);
      const { stdout } = await run('skopeo', ['inspect', '--raw', '--tls-verify=false', `docker://${name}`]);
      const { Digest } = JSON.parse(
        (await run('skopeo', ['inspect', '--tls-verify=false', `docker://${name}`])).stdout,
      ) as { Digest: string };
      parts.push({
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest: Digest,
        size: Buffer.byteLength(stdout),
        platform: { os: 'linux', architecture },
      });
    }
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: parts,
    });
    const answer = await fetch(`http://${open.host}/v2/inputs/multi/manifests/all`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/vnd.oci.image.index.v1+json' },
      body: index,
    });
    expect(answer.status).toBe(201);
    const lab = await newLab();
    const name = `${open.host}/inputs/multi:all`;
    await pull(lab, name, undefined, 'linux/arm64');
    expect((await lab.images.inspect(name)).Architecture).toBe('arm64');
    expect(digestIn(await pull(lab, name, undefined, 'linux/amd64'))).toBe(
      answer.headers.get('docker-content-digest'),
    );
    expect((await lab.images.inspect(name)).Architecture).toBe('amd64');
    await expect(pull(lab, name, undefined, 'linux/s390x')).rejects.toThrow(
      'no matching manifest for linux/s390x in the manifest list entries',
    );
    expect((await lab.images.distribution(name, {}, signal)).Platforms).toHaveLength(2);

    // Both platforms are here, so the whole index can go elsewhere; a store with one of them sends that one.
    const whole = `${open.host}/inputs/whole:1`;
    await lab.images.tag(name, `${open.host}/inputs/whole`, '1');
    await lab.reopen();
    expect(digestIn([(await push(lab, whole)).at(-1) ?? ''])).toBe(
      answer.headers.get('docker-content-digest'),
    );
    const other = await newLab();
    await pull(other, whole, undefined, 'linux/arm64');
    expect((await other.images.inspect(whole)).Architecture).toBe('arm64');
    await other.images.tag(whole, `${open.host}/inputs/part`, '1');
    expect(digestIn([(await push(other, `${open.host}/inputs/part:1`)).at(-1) ?? ''])).toBe(parts[1]?.digest);
  });
});

describe('a registry with a password', () => {
  it('lets nobody in without one, and says so', async () => {
    const name = `${closed.host}/seed/closed:1`;
    const lab = await labWith(name);
    await expect(push(lab, name)).rejects.toThrow(/"http:\/\/127[^"]+": no basic auth credentials/);
    await expect(pull(lab, name)).rejects.toMatchObject({
      kind: 'forbidden',
      message: `Head "http://${closed.host}/v2/seed/closed/manifests/1": no basic auth credentials`,
    });
    await expect(pull(lab, name, { username: 'ann', password: 'wrong' })).rejects.toThrow(
      'unauthorized: authentication required',
    );
  });

  it('takes what is pushed and pulled with the password', async () => {
    const name = `${closed.host}/seed/closed:2`;
    const lab = await labWith(name, 'two');
    const digest = digestIn(await push(lab, name, ANN));
    expect(digestIn(await pull(await newLab(), name, ANN))).toBe(digest);
    const packed = { auth: Buffer.from('ann:secret').toString('base64') };
    expect(digestIn(await pull(await newLab(), name, packed))).toBe(digest);
  });

  it('is logged in to with the right password only', async () => {
    const lab = await newLab();
    const login = (password: string) =>
      lab.images.login({ username: 'ann', password, serveraddress: closed.host }, signal);
    expect(await login('secret')).toEqual({ Status: 'Login Succeeded', IdentityToken: '' });
    await expect(login('wrong')).rejects.toMatchObject({
      kind: 'unauthorized',
      message: `login attempt to http://${closed.host}/v2/ failed with status: 401 Unauthorized`,
    });
  });

  it.each<[string, (host: string) => object]>([
    [
      'in the file itself',
      (host) => ({ auths: { [host]: { auth: Buffer.from('ann:secret').toString('base64') } } }),
    ],
    ['in a store for all', () => ({ auths: {}, credsStore: 'gantry-test' })],
    ['in a helper for this registry', (host) => ({ credHelpers: { [host]: 'gantry-test' } })],
  ])('finds its password %s when a client brings none', async (_, config) => {
    const name = `${closed.host}/seed/stored:1`;
    const home = await mkdtemp(join(folder, 'home-'));
    await mkdir(join(home, 'bin'));
    const helper = join(home, 'bin/docker-credential-gantry-test');
    await writeFile(
      helper,
      `#!/bin/sh\nread server\n[ "$server" = ${closed.host} ] && echo '{"Username":"ann","Secret":"secret"}'\n`,
    );
    await chmod(helper, 0o755);
    await writeFile(join(home, 'config.json'), JSON.stringify(config(closed.host)));
    const path = process.env['PATH'];
    process.env['PATH'] = `${join(home, 'bin')}:${path}`;
    try {
      const lab = await labWith(name, 'stored', { env: { DOCKER_CONFIG: home } });
      const told: string[] = [];
      for await (const { status } of lab.images.push({ image: name, auth: undefined }, signal))
        told.push(status ?? '');
      expect(told.join('\n')).toMatch(/1: digest: sha256:/);
    } finally {
      process.env['PATH'] = path;
    }
  });
});

describe('a registry behind TLS', () => {
  it('is refused when nobody vouches for it', async () => {
    const lab = await labWith(`${tls.host}/seed/tls:1`, 'tls', { settings: SECURE });
    await expect(push(lab, `${tls.host}/seed/tls:1`)).rejects.toThrow(
      `Get "https://${tls.host}/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    );
  });

  it('is used when its authority is in certs.d', async () => {
    const certs = await certificates.certsFor(tls.host, { 'ca.crt': certificates.authority });
    const lab = await labWith(`${tls.host}/seed/tls:1`, 'tls', { settings: SECURE, certificates: certs });
    expect(digestIn(await push(lab, `${tls.host}/seed/tls:1`))).not.toBe('');
  });

  it('is used unasked on this machine, with any certificate', async () => {
    const name = `${tls.host}/seed/tls:2`;
    const lab = await labWith(name, 'tls');
    expect(digestIn(await push(lab, name))).toBe(digestIn(await pull(await newLab(), name)));
  });

  it('that wants a client certificate gets the one in certs.d', async () => {
    await using strict = await startDockerRegistry({
      tls: { ...certificates.server, clientAuthority: certificates.authority },
    });
    const files = {
      'ca.crt': certificates.authority,
      'me.cert': certificates.client.certificate,
      'me.key': certificates.client.key,
    };
    const certs = await certificates.certsFor(strict.host, files);
    const name = `${strict.host}/seed/strict:1`;
    const lab = await labWith(name, 'strict', { settings: SECURE, certificates: certs });
    expect(digestIn(await push(lab, name))).not.toBe('');
    await expect(push(await labWith(name, 'strict'), name)).rejects.toThrow(
      /^Get "https:[^ ]+": remote error: tls: .*certificate/,
    );
  });
});
