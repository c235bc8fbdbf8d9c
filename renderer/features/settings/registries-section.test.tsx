// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useRemoval } from '../../stores/removal.ts';
import { fakeEngine, renderPage } from '../../testing/render-page.tsx';
import { RegistriesSection } from './registries-section.tsx';

const LOGINS = [{ server: 'r.example', username: 'ann' }];

function showing(path = '/', put: { readonly status?: number; readonly body: unknown } = { body: LOGINS }) {
  const asked = fakeEngine(({ method, path: address }) => {
    if (!address.startsWith('/desktop/registries')) return undefined;
    return method === 'PUT' ? put : { body: method === 'GET' ? [] : LOGINS };
  });
  renderPage(<RegistriesSection />, path);
  return asked;
}

function fill(): void {
  fireEvent.change(screen.getByLabelText('User name'), { target: { value: 'ann' } });
  fireEvent.change(screen.getByLabelText('Password or token'), { target: { value: 'secret' } });
  const [button] = screen.getAllByRole('button', { name: 'Log in' }).slice(-1);
  if (button !== undefined) fireEvent.click(button);
}

describe('RegistriesSection', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    useRemoval.setState({ asked: undefined });
  });

  it('logs in where the address asks for it, and lists the login', async () => {
    const asked = showing('/?registry=r.example');
    expect(await screen.findByRole('dialog', { name: 'Log in to a registry' })).toBeTruthy();
    fill();
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
        server: 'r.example',
        username: 'ann',
        password: 'secret',
      }),
    );
    expect(await screen.findByText('r.example')).toBeTruthy();
  });

  it('shows the registry’s refusal beside the password', async () => {
    showing('/?registry=r.example', { status: 401, body: { message: 'incorrect username or password' } });
    await screen.findByRole('dialog');
    fill();
    expect(await screen.findByText('Incorrect username or password')).toBeTruthy();
  });
});
