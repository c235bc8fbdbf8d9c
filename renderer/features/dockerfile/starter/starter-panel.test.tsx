// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Starter } from '../../../bridge/host-types.ts';
import { fakeEngine, renderPage } from '../../../testing/render-page.tsx';
import { StarterPanel } from './starter-panel.tsx';

const STARTER: Starter = {
  folder: '/p',
  found: [{ kind: 'node', because: 'package.json is there' }],
  kind: 'node',
  choices: { version: '22', port: '3000', command: 'node a.js' },
  choosable: ['version', 'port', 'command'],
  files: [
    { path: '/p/Dockerfile', lines: [{ text: 'FROM node', why: 'x' }], text: 'FROM node\n', existing: null },
  ],
};

const port = () => screen.findByLabelText<HTMLInputElement>('Port');
const write = () => screen.getByRole('button', { name: 'Write Dockerfile' });
const typed = async (value: string) => fireEvent.change(await port(), { target: { value } });

describe('StarterPanel', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('keeps the form when a choice is refused, so that it can be made otherwise', async () => {
    fakeEngine(({ path }) => {
      const chosen = new URL(path, 'http://host').searchParams.get('port') ?? '3000';
      if (!/^\d+$/.test(chosen)) return { status: 400, body: { message: 'The port is no number.' } };
      return { body: { ...STARTER, choices: { ...STARTER.choices, port: chosen } } };
    });
    renderPage(<StarterPanel folder="/p" />);
    await typed('x');
    expect((await screen.findByRole('alert')).textContent).toContain('The port is no number.');
    expect((await port()).value).toBe('x');
    expect(write()).toHaveProperty('disabled', true);
    await typed('80');
    await waitFor(() => expect(write()).toHaveProperty('disabled', false));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
