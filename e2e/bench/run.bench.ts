import { type Contender, withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const ROUNDS = 25;
const TOGETHER = 50;
const TOGETHER_ROUNDS = 4;

await withContenders(async (contenders) => {
  const alone = await interleaved(
    contenders,
    ROUNDS,
    ({ client }) => client.docker.text`run --rm busybox true`,
  );
  printTable('docker run --rm busybox true', alone);
  const withoutNetwork = await interleaved(
    contenders,
    ROUNDS,
    ({ client }) => client.docker.text`run --rm --network none busybox true`,
  );
  printTable('docker run --rm --network none busybox true', withoutNetwork);
  const together = await interleaved(contenders, TOGETHER_ROUNDS, startTogether, ({ client }) =>
    client.removeContainers(),
  );
  printTable(`${TOGETHER} containers made and started at a time`, together);
});

/** Over the API, since as many clients of Docker's would take longer than what they ask for. */
async function startTogether({ client: { http } }: Contender): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ Image: 'busybox', Cmd: ['sleep', '3600'] });
  const one = async () => {
    const made = await http.post('/containers/create', { headers, body });
    const { Id } = made.json<{ Id: string }>();
    const { status, text } = await http.post(`/containers/${Id}/start`);
    if (status !== 204) throw new Error(`start: ${status} ${text}`);
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
}
