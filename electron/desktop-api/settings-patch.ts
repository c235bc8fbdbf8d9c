import { z } from 'zod';
import { DesktopError } from '../desktop-error.ts';
import type { Settings } from './types.ts';

/** What a settings file or a page may say; each key on its own, so that one bad value does not cost the others. */
export const settingsShape = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  terminalFontSize: z.int().min(6).max(40),
  stopEngineOnQuit: z.boolean(),
}) satisfies z.ZodType<Settings>;

/** Some settings to change. Throws 400 naming the key that is wrong. */
export function parseSettingsPatch(value: unknown): Partial<Settings> {
  const parsed = settingsShape.partial().safeParse(value);
  if (parsed.success) return withoutUndefined(parsed.data);
  const [issue] = parsed.error.issues;
  throw new DesktopError(
    400,
    `These settings cannot be kept: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
  );
}

function withoutUndefined(
  patch: { readonly [K in keyof Settings]?: Settings[K] | undefined },
): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
