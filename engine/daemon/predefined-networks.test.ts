import { describe, expect, it } from 'vitest';
import { predefinedNetworks } from './predefined-networks.ts';

const networks = predefinedNetworks('0a1b2c3d');
const names = async (filters: Record<string, string[]>) =>
  (await networks.list(new Map(Object.entries(filters)))).map(({ Name }) => Name);

describe('the predefined networks', () => {
  it('are host and none, with ids that stay the same', async () => {
    expect(await names({})).toEqual(['host', 'none']);
    const again = predefinedNetworks('0a1b2c3d');
    expect((await again.inspect('host')).Id).toBe((await networks.inspect('host')).Id);
  });

  it('are filtered', async () => {
    expect(await names({ name: ['on'] })).toEqual(['none']);
    expect(await names({ driver: ['host'] })).toEqual(['host']);
    expect(await names({ type: ['custom'] })).toEqual([]);
    expect(await names({ label: ['x'] })).toEqual([]);
  });

  it('are found by name, id and its beginning, and nothing else is', async () => {
    const { Id } = await networks.inspect('none');
    expect((await networks.inspect(Id.slice(0, 12))).Name).toBe('none');
    await expect(networks.inspect('bridge')).rejects.toThrow('network bridge not found');
    await expect(networks.inspect('')).rejects.toThrow('not found');
  });
});
