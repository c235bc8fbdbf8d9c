// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ApplyView, PlanWish } from '../../../../electron/desktop-api/compose/types.ts';
import { fakeEngine, renderPage } from '../../../testing/render-page.tsx';
import { ApplyDialog } from './apply-dialog.tsx';

const WISH: PlanWish = {
  purpose: 'up',
  services: [],
  scale: {},
  profiles: [],
  removeOrphans: false,
  forceRecreate: false,
  build: false,
  pull: false,
  volumes: false,
  images: false,
};
const VIEW: ApplyView = {
  project: 'shop',
  purpose: 'up',
  state: 'running',
  actions: [{ id: 'wait db', text: 'service db: wait', service: 'db', state: 'running', note: '' }],
  warnings: [],
  error: null,
};

describe('ApplyDialog', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('stops what is under way when it is asked to, and says so without an error', async () => {
    let state: ApplyView['state'] = 'running';
    fakeEngine(({ path }) => {
      if (path.endsWith('/applies/a1/cancel')) state = 'cancelled';
      return path.includes('/applies/a1') ? { body: { ...VIEW, state } } : undefined;
    });
    renderPage(<ApplyDialog wished={{ project: 'shop', wish: WISH }} apply="a1" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(await screen.findByText(/It was stopped/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Plan the rest' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Stop/ })).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
