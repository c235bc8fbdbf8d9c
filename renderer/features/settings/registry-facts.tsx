import { useQuery } from '@tanstack/react-query';
import { KeyValue } from '../../ui/key-value.tsx';
import { infoQuery } from './queries.ts';
import { registryConfigOf } from './registry-config.ts';

/** What the engine was started with; it cannot be changed from here. */
export function RegistryFacts() {
  const { data } = useQuery(infoQuery);
  if (data === undefined) return null;
  const { mirrors, insecure } = registryConfigOf(data.RegistryConfig);
  const none = (flag: string) => (
    <span className="text-ink-3">
      none; <code className="font-mono text-xs">{flag}</code> of the engine adds one
    </span>
  );
  return (
    <KeyValue
      label="Registries of the engine"
      rows={[
        ['Mirrors', mirrors.length === 0 ? none('--registry-mirror URL') : mirrors.join(', ')],
        [
          'Without TLS checks',
          insecure.length === 0 ? none('--insecure-registry HOST') : insecure.join(', '),
        ],
      ]}
    />
  );
}
