// Loads the bundle like the worker: @azure/functions-core exists before the first registration.
import { globSync } from 'node:fs';
import Module from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Loader {
  _load(id: string, ...rest: unknown[]): unknown;
}
const loader = Module as unknown as Loader;
const load = loader._load.bind(loader);
let registered = 0;
const core = {
  setProgrammingModel: () => undefined,
  registerFunction: () => {
    registered += 1;
    return { dispose: () => undefined };
  },
  registerHook: () => ({ dispose: () => undefined }),
};
loader._load = (id, ...rest) => (id === '@azure/functions-core' ? core : load(id, ...rest));

const root = resolve(import.meta.dirname, '../..');
for (const file of globSync('dist/functions/**/*.js', { cwd: root })) {
  await import(pathToFileURL(resolve(root, file)).href);
}
if (registered === 0) throw new Error('No function was registered.');
