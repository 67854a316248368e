import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clockFromEnvironment } from '../clock.ts';
import { runPart } from '../part.ts';
import { type ContainerDefinition, type DatabaseDefinition } from './definition.ts';
import { startCosmos } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    key: { type: 'string' },
    data: { type: 'string' },
    resources: { type: 'string' },
  },
});

/** The `cosmos` part of infra/resources.json. */
function databasesIn(file: string): DatabaseDefinition[] {
  const { cosmos } = JSON.parse(readFileSync(file, 'utf8')) as {
    cosmos: { database: string; containers: ContainerDefinition[] };
  };
  return [{ id: cosmos.database, containers: cosmos.containers }];
}

if (values.data !== undefined) mkdirSync(values.data, { recursive: true });
const cosmos = await startCosmos({
  port: Number(values.port ?? 0),
  clock: clockFromEnvironment(),
  ...(values.key === undefined ? {} : { key: values.key }),
  ...(values.data === undefined ? {} : { file: join(values.data, 'cosmos.sqlite') }),
  ...(values.resources === undefined ? {} : { databases: databasesIn(values.resources) }),
});
runPart({ endpoint: cosmos.endpoint, key: cosmos.key }, cosmos.stop);
