// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../testing/render-page.tsx';
import { PullDialog } from './pull-dialog.tsx';
import { NO_PROGRESS, withMessage } from './transfer-progress.ts';
import { type Transfer, useTransfers } from './transfers-store.ts';

function running(change: Partial<Transfer> = {}): void {
  const progress = [
    { status: 'Downloading', id: 'aaa', progressDetail: { current: 40, total: 100 } },
    { status: 'Waiting', id: 'bbb' },
  ].reduce(withMessage, NO_PROGRESS);
  const transfer: Transfer = {
    id: 1,
    kind: 'pull',
    reference: 'r.example/app:1',
    platform: '',
    state: 'running',
    progress,
    error: '',
    rate: undefined,
    ...change,
  };
  useTransfers.setState({ transfers: [transfer] });
}

describe('PullDialog', () => {
  afterEach(() => {
    cleanup();
    useTransfers.setState({ transfers: [] });
  });

  it('says where the image comes from and what is wrong with a name', () => {
    renderPage(<PullDialog onClose={vi.fn<() => void>()} />);
    const name = screen.getByLabelText('Image');
    fireEvent.change(name, { target: { value: 'r.example/app' } });
    expect(screen.getByText('From r.example')).toBeTruthy();
    fireEvent.change(name, { target: { value: 'App' } });
    expect(screen.getByText('Image names are lowercase.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Pull' }).hasAttribute('disabled')).toBe(true);
  });

  it('shows each layer and a total that admits what is not known', () => {
    running();
    renderPage(<PullDialog transfer={1} onClose={vi.fn<() => void>()} />);
    expect(screen.getByRole('progressbar', { name: 'Downloading aaa' }).getAttribute('aria-valuenow')).toBe(
      '40',
    );
    expect(screen.getByText(/40 B of 100 B and 1 layer of unknown size/)).toBeTruthy();
    expect(
      screen.getByRole('progressbar', { name: 'Pulling r.example/app:1' }).hasAttribute('aria-valuenow'),
    ).toBe(false);
  });

  it('leads to the login when the registry wants one', () => {
    running({ state: 'failed', error: 'Unauthorized: authentication required' });
    renderPage(<PullDialog transfer={1} onClose={vi.fn<() => void>()} />);
    expect(screen.getByRole('link', { name: 'Log in to r.example' }).getAttribute('href')).toBe(
      '/settings?registry=r.example',
    );
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByLabelText<HTMLInputElement>('Image').value).toBe('r.example/app:1');
  });
});
