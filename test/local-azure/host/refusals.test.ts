import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { startHost } from './host.ts';

test.each([
  ['schedule', "'every monday' is not an NCRONTAB expression"],
  ['topic', 'Service Bus topics are not supported'],
  ['trigger', "'queueTrigger' is not supported"],
  ['connection', "the connection setting 'Missing' is missing or empty"],
])('a host with an unsupported %s refuses to start and prints the reason', async (name, reason) => {
  const file = resolve(import.meta.dirname, `fixtures/refused/${name}.ts`);
  const settings = {
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    Bus: 'Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=y;UseDevelopmentEmulator=true',
  };
  await expect(startHost({ functions: [file], settings })).rejects.toThrow(reason);
});
