import { resolve } from 'node:path';
import { Dockerd, dockerdIsInstalled } from '../fixtures/dockerd.ts';
import { Engine, type EngineClient } from '../fixtures/engine.ts';
import { NetworkNamespace } from '../fixtures/network-namespace.ts';
import { runProgram } from '../fixtures/program.ts';
import { printTable } from './figures.ts';

const CONTAINERS = 200;
const AT_ONCE = 8;
const ROUNDS = 20;
/** Also from where the bundle of this file lies. */
const ASKER = resolve(import.meta.dirname, '../../e2e/bench/ask-names.fixture.mjs');

/** Milliseconds of each of some thousand questions of one container among 200, which all are known by name. */
async function questions({ docker }: EngineClient): Promise<number[]> {
  await docker.text`network create --subnet 10.66.0.0/16 crowd`;
  const names = Array.from({ length: CONTAINERS }, (_, index) => `member-${index}`);
  for (let first = 0; first < names.length; first += AT_ONCE) {
    const some = names.slice(first, first + AT_ONCE);
    await Promise.all(
      some.map((name) => docker.text`run -d --network crowd --name ${name} busybox sleep 3600`),
    );
  }
  const pid = await docker.text`inspect --format {{.State.Pid}} member-0`;
  const words = [`--net=/proc/${pid}/ns/net`, process.execPath, ASKER, String(ROUNDS), ...names];
  const { code, stdout, stderr } = await runProgram('nsenter', words);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as number[];
}

const figures = new Map<string, number[]>();
{
  await using namespace = await NetworkNamespace.open();
  await using gantry = await Engine.running({ namespace });
  await gantry.loadImage({ tags: ['busybox:latest'] });
  figures.set('gantry', await questions(gantry));
}
if (await dockerdIsInstalled()) {
  await using dockerd = await Dockerd.running();
  await dockerd.loadImage({ tags: ['busybox:latest'] });
  figures.set('dockerd', await questions(dockerd));
}
printTable(`a name looked up by one of ${CONTAINERS} containers on a network`, figures);
