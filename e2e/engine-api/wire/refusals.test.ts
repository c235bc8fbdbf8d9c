import type { EngineHttp } from '../../fixtures/engine-http.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

interface Refusal {
  readonly method: string;
  readonly path: string;
  readonly body?: object | string;
  readonly status: number;
  readonly says: string | RegExp;
}

const UNKNOWN = 'f'.repeat(64);
const noContainer = { status: 404, says: 'No such container: nobody' };

/** What goes wrong for a client, and what it is told: Docker's own status and a body with a message. */
const REFUSALS: readonly Refusal[] = [
  { method: 'GET', path: '/containers/nobody/json', ...noContainer },
  { method: 'GET', path: `/containers/${UNKNOWN}/json`, status: 404, says: `No such container: ${UNKNOWN}` },
  { method: 'POST', path: '/containers/nobody/start', ...noContainer },
  { method: 'POST', path: '/containers/nobody/wait', ...noContainer },
  { method: 'GET', path: '/containers/nobody/logs?stdout=1', ...noContainer },
  { method: 'DELETE', path: '/containers/nobody', ...noContainer },
  { method: 'POST', path: '/containers/nobody/exec', body: { Cmd: ['true'] }, ...noContainer },
  { method: 'GET', path: `/exec/${UNKNOWN}/json`, status: 404, says: `No such exec instance: ${UNKNOWN}` },
  { method: 'GET', path: '/images/nothing/json', status: 404, says: 'No such image: nothing:latest' },
  {
    method: 'POST',
    path: '/containers/create',
    body: { Image: 'nothing' },
    status: 404,
    says: 'No such image: nothing:latest',
  },
  {
    method: 'POST',
    path: '/containers/create?name=no%20name',
    body: { Image: 'busybox' },
    status: 400,
    says: 'Invalid container name (no name)',
  },
  { method: 'GET', path: filtered('{"colour":["red"]}'), status: 400, says: 'colour' },
  { method: 'GET', path: '/no/such/route', status: 404, says: 'page not found' },
];

/** Of these Debian's Docker 20.10 still says 500, or says it in another form; newer ones do as we do. */
const REFUSALS_OF_NEWER_DOCKER: readonly Refusal[] = [
  { method: 'POST', path: '/containers/nobody/attach?stream=1', ...noContainer },
  {
    method: 'POST',
    path: '/containers/create',
    body: '{"Image":',
    status: 400,
    says: /JSON|unexpected EOF/i,
  },
  { method: 'POST', path: '/containers/create', body: '[]', status: 400, says: /./ },
  { method: 'POST', path: '/containers/create', body: { Image: 7 }, status: 400, says: 'Image' },
  { method: 'GET', path: filtered('{bad'), status: 400, says: /./ },
  { method: 'GET', path: '/containers/json?limit=many', status: 400, says: 'many' },
];

for (const refusal of REFUSALS) test(titleOf(refusal), async ({ http }) => await isRefused(http, refusal));

for (const refusal of REFUSALS_OF_NEWER_DOCKER) {
  test(titleOf(refusal), { tag: '@unlike-docker-20' }, async ({ http }) => await isRefused(http, refusal));
}

async function isRefused(http: EngineHttp, { method, path, body, status, says }: Refusal): Promise<void> {
  const ask = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
  const answer = await http.send(method, path, ask);
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  const { message } = answer.json<{ message: string }>();
  if (typeof says === 'string') expect(message).toContain(says);
  else expect(message).toMatch(says);
}

function titleOf({ method, path, body, status }: Refusal): string {
  return `${method} ${path} ${body === undefined ? '' : `with ${JSON.stringify(body)} `}is refused with ${status}`;
}

function filtered(filters: string): string {
  return `/containers/json?filters=${encodeURIComponent(filters)}`;
}
