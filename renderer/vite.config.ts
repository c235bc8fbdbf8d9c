import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Both shells serve the page at the root of its origin: app://gantry/ and http://127.0.0.1:PORT/.
  base: '/',
  cacheDir: '../.build/vite',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../.build/renderer',
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: true,
    chunkSizeWarningLimit: 2000,
  },
});
