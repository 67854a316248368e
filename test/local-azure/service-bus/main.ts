/** Runs the local Service Bus as a process: --port, --resources FILE (with serviceBus.queues), --data DIR. */
import { clockFromEnvironment } from '../clock.ts';
import { runService } from '../run-service.ts';
import { openControl } from './control.ts';
import { readFlags } from './flags.ts';
import { startServiceBus } from './server.ts';

async function run(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  const bus = await startServiceBus({ ...flags, clock: clockFromEnvironment() });
  const control = await openControl(bus);
  runService({ connectionString: bus.connectionString, control: control.url }, async () => {
    await control.stop();
    await bus.stop();
  });
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
