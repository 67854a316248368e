/** The local Azure's storage as a process of its own: `--port N`, `--data DIR` (in memory without it). */
import { parseArgs } from 'node:util';
import { runPart } from '../part.ts';
import { startStorage } from './storage.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, data: { type: 'string' } },
});
const storage = await startStorage({
  ...(values.port !== undefined && { port: Number(values.port) }),
  ...(values.data !== undefined && { data: values.data }),
});
runPart({ connectionString: storage.connectionString }, () => storage.stop());
