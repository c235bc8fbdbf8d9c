import { useEffect } from 'react';
import { useSettings } from '../bridge/settings.ts';
import { applyTheme } from './apply-theme.ts';

export function Theme() {
  const { theme } = useSettings();
  useEffect(() => applyTheme(theme), [theme]);
  return null;
}
