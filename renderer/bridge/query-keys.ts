/**
 * The first word of a key is the engine's event type, the second a resource's id or `list`: that is how events find
 * what they make stale.
 */
export const keys = {
  containers: ['container', 'list'],
  removedLogs: ['container', 'removed-logs'],
  container: (id: string) => ['container', id] as const,
  images: ['image', 'list'],
  image: (id: string) => ['image', id] as const,
  networks: ['network', 'list'],
  network: (id: string) => ['network', id] as const,
  networkMap: ['network', 'map'],
  volumes: ['volume', 'list'],
  volume: (name: string) => ['volume', name] as const,
  builds: ['builder', 'list'],
  build: (id: string) => ['builder', id] as const,
  projects: ['compose', 'list'],
  project: (name: string) => ['compose', name] as const,
  version: ['engine', 'version'],
  info: ['engine', 'info'],
  hostStatus: ['host', 'status'],
  settings: ['host', 'settings'],
  about: ['host', 'about'],
  localFolder: ['host', 'folder'],
  localText: ['host', 'text'],
  upload: (id: string) => ['host', 'upload', id] as const,
  disk: ['disk', 'report'],
  diskPlan: ['disk', 'plan'],
  registries: ['host', 'registries'],
} as const;
