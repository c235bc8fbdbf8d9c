import { defineConfig } from '@playwright/test';
import { chromium } from '../electron/launch/system-packages.mjs';

const executablePath = chromium();
const report = process.env['GANTRY_REPORT'];

/** `ui`: a person's stories in a real Chromium. `engine-api`: the engine's socket, spoken to by code that is not ours. */
export default defineConfig({
  outputDir: '../.build/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  // What Debian's Docker 20.10 does otherwise, or cannot do in a sandbox with fewer capabilities than a machine.
  ...(process.env['GANTRY_E2E_ENGINE'] === 'dockerd' ? { grepInvert: /@unlike-docker-20/ } : {}),
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // CI's machine is shared and noisy; what passes at the second try is reported as flaky, not hidden.
  retries: process.env['CI'] ? 2 : 0,
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
  use: {
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's own sandbox refuses to run as root.
      args: [
        '--disable-background-networking',
        '--disable-gpu',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'engine-api', testDir: 'engine-api', testMatch: '**/*.test.ts' },
    // A browser beside a browser makes both slow where two cores are not ours alone.
    { name: 'ui', testDir: 'ui', testMatch: '**/*.test.ts', workers: process.env['CI'] ? 1 : 2 },
  ],
});
