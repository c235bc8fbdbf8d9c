// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeEngine, renderPage } from '../../../testing/render-page.tsx';
import { EditReview } from './edit-review.tsx';

describe('EditReview', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('does not keep silent about files that stay behind as long as nobody knows them', async () => {
    let broken = true;
    fakeEngine(({ path }) => {
      if (path.endsWith('/changes')) {
        if (broken) return { status: 500, body: { message: 'the disk is gone' } };
        return { body: [{ Path: '/etc/motd', Kind: 0 }] };
      }
      return { body: path.endsWith('/a/json') ? { Mounts: [] } : [] };
    });
    renderPage(<EditReview id="a" running changes={[]} />);
    expect(screen.getByText(/Looking for files/)).toBeTruthy();
    expect(await screen.findByText(/could not be told \(The disk is gone/)).toBeTruthy();
    broken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByText(/1 file that it changed .* stays behind/)).toBeTruthy();
  });
});
