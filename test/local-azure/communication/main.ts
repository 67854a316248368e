import { clockFromEnvironment } from '../clock.ts';
import { runService } from '../run-service.ts';
import { readFlags } from './flags.ts';
import { startCommunication } from './start.ts';

async function run(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  const communication = await startCommunication({ ...flags, clock: clockFromEnvironment() });
  const { url, connectionString, issuer, audience, jwksUrl } = communication;
  runService({ url, connectionString, issuer, audience, jwksUrl }, () => communication.stop());
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
