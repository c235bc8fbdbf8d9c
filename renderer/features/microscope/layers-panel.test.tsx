// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageLayers } from '../../../engine/api/types/microscope.ts';
import { fakeEngine, renderPage, withLayout } from '../../testing/render-page.tsx';
import { entryAt, folderAt } from './entries.fixture.ts';
import { LayersPanel } from './layers-panel.tsx';

const COUNT = { files: 1, bytes: 10 };
const LAYERS: ImageLayers = {
  image: 'sha256:1',
  layers: [0, 1].map((layer) => ({
    layer,
    chain: `chain ${layer}`,
    diffId: `diff ${layer}`,
    blobSize: 5,
    size: 10,
    added: COUNT,
    changed: { files: 0, bytes: 0 },
    removed: { files: 0, bytes: 0 },
    wasted: 0,
    step: layer,
    sharedWith: [],
  })),
  history: [0, 1].map((step) => ({
    step,
    created: null,
    createdBy: `RUN step${step}`,
    line: `RUN step${step}`,
    comment: '',
    layer: step,
  })),
  size: 20,
  visible: 20,
  wasted: 0,
};
const ROOT = [entryAt('/etc', { kind: 'directory', changes: 1 }), entryAt('/init', { change: 'added' })];

function showing(path = '/') {
  const asked = fakeEngine(({ path: address }) => {
    const url = new URL(address, 'http://page');
    const folder = url.searchParams.get('path') ?? '/';
    if (url.pathname.endsWith('/layers')) return { body: LAYERS };
    if (url.pathname.endsWith('/tree'))
      return { body: folderAt(folder, folder === '/' ? ROOT : [entryAt(`${folder}/passwd`)]) };
    if (url.pathname.endsWith('/search'))
      return {
        body: { image: 'sha256:1', layer: 1, query: 'pass', entries: [entryAt('/etc/passwd')], total: 1 },
      };
    if (!url.pathname.endsWith('/file')) return undefined;
    const content = { kind: 'text', text: 'root:x:0:0\n', truncated: false };
    return { body: { image: 'sha256:1', layer: 1, entry: entryAt(folder), versions: [], content } };
  });
  renderPage(<LayersPanel image="sha256:1" />, path);
  return asked;
}

const tree = (asked: readonly { readonly path: string }[]) =>
  asked
    .filter(({ path }) => path.includes('/tree'))
    .map(({ path }) => new URLSearchParams(path.split('?')[1]));

describe('LayersPanel', () => {
  beforeEach(withLayout);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('shows the top layer, and another when it is chosen', async () => {
    const asked = showing();
    const bottom = await screen.findByRole('button', { name: /Layer 0.*RUN.*step0/ });
    expect(screen.getByRole('button', { name: /Layer 1/ }).getAttribute('aria-current')).toBe('true');
    fireEvent.click(bottom);
    await waitFor(() => expect(tree(asked).at(-1)?.get('layer')).toBe('0'));
  });

  it('asks for a folder when it is opened, and not before', async () => {
    const asked = showing();
    const folder = await screen.findByRole('treeitem', { name: /^etc/ });
    expect(tree(asked).map((query) => query.get('path'))).toEqual(['/']);
    fireEvent.click(folder);
    expect(await screen.findByRole('treeitem', { name: /^passwd/ })).toBeTruthy();
    expect(screen.getByRole('treeitem', { name: 'init, added, 10 B' })).toBeTruthy();
  });

  it('opens a file, and the place that an address names', async () => {
    showing('/?layer=1&path=/etc/passwd');
    expect(await screen.findByRole('region', { name: 'File /etc/passwd' })).toBeTruthy();
    expect(await screen.findByText('root:x:0:0')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Close file' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'File /etc/passwd' })).toBeNull());
  });

  it('searches in paths', async () => {
    showing();
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Search paths' }), {
      target: { value: 'pass' },
    });
    expect(await screen.findByRole('button', { name: 'Show passwd in the tree' })).toBeTruthy();
  });

  it('says so when the engine has no microscope', async () => {
    fakeEngine(() => undefined);
    renderPage(<LayersPanel image="sha256:1" />);
    expect(await screen.findByText('This engine cannot look into images')).toBeTruthy();
  });
});
