interface RegistryConfig {
  readonly mirrors: readonly string[];
  readonly insecure: readonly string[];
}

/** What `GET /info` tells of registries; engines differ in what they leave out. */
export function registryConfigOf(config: unknown): RegistryConfig {
  const fields = record(config);
  const hosts = Object.entries(record(fields['IndexConfigs'])).flatMap(([host, settings]) =>
    record(settings)['Secure'] === false ? [host] : [],
  );
  return {
    mirrors: texts(fields['Mirrors']),
    insecure: [...new Set([...texts(fields['InsecureRegistryCIDRs']), ...hosts])],
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
