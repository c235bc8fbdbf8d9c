import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { serveApi } from '../testing/api-on-fakes.ts';
import { fakeProcess } from '../testing/fake-attachment.ts';
import { fakeBackends } from '../testing/fake-backends.ts';
import type { Backends } from './backends/backends.ts';
import type { ContainerSummary } from './types/container.ts';

const run = promisify(execFile);
const hasDocker = spawnSync('docker', ['--version']).status === 0;

const web: ContainerSummary = {
  Id: 'c0ffee'.padEnd(64, '0'),
  Names: ['/web'],
  Image: 'nginx:1.27',
  ImageID: `sha256:${'a'.repeat(64)}`,
  Command: 'nginx',
  Created: 1_700_000_000,
  Ports: [],
  Labels: {},
  State: 'running',
  Status: 'Up 5 minutes',
  HostConfig: { NetworkMode: 'none' },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};

/** Runs the real client against `backends` and answers what it printed. */
async function docker(backends: Backends, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  await using api = await serveApi(backends);
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', DOCKER_HOST: `unix://${api.socket}` };
  return await run('docker', args, { env, timeout: 20_000 });
}

describe.runIf(hasDocker)('the real docker client', () => {
  it('agrees on a version', async () => {
    const version = { Version: '9.9', ApiVersion: '1.51', Os: 'linux', Platform: { Name: 'Gantry' } };
    const backends = fakeBackends({ system: { version: async () => version as never } });
    const format = '{{.Client.APIVersion}} {{.Server.Version}} {{.Server.Platform.Name}}';
    expect((await docker(backends, 'version', '--format', format)).stdout).toMatch(/^1\.\d\d 9\.9 Gantry\n$/);
  });

  it('lists containers', async () => {
    const backends = fakeBackends({ containers: { list: async () => [web] } });
    const { stdout } = await docker(backends, 'ps', '--format', '{{.ID}} {{.Names}} {{.Status}}');
    expect(stdout).toBe('c0ffee000000 web Up 5 minutes\n');
  });

  it('runs a command in a container and takes its two streams apart', async () => {
    const process = fakeProcess({ tty: false, stdin: false });
    const backends = fakeBackends({
      containers: {
        inspect: async () => ({ Id: web.Id, State: { Running: true } }) as never,
        execCreate: async () => ({ Id: 'e1' }),
        execInspect: async () => ({ ProcessConfig: { tty: false }, Running: false, ExitCode: 0 }) as never,
        execStart: async () => {
          process.print('out\n');
          process.print('err\n', 'stderr');
          process.exit();
          return process.attachment;
        },
      },
    });
    expect(await docker(backends, 'exec', 'web', 'ls')).toEqual({ stdout: 'out\n', stderr: 'err\n' });
  });

  it('shows an error in the engine’s words', async () => {
    await expect(docker(fakeBackends(), 'swarm', 'init')).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'Error response from daemon: Gantry runs containers on one machine; it does not join or make swarms',
      ),
    });
  });
});
