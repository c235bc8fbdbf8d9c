export const NETWORK_TABS = ['overview', 'containers', 'inspect'] as const;

export type NetworkTab = (typeof NETWORK_TABS)[number];
