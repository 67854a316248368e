import { ConsistencyLevel, CosmosClient, PartitionKeyKind } from '@azure/cosmos';
import { describe, expect, test } from 'vitest';
import { codeOf, refusal, useRig } from './rig.ts';

describe('the account', () => {
  const rig = useRig([{ id: 'tasks', partitionKey: ['/pk'] }]);

  test('returns the address of the request as its location', async () => {
    const { resource } = await rig().client.getDatabaseAccount();
    expect(resource?.writableLocations[0]?.databaseAccountEndpoint).toBe(rig().cosmos.endpoint);
  });

  test('refuses a signature of another key', async () => {
    const { endpoint } = rig().cosmos;
    const stranger = new CosmosClient({ endpoint, key: Buffer.from('other').toString('base64') });
    expect(await codeOf(stranger.getDatabaseAccount())).toBe(401);
  });

  test('refuses a request without a signature', async () => {
    expect((await fetch(`${rig().cosmos.endpoint}dbs`)).status).toBe(401);
  });

  test('creates, reads, lists and deletes a database, and refuses to create it twice', async () => {
    const { databases } = rig().client;
    const { database } = await databases.create({ id: 'passing' });
    expect(await codeOf(databases.create({ id: 'passing' }))).toBe(409);
    expect((await databases.createIfNotExists({ id: 'passing' })).statusCode).toBe(200);
    expect((await database.read()).resource?.id).toBe('passing');
    const { resources } = await databases.readAll().fetchAll();
    expect(resources.map(({ id }) => id)).toEqual(['engagement', 'passing']);
    await database.delete();
    expect(await codeOf(database.read())).toBe(404);
  });

  test('returns a container as it was created', async () => {
    const { containers } = rig().client.database('engagement');
    const { container } = await containers.create({
      id: 'passing',
      partitionKey: { paths: ['/a', '/b'], kind: PartitionKeyKind.MultiHash },
      uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/email'] }] },
      defaultTtl: 60,
    });
    const { resource } = await container.read();
    expect(resource?.partitionKey?.paths).toEqual(['/a', '/b']);
    expect(resource?.uniqueKeyPolicy?.uniqueKeys[0]?.paths).toEqual(['/email']);
    expect(resource?.defaultTtl).toBe(60);
    expect(await codeOf(containers.create({ id: 'passing', partitionKey: '/a' }))).toBe(409);
    const { resources } = await containers.readAll().fetchAll();
    expect(resources.map(({ id }) => id)).toEqual(['tasks', 'passing']);
    await container.delete();
    expect(await codeOf(container.read())).toBe(404);
  });

  test('refuses a change of the partition key or the unique keys of a container', async () => {
    const container = rig().container('tasks');
    const changed = { id: 'tasks', partitionKey: { paths: ['/other'] } };
    expect(await codeOf(container.replace(changed))).toBe(400);
    const keyed = {
      id: 'tasks',
      partitionKey: { paths: ['/pk'] },
      uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/email'] }] },
    };
    expect(await codeOf(container.replace(keyed))).toBe(400);
  });

  test('answers 404/1003 for a document of a missing container or database', async () => {
    const missingOwner = { statusCode: 404, substatus: 1003 };
    expect(await rig().container('nowhere').item('id', 'pk').read()).toMatchObject(missingOwner);
    const nowhere = rig().client.database('nowhere');
    expect(await nowhere.container('tasks').item('id', 'pk').read()).toMatchObject(missingOwner);
    const created = nowhere.containers.create({ id: 'tasks', partitionKey: '/pk' });
    expect(await refusal(created)).toMatchObject({ code: 404, substatus: 1003 });
    const item = await rig().container('tasks').item('id', 'pk').read();
    expect([item.statusCode, item.substatus]).toEqual([404, undefined]);
    for (const missing of [rig().container('nowhere').read(), nowhere.read()]) {
      expect(await refusal(missing)).not.toHaveProperty('substatus');
    }
  });

  test('refuses unsupported features by name', async () => {
    const { scripts, items } = rig().container('tasks');
    const script = scripts.storedProcedures.create({ id: 'run', body: 'function () {}' });
    expect(await refusal(script)).toMatchObject({ code: 501, message: /'sprocs'/ });
    const feed = items.getChangeFeedIterator().readNext();
    expect(await refusal(feed)).toMatchObject({ code: 501, message: /change feed/ });
  });
});

