// Differences between code and infrastructure fail here.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import resources from '../../infra/resources.json' with { type: 'json' };
import { settingNames } from '../../shared/config.ts';
import { contactsFolder, containers, queues } from '../../shared/resource-names.ts';

const sorted = (names: readonly string[]) => [...names].sort();

describe('the names in the code equal those of the infrastructure', () => {
  test('every Cosmos DB container is declared, and no other', () => {
    expect(sorted(resources.cosmos.containers.map(({ id }) => id))).toEqual(
      sorted(Object.values(containers)),
    );
  });

  test('every queue is declared, and no other', () => {
    expect(sorted(resources.serviceBus.queues.map(({ name }) => name))).toEqual(
      sorted(Object.values(queues)),
    );
  });

  test('the container of contact files is declared', () => {
    expect(resources.blob.containers.map(({ name }) => name)).toContain(contactsFolder);
  });

  test('the example settings are those that the code reads, plus those of the host', () => {
    const example = JSON.parse(readFileSync('local.settings.example.json', 'utf8')) as {
      Values: Record<string, string>;
    };
    expect(sorted(Object.keys(example.Values))).toEqual(
      sorted([...settingNames, 'AzureWebJobsStorage', 'FUNCTIONS_WORKER_RUNTIME']),
    );
  });
});
