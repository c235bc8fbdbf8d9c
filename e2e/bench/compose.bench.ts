import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { down, up } from '../../engine/compose/commands/lifecycle.ts';
import { projectOf, serviceOf } from '../../engine/compose/plan/project.fixture.ts';
import { emptyActual, simulate } from '../../engine/compose/plan/simulate.fixture.ts';
import { planUp } from '../../engine/compose/plan/up.ts';
import { ComposeProject } from '../fixtures/compose-project.ts';
import { withContenders } from './contenders.ts';
import { interleaved, millisecondsOf, printTable } from './figures.ts';

const SERVICES = 20;
const ROUNDS = 4;
const MANY = 200;

await planMany();

const file = `version: "3.7"\nservices:\n${Array.from(
  { length: SERVICES },
  (_, index) => `  s${index}:\n    image: busybox\n    command: sleep 1000\n    stop_grace_period: 0s\n`,
).join('')}`;

const folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
try {
  await withContenders(async (contenders) => {
    const projects = contenders.map((contender) => ({
      ...contender,
      compose: new ComposeProject(contender.client, folder, `bench-${contender.name}`),
    }));
    for (const { compose } of projects) await compose.write(file);
    const figures = await interleaved(
      projects,
      ROUNDS,
      async ({ name, compose }) => {
        if (name === 'dockerd') await compose.tool('up', '-d');
        else await up(compose.client, await compose.load());
      },
      async ({ compose }) => await down(compose.client, { name: compose.name }),
    );
    printTable(`up of ${SERVICES} services, docker-compose with dockerd`, figures);
    for (const { compose } of projects) compose.client.close();
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The budget is 100 ms. */
async function planMany(): Promise<void> {
  const names = Array.from({ length: MANY }, (_, index) => `s${String(index).padStart(3, '0')}`);
  const environment = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`V${index}`, `value ${index}`]),
  );
  const services = names.map((name, index) =>
    serviceOf(name, {
      environment,
      ports: [{ mode: 'ingress', target: 80, published: String(20_000 + index), protocol: 'tcp' }],
      volumes: [{ type: 'volume', source: `d${index}`, target: '/data' }],
      depends_on:
        index === 0 ? {} : { [names[index - 1] ?? '']: { condition: 'service_started', required: true } },
    }),
  );
  const project = projectOf(services);
  const nothing = emptyActual(project);
  const contents = new Map<string, Buffer>();
  const present = simulate(project, nothing, planUp(project, nothing, contents));
  const changed = projectOf(
    services.map((one) => ({ ...one, environment: { ...environment, V1: 'other' } })),
  );
  const figures: number[] = [];
  for (let round = 0; round < 20; round++) {
    figures.push(await millisecondsOf(async () => planUp(changed, present, contents)));
  }
  printTable(`a plan that recreates ${MANY} services (budget 100 ms)`, new Map([['gantry', figures]]));
}
