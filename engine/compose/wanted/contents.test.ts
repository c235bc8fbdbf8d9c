import { describe, expect, it } from 'vitest';
import { messageOf } from '../../base/errors.ts';
import { loadTexts } from '../../testing/compose-lab.ts';
import { filesOf } from './contents.ts';

async function refusal(secret: string): Promise<string> {
  const { project } = await loadTexts(`
services: {web: {image: a, secrets: [key]}}
secrets: {key: ${secret}}
`);
  const [web] = Object.values(project.services);
  try {
    return web ? `${filesOf(project, web, new Map()).length} files` : '';
  } catch (error) {
    return messageOf(error);
  }
}

describe('the files of a service', () => {
  it.each([
    ['{content: x}', '1 files'],
    ['{environment: HOME}', '1 files'],
    ['{environment: NONE}', 'service web: the variable "NONE" that secret key comes from is not set'],
    ['{driver: vault}', 'service web: `driver` of secret key is for Swarm'],
    ['{file: ./x, template_driver: golang}', 'service web: `template_driver` of secret key is for Swarm'],
  ])('with the secret %s are %s', async (secret, expected) => {
    expect(await refusal(secret)).toBe(expected);
  });
});
