// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DiskApplied, DiskChoice, DiskPlan } from '../../../engine/api/types/disk.ts';
import { fakeEngine, renderPage } from '../../testing/render-page.tsx';
import { ReclaimPanel } from './reclaim-panel.tsx';

const OLD: DiskChoice = {
  kind: 'image',
  id: 'sha256:1',
  label: 'old:1',
  names: ['old:1'],
  created: null,
  unique: 4096,
  total: 8192,
  unused: true,
  dangling: false,
  blocked: null,
};
const CHOOSE = [{ kind: 'image', id: 'sha256:1' }] as const;
const PLAN: DiskPlan = {
  id: 'plan-1',
  choose: CHOOSE,
  refused: [],
  bytes: 4096,
  deletions: [
    { kind: 'name', id: 'old:1', label: 'old:1', bytes: 0, because: ['sha256:1'] },
    { kind: 'layer', id: 'l', label: 'abc', bytes: 4096, because: ['sha256:1'] },
  ],
};
const APPLIED: DiskApplied = {
  deletions: PLAN.deletions.map((deletion) => ({ ...deletion, freed: deletion.bytes, error: null })),
  freed: 4096,
  fileSystemGained: 4096,
};

async function confirmed(answer: { readonly status?: number; readonly body: unknown }) {
  const asked = fakeEngine(({ path }) => {
    if (path.endsWith('/disk/plan')) return { body: PLAN };
    return path.endsWith('/disk/apply') ? answer : undefined;
  });
  renderPage(<ReclaimPanel choices={[OLD]} />);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Images that no container uses' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Free 4.10 kB…' }));
  const question = await screen.findByRole('alertdialog');
  expect(within(question).getByText('old:1')).toBeTruthy();
  fireEvent.click(within(question).getByRole('button', { name: 'Delete and free 4.10 kB' }));
  return asked;
}

describe('ReclaimPanel', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('asks for no plan before something is chosen', () => {
    const asked = fakeEngine(() => undefined);
    renderPage(<ReclaimPanel choices={[OLD]} />);
    expect(screen.getByText('Nothing is chosen yet')).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('lists exactly what goes, applies that plan, and says what was freed', async () => {
    const asked = await confirmed({ body: APPLIED });
    expect(await screen.findByText('4.10 kB freed')).toBeTruthy();
    expect(asked.filter(({ path }) => path.endsWith('/disk/apply')).map(({ body }) => body)).toEqual([PLAN]);
  });

  it('explains a world that changed, and plans again', async () => {
    const changed = [{ kind: 'layer', id: 'l', label: 'abc', what: 'gone' }];
    const asked = await confirmed({ status: 409, body: { message: 'the plan is old', changed } });
    expect(await screen.findByText(/Nothing was deleted/)).toBeTruthy();
    expect(screen.getByText('layer abc does not go any more')).toBeTruthy();
    await vi.waitFor(() =>
      expect(asked.filter(({ path }) => path.endsWith('/disk/plan')).length).toBeGreaterThan(1),
    );
  });
});
