import { Dockerd, dockerdIsInstalled } from '../fixtures/dockerd.ts';
import { Engine } from '../fixtures/engine.ts';
import { millisecondsOf, printTable } from './figures.ts';

const ROUNDS = 5;

const figures = new Map<string, number[]>([
  ['gantry, first start', []],
  ['gantry, later', []],
]);

for (let round = 0; round < ROUNDS; round++) {
  await using engine = await Engine.unstarted();
  figures.get('gantry, first start')?.push(await millisecondsOf(() => engine.start()));
  await engine.stop();
  figures.get('gantry, later')?.push(await millisecondsOf(() => engine.start()));
}
if (await dockerdIsInstalled()) {
  figures.set('dockerd', []);
  for (let round = 0; round < ROUNDS; round++) {
    let dockerd: Dockerd | undefined;
    figures.get('dockerd')?.push(
      await millisecondsOf(async () => {
        dockerd = await Dockerd.running();
      }),
    );
    await dockerd?.[Symbol.asyncDispose]();
  }
}
printTable('from the start of the process until it listens', figures);
