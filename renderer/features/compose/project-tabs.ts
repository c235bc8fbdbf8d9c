/** The tabs of a project's page, as its address names them. */
export const PROJECT_TABS = ['services', 'graph', 'logs', 'files', 'configuration'] as const;
