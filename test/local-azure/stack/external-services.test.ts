// External storage and Cosmos DB: the stack creates what is missing in them and starts no local service for them.
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bootLocalApp } from '../../functions/on-local-azure.ts';
import { connectionsFrom } from './external-connections.ts';
import { type ServiceProcess, startServiceProcess } from './child-process.ts';

const parts: ServiceProcess[] = [];
afterAll(() => Promise.all(parts.map((part) => part.stop())));

async function separately(name: string): Promise<Readonly<Record<string, unknown>>> {
  const main = join(import.meta.dirname, '..', name, 'main.ts');
  const part = startServiceProcess({ name, main, args: [], env: process.env });
  parts.push(part);
  return part.ready;
}

test('a file dropped into an external storage account is imported into an external Cosmos DB account', async () => {
  const [storage, cosmos] = await Promise.all([separately('storage'), separately('cosmos')]);
  const app = await bootLocalApp(10, {
    given: connectionsFrom({
      AzureWebJobsStorage: String(storage['connectionString']),
      COSMOS_CONNECTION: `AccountEndpoint=${String(cosmos['endpoint'])};AccountKey=${String(cosmos['key'])};`,
      COSMOS_DATABASE: 'elsewhere',
    }),
  });
  try {
    expect(Object.keys(app.stack.pids()).sort()).toEqual(['communication', 'host', 'service-bus']);
    const workstream = { name: 'Outbound', numberType: 'directRouting', country: 'US' };
    await app.request('PUT', '/workstreams/out', { ...workstream, phoneNumber: '+18005550100' });
    await app.request('PUT', '/queues/renewals', { name: 'Renewals' });
    const { status } = await app.request('PUT', '/engagements/given', {
      name: 'Given',
      channel: 'voice',
      workstreamId: 'out',
      queueId: 'renewals',
      dialMode: 'progressive',
      phoneTypes: [{ type: 'mobile', quietHours: [] }],
    });
    expect(status).toBe(201);
    await app.drop(
      'given/contacts.csv',
      'UniqueIdentifier,FirstName,MobilePhoneNumber\nc1,Ann,+14255550171\n',
    );
    await expect
      .poll(async () => (await app.request('GET', '/engagements/given/imports')).body, {
        timeout: 20_000,
        interval: 100,
      })
      .toMatchObject({ items: [{ status: 'Completed', counts: { accepted: 1 } }] });
  } finally {
    await app.stop();
  }
}, 60_000);
