/** The pages of a volume, as they stand in the address. */
export const VOLUME_TABS = ['files', 'snapshots', 'used-by', 'inspect'] as const;

export type VolumeTab = (typeof VOLUME_TABS)[number];
