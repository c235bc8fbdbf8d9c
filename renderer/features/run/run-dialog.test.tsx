// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Asked, fakeEngine, renderPage } from '../../testing/render-page.tsx';
import { containerSummary, imageSummary } from '../../testing/summaries.ts';
import { RunDialog } from './run-dialog.tsx';

function engine(write: (asked: Asked) => { status?: number; body?: unknown }) {
  return fakeEngine((asked) => {
    if (asked.method !== 'GET') return write(asked);
    if (asked.path.startsWith('/engine/containers/json')) return { body: [containerSummary('taken')] };
    if (asked.path.startsWith('/engine/images/json')) return { body: [imageSummary('busybox:latest')] };
    if (asked.path.startsWith('/engine/images/busybox:latest/json'))
      return { body: { Config: { ExposedPorts: { '80/tcp': {} }, Volumes: { '/data': {} } } } };
    if (asked.path.startsWith('/engine/volumes')) return { body: { Volumes: [{ Name: 'mine' }] } };
    if (asked.path.startsWith('/engine/gantry/ports/')) return { body: portState(asked.path) };
    return { body: [] };
  });
}

/** Port 80 is taken, 81 is not. */
const portState = (path: string) => {
  const port = Number(/ports\/(\d+)/.exec(path)?.[1]);
  const taken = { free: false, holder: { kind: 'process', name: 'nginx', pid: 42 }, nearestFree: 81 };
  return { port, protocol: 'tcp', address: '', ...(port === 80 ? taken : { free: true, nearestFree: port }) };
};

const created = ({ path }: Asked) =>
  path.startsWith('/engine/containers/create')
    ? { status: 201, body: { Id: 'new', Warnings: [] } }
    : { status: 204 };

function open(onStarted = vi.fn<(id: string, interactive: boolean) => void>()) {
  renderPage(<RunDialog image="busybox:latest" onClose={vi.fn<() => void>()} onStarted={onStarted} />);
  return onStarted;
}

const field = (label: string) => screen.findByLabelText(label, { selector: 'input' });
const type = async (label: string, value: string) =>
  fireEvent.change(await field(label), { target: { value } });
const submit = () => fireEvent.click(screen.getByRole('button', { name: 'Run' }));

describe('RunDialog', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('creates, starts, and says whether it is interactive', async () => {
    const asked = engine(created);
    const onStarted = open();
    await type('Name', 'fresh');
    await type('Command', `sh -c 'echo hi'`);
    fireEvent.click(screen.getByRole('switch', { name: 'Interactive terminal' }));
    submit();
    await waitFor(() => expect(onStarted).toHaveBeenCalledWith('new', true));
    const writes = asked.filter(({ method }) => method === 'POST');
    expect(writes.map(({ path }) => path)).toEqual([
      '/engine/containers/create?name=fresh',
      '/engine/containers/new/start',
    ]);
    expect(writes[0]?.body).toMatchObject({
      Image: 'busybox:latest',
      Cmd: ['sh', '-c', 'echo hi'],
      Tty: true,
    });
  });

  it('shows the same as a command line while one types', async () => {
    engine(created);
    open();
    await type('Name', 'fresh');
    expect(screen.getByLabelText('Command line').textContent).toBe(
      'docker run -d --name fresh busybox:latest',
    );
  });

  it('says who has a port before anything is started, and takes the nearest free one by a click', async () => {
    const asked = engine(created);
    open();
    fireEvent.click(await screen.findByRole('button', { name: 'Publish 80/tcp' }));
    expect(await screen.findByText('Port 80 is taken by nginx, process 42.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Use 81' }));
    await waitFor(() => expect(screen.queryByText(/is taken by/)).toBeNull());
    expect(screen.getByLabelText('Command line').textContent).toBe('docker run -d -p 81:80 busybox:latest');
    submit();
    await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true));
    expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '81' }] } },
    });
  });

  it('keeps what the image keeps, in a volume that is there, and says what the command line would', async () => {
    const asked = engine(created);
    open();
    fireEvent.click(await screen.findByRole('button', { name: 'Keep /data' }));
    await type('Volume 1', 'mine');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Read only 1' }));
    expect(screen.getByLabelText('Command line').textContent).toBe(
      'docker run -d -v mine:/data:ro busybox:latest',
    );
    submit();
    await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true));
    expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
      HostConfig: { Binds: ['mine:/data:ro'] },
    });
  });

  it('flags a name that is taken before anything is sent', async () => {
    const asked = engine(created);
    open();
    await type('Name', 'taken');
    expect(await screen.findByText('A container named taken exists already.')).toBeTruthy();
    submit();
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('shows the engine’s refusal at the field, and takes away what would not start', async () => {
    const asked = engine((request) =>
      request.path.endsWith('/start')
        ? { status: 400, body: { message: 'exec: "nope": executable file not found in $PATH' } }
        : created(request),
    );
    const onStarted = open();
    await type('Command', 'nope');
    submit();
    expect(await screen.findByText(/executable file not found/)).toBeTruthy();
    expect((await field('Command')).getAttribute('aria-invalid')).toBe('true');
    expect(
      asked.some(({ method, path }) => method === 'DELETE' && path.startsWith('/engine/containers/new')),
    ).toBe(true);
    expect(onStarted).not.toHaveBeenCalled();
  });

  it('fills environment rows from pasted lines', async () => {
    engine(created);
    open();
    fireEvent.click(await screen.findByRole('button', { name: 'Add variable' }));
    fireEvent.paste(screen.getByLabelText('Name 1'), {
      clipboardData: { getData: () => 'A=1\nB=two' },
    });
    expect(await screen.findByLabelText('Name 2')).toHaveProperty('value', 'B');
    expect(screen.getByLabelText('Command line').textContent).toContain('-e A=1 -e B=two');
  });
});
