// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ContainerSummary } from '../../../engine/api/types/container.ts';
import { request } from '../../bridge/request.ts';
import { useRemoval } from '../../stores/removal.ts';
import { PLAIN_VIEW, useTableViews } from '../../stores/table-views.ts';
import { useToasts } from '../../stores/toasts.ts';
import { fakeEngine, renderPage, withLayout } from '../../testing/render-page.tsx';
import { containerSummary } from '../../testing/summaries.ts';
import { ContainerList } from './container-list.tsx';

// What takes its time goes by the stream channel; here it is asked as all else.
vi.mock('../../bridge/ask-patiently.ts', () => ({
  askPatiently: (path: string) => request(path, { method: 'POST' }),
}));

const CONTAINERS = [
  containerSummary('web', { Ports: [{ PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }] }),
  containerSummary('broken', { State: 'exited', Status: 'Exited (3) 2 hours ago' }),
  containerSummary('api', { Labels: { 'com.docker.compose.project': 'shop' } }),
];

function showing(containers: readonly ContainerSummary[]) {
  const asked = fakeEngine(({ method, path }) =>
    path.startsWith('/engine/containers/json')
      ? { body: containers }
      : method === 'GET'
        ? undefined
        : { status: 204 },
  );
  renderPage(<ContainerList nextSteps={<button type="button">Run gantry/starter</button>} />);
  return asked;
}

const row = (name: RegExp) => screen.findByRole('row', { name });

describe('ContainerList', () => {
  beforeEach(() => {
    withLayout();
    useTableViews.setState({ views: {} });
    useToasts.setState({ entries: [] });
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('shows what each container is and why it does not run', async () => {
    showing(CONTAINERS);
    expect(await screen.findByRole('table', { name: 'Containers' })).toBeTruthy();
    expect(within(await row(/broken/)).getByText('Exited (3)')).toBeTruthy();
    expect(
      within(await row(/web/))
        .getByRole('link', { name: '8080:80' })
        .getAttribute('href'),
    ).toBe('http://localhost:8080');
  });

  it('groups a compose project and folds it', async () => {
    showing(CONTAINERS);
    const fold = await screen.findByRole('button', { name: 'shop' });
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    fireEvent.click(fold);
    await waitFor(() => expect(screen.queryByRole('row', { name: /api/ })).toBeNull());
  });

  it('filters, and offers the way back when nothing matches', async () => {
    showing(CONTAINERS);
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Filter containers' }), {
      target: { value: 'brok' },
    });
    expect(await screen.findByText('1 of 3 containers')).toBeTruthy();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Show all containers' }));
    expect(await screen.findByText('3 containers')).toBeTruthy();
  });

  it('does an action to all that are selected and can take it', async () => {
    const asked = showing(CONTAINERS);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all' }));
    const toolbar = await screen.findByRole('toolbar', { name: 'Selected containers' });
    expect(within(toolbar).getByText('3 selected')).toBeTruthy();
    fireEvent.click(within(toolbar).getByRole('button', { name: 'Stop' }));
    await waitFor(() => {
      const stops = asked.filter(({ path }) => path.endsWith('/stop'));
      expect(stops).toHaveLength(2);
    });
  });

  it('moves by arrow keys and acts on the row that has the focus', async () => {
    const asked = showing([containerSummary('one'), containerSummary('two')]);
    (await row(/one/)).focus();
    fireEvent.keyDown(await row(/one/), { key: 'ArrowDown' });
    await waitFor(async () => expect(document.activeElement).toBe(await row(/two/)));
    fireEvent.keyDown(await row(/two/), { key: 's' });
    await waitFor(() =>
      expect(asked.some(({ path }) => path.includes('/two') && path.endsWith('/stop'))).toBe(true),
    );
  });

  it('asks before it removes and says what goes', async () => {
    showing(CONTAINERS);
    fireEvent.keyDown(await row(/web/), { key: 'Delete' });
    await waitFor(() => expect(useRemoval.getState().asked?.title).toContain('Remove the container'));
  });

  it('shows the engine’s sentence when an action fails', async () => {
    fakeEngine(({ method, path }) => {
      if (path.startsWith('/engine/containers/json')) return { body: [containerSummary('web')] };
      return method === 'POST' ? { status: 500, body: { message: 'cannot stop container' } } : undefined;
    });
    renderPage(<ContainerList nextSteps={null} />);
    fireEvent.click(within(await row(/web/)).getByRole('button', { name: 'Stop' }));
    await waitFor(() =>
      expect(useToasts.getState().entries).toMatchObject([
        { tone: 'bad', title: 'web could not be stopped', detail: 'Cannot stop container' },
      ]),
    );
  });

  it('offers the next step when there is nothing yet', async () => {
    showing([]);
    expect(await screen.findByRole('heading', { name: 'No containers yet' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Run gantry/starter' })).toBeTruthy();
  });

  it('says why the list could not be loaded and tries again', async () => {
    let healthy = false;
    fakeEngine(() =>
      healthy ? { body: CONTAINERS } : { status: 500, body: { message: 'store is locked' } },
    );
    renderPage(<ContainerList nextSteps={null} />);
    expect(await screen.findByText('store is locked')).toBeTruthy();
    healthy = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: 'Containers' })).toBeTruthy();
  });

  it('keeps its view while another page is open', () => {
    useTableViews.setState({ views: { containers: { ...PLAIN_VIEW, filter: 'web' } } });
    showing(CONTAINERS);
    return waitFor(() => expect(screen.getByRole('searchbox')).toHaveProperty('value', 'web'));
  });
});
