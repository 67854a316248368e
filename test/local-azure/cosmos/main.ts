import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockFromEnvironment } from '../clock.ts';
import { runService } from '../run-service.ts';
import { type ContainerDefinition, type DatabaseDefinition } from './definition.ts';
import { flagsOrExit } from './flags.ts';
import { startCosmos } from './start.ts';

const { port, key, data, resources } = flagsOrExit(process.argv.slice(2));

/** The `cosmos` part of infra/resources.json. */
function databasesIn(file: string): DatabaseDefinition[] {
  const { cosmos } = JSON.parse(readFileSync(file, 'utf8')) as {
    cosmos: { database: string; containers: ContainerDefinition[] };
  };
  return [{ id: cosmos.database, containers: cosmos.containers }];
}

if (data !== undefined) mkdirSync(data, { recursive: true });
const cosmos = await startCosmos({
  port,
  clock: clockFromEnvironment(),
  ...(key === undefined ? {} : { key }),
  ...(data === undefined ? {} : { file: join(data, 'cosmos.sqlite') }),
  ...(resources === undefined ? {} : { databases: databasesIn(resources) }),
});
runService({ endpoint: cosmos.endpoint, key: cosmos.key }, cosmos.stop);
