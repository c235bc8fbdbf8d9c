import { withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const ROUNDS = 20;
const CONTAINERS = 1000;
/** Requests under way at a time while the containers are made. */
const LANES = 4;

await withContenders(async (contenders) => {
  const body = JSON.stringify({ Image: 'busybox', Cmd: ['true'] });
  for (const { client } of contenders) {
    let left = CONTAINERS;
    const lane = async () => {
      while (left-- > 0) {
        const headers = { 'content-type': 'application/json' };
        const { status, text } = await client.http.post('/containers/create', { headers, body });
        if (status !== 201) throw new Error(`create: ${status} ${text}`);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  const api = await interleaved(contenders, ROUNDS, ({ client }) =>
    client.http.get('/containers/json?all=1'),
  );
  printTable(`GET /containers/json?all=1 with ${CONTAINERS} stopped containers`, api);
  const cli = await interleaved(contenders, ROUNDS, ({ client }) => client.docker.text`ps -a`);
  printTable('docker ps -a of the same', cli);
});
