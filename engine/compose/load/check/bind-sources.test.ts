import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../base/errors.ts';
import { loadTexts } from '../../../testing/compose-lab.ts';
import { assertBindSources } from './bind-sources.ts';

describe('bind mounts', () => {
  it('whose source is missing are named with their place, unless it is to be made', async () => {
    const { project } = await loadTexts(`
services:
  web:
    image: a
    volumes:
      - ./made:/a
      - {type: bind, source: /, target: /b}
      - {type: bind, source: ./missing, target: /c}
`);
    const error: unknown = await assertBindSources(project).catch((thrown: unknown) => thrown);
    expect(messageOf(error)).toBe(
      '/app/compose.yaml:8:9: services.web.volumes[2]: service "web": bind source path does not exist: /app/missing',
    );
  });
});
