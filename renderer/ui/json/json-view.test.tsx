// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { JsonView } from './json-view.tsx';

const value = { State: { ExitCode: 3 }, Name: '/web' };

describe('JsonView', () => {
  afterEach(cleanup);

  it('opens a branch by click, and all at once', () => {
    render(<JsonView label="Inspect" value={value} />);
    expect(screen.queryByText('ExitCode')).toBeNull();
    fireEvent.click(screen.getByRole('treeitem', { name: /State/ }));
    expect(screen.getByText('ExitCode')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Collapse all' }));
    expect(screen.queryByText('ExitCode')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Expand all' }));
    expect(screen.getByText('ExitCode')).toBeTruthy();
  });

  it('finds values in closed branches and counts them', () => {
    render(<JsonView label="Inspect" value={value} />);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'exit' } });
    expect(screen.getByText('1 found')).toBeTruthy();
    expect(screen.queryByText('Name')).toBeNull();
  });

  it('shows the same as JSON', () => {
    render(<JsonView label="Inspect" value={value} />);
    fireEvent.click(screen.getByRole('radio', { name: 'JSON' }));
    expect(JSON.parse(screen.getByLabelText('Inspect as JSON').textContent ?? '')).toEqual(value);
  });
});