describe('an unsupported container option', () => {
  const rig = useRig();
  test.each<[option: string, definition: object]>([
    ['conflictResolutionPolicy', { conflictResolutionPolicy: { mode: 'LastWriterWins' } }],
    ['analyticalStorageTtl', { analyticalStorageTtl: -1 }],
    ['vectorEmbeddingPolicy', { vectorEmbeddingPolicy: { vectorEmbeddings: [] } }],
    ['fullTextPolicy', { fullTextPolicy: { defaultLanguage: 'en-US' } }],
    ['computedProperties', { computedProperties: [{ name: 'low', query: 'SELECT VALUE 1' }] }],
    ['changeFeedPolicy', { changeFeedPolicy: { retentionDuration: 5 } }],
    ['geospatialConfig', { geospatialConfig: { type: 'Geometry' } }],
    ['spatialIndexes', { indexingPolicy: { spatialIndexes: [{ path: '/at/*' }] } }],
    ['none', { indexingPolicy: { indexingMode: 'none' } }],
    ['automatic', { indexingPolicy: { automatic: false } }],
    ['version', { partitionKey: { paths: ['/pk'], version: 1 } }],
  ])('%s is refused by name', async (option, definition) => {
    const { containers } = rig().client.database('engagement');
    const made = containers.create({ id: 'odd', partitionKey: { paths: ['/pk'] }, ...definition });
    expect(await refusal(made)).toMatchObject({
      code: 501,
      message: expect.stringContaining(option) as string,
    });
  });
});

describe('a consistency level', () => {
  const rig = useRig([{ id: 'tasks', partitionKey: ['/pk'] }]);
  test.each<[level: ConsistencyLevel, code: number]>([
    [ConsistencyLevel.Strong, 400],
    [ConsistencyLevel.BoundedStaleness, 400],
    [ConsistencyLevel.Session, 200],
    [ConsistencyLevel.ConsistentPrefix, 200],
    [ConsistencyLevel.Eventual, 200],
  ])('%s gets %i from an account with level Session', async (consistencyLevel, code) => {
    await rig().container('tasks').items.upsert({ id: 'seen', pk: 'a' });
    const { endpoint, key } = rig().cosmos;
    const client = new CosmosClient({ endpoint, key, consistencyLevel });
    const item = client.database('engagement').container('tasks').item('seen', 'a');
    if (code === 200) expect((await item.read()).statusCode).toBe(200);
    else expect(await refusal(item.read())).toMatchObject({ code, message: /not stronger than/ });
    client.dispose();
  });
});

describe('throttling', () => {
  const rig = useRig([{ id: 'tasks', partitionKey: ['/pk'] }]);

  test('refuses each n-th request for documents, and the SDK retries', async () => {
    rig().cosmos.throttle(3, 5);
    const { items } = rig().container('tasks');
    for (let n = 0; n < 10; n += 1) await items.create({ id: String(n), pk: 'a' });
    const { endpoint, key } = rig().cosmos;
    const hasty = new CosmosClient({
      endpoint,
      key,
      connectionPolicy: {
        retryOptions: {
          maxRetryAttemptCount: 0,
          fixedRetryIntervalInMilliseconds: 0,
          maxWaitTimeInSeconds: 0,
        },
      },
    });
    await fetch(`${endpoint}_control/throttle`, {
      method: 'PUT',
      body: JSON.stringify({ every: 1, retryAfterMs: 50 }),
    });
    const item = hasty.database('engagement').container('tasks').item('1', 'a');
    expect(await refusal(item.read())).toMatchObject({ code: 429, substatus: 3200 });
    rig().cosmos.throttle(null);
    expect((await item.read()).statusCode).toBe(200);
  });
});
