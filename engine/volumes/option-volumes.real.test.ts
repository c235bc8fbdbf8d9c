import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountsBelow } from '../process/mount.ts';
import { makeVolumeLab, type VolumeLab } from '../testing/volume-lab.ts';

let lab: VolumeLab;
let host: string;

beforeEach(async () => {
  lab = await makeVolumeLab();
  host = await mkdtemp(join(tmpdir(), 'gantry-test-host-'));
});

afterEach(async () => {
  await lab.volumes.mounted.sweep();
  await lab[Symbol.asyncDispose]();
  await rm(host, { recursive: true, force: true });
});

const make = (name: string, DriverOpts: Record<string, string>) =>
  lab.volumes.create({ Name: name, DriverOpts }).then(({ Mountpoint }) => Mountpoint);

describe('a volume with driver options', () => {
  it('is mounted for its first user and taken off with its last', async () => {
    await writeFile(join(host, 'file'), '');
    const data = await make('bound', { type: 'none', o: 'bind', device: host });
    expect(await mountsBelow(data)).toEqual([]);
    const { mounted } = lab.volumes;
    await mounted.acquire('bound', 'one');
    await mounted.acquire('bound', 'two');
    expect(await readdir(data)).toEqual(['file']);
    await mounted.release('bound', 'one');
    await mounted.release('bound', 'one');
    expect(await mountsBelow(data)).toEqual([data]);
    await mounted.release('bound', 'two');
    expect(await mountsBelow(data)).toEqual([]);
    expect(await readdir(host)).toEqual(['file']);
  });

  it('stays mounted under its users while the engine is killed, and goes with them', async () => {
    const data = await make('memory', { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' });
    await make('unused', { type: 'tmpfs', device: 'tmpfs' });
    await lab.volumes.mounted.acquire('memory', 'survivor');
    await lab.volumes.mounted.acquire('unused', 'gone');
    await writeFile(join(data, 'kept'), 'x');
    const { volumes } = await lab.reopened();
    volumes.mounted.adopt('memory', 'survivor');
    await volumes.mounted.sweep();
    expect(await readdir(data)).toEqual(['kept']);
    expect(await mountsBelow(volumes.mountpoint('unused'))).toEqual([]);
    await volumes.mounted.release('memory', 'survivor');
    expect(await mountsBelow(data)).toEqual([]);
  });

  it('that cannot be mounted says why, without its password, and nothing stays mounted', async () => {
    const data = await make('missing', { type: 'none', o: 'bind', device: join(host, 'nowhere') });
    await expect(lab.volumes.mounted.acquire('missing', 'one')).rejects.toThrow(
      /^error while mounting volume '.*\/_data': failed to mount local volume: .*nowhere does not exist/,
    );
    const o = 'username=u,password=secret,x-secret';
    await make('guarded', { type: 'no-such-type', o, device: 'secret-device' });
    const failure = lab.volumes.mounted.acquire('guarded', 'one');
    await expect(failure).rejects.toThrow('failed to mount local volume: ');
    await expect(failure).rejects.not.toThrow('secret');
    expect(await mountsBelow(data)).toEqual([]);
    await make('far', { type: 'nfs', o: 'addr=no.such.host.invalid,rw', device: ':/x' });
    await expect(lab.volumes.mounted.acquire('far', 'one')).rejects.toThrow(
      'error resolving passed in network volume address',
    );
  });

  it('is removed without its files, which are not ours', async () => {
    await mkdir(join(host, 'keep'));
    await make('bound', { type: 'none', o: 'bind', device: host });
    await lab.volumes.mounted.acquire('bound', 'crashed');
    const { volumes } = await lab.reopened();
    await volumes.remove('bound', { force: false });
    expect(await readdir(host)).toEqual(['keep']);
    expect(await readdir(lab.root)).toEqual([]);
  });

  it('is left alone by prune', async () => {
    await make('bound', { type: 'none', o: 'bind', device: host });
    await lab.volume('plain');
    const all = new Map([['all', ['true']]]);
    expect((await lab.volumes.prune(all)).VolumesDeleted).toEqual(['plain']);
  });
});
