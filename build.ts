// Bundles the functions for deployment: one entry per trigger file, shared code in chunks next to them. The host
// loads every file under dist/functions as an entry, so the chunks are outside of it.
import { globSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: globSync('functions/**/*.ts'),
  outbase: '.',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  keepNames: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  // The worker provides it; no registry has it.
  external: ['@azure/functions-core'],
  // CommonJS packages inside an ES module call require for Node's own modules.
  banner: {
    js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
});

const outputs = Object.values(metafile.outputs);
const bytes = outputs.reduce((sum, { bytes: size }) => sum + size, 0);
console.log(`dist: ${outputs.length} files, ${(bytes / 1024 / 1024).toFixed(1)} MB`);
