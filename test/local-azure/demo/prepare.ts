/**
 * Loads the demonstration into an empty stack: configuration, representatives, contacts' behavior, and the contact
 * file.
 */
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { apply } from '../../../infra/apply/main.ts';
import { type Connection } from '../stack/connection.ts';
import { type Stack } from '../stack/boot.ts';
import { type ContactFile } from './contacts.ts';
import { behaviorOf } from './people.ts';

export const engagementId = 'renewal-calls';
export const representatives = Array.from({ length: 10 }, (_, index) => {
  return `rep-${String(index + 1).padStart(2, '0')}`;
});

/** The outcomes of ten conversations: most contacts renew, and one wants no more calls. */
const dispositions = { renewed: 7, 'wrong-person': 2, 'do-not-call': 1 };

const folder = join(import.meta.dirname, 'configuration');

/** Print the plan only if it failed. */
async function configure({ api, keys }: Stack): Promise<void> {
  const lines: string[] = [];
  const flags = { folder, url: api.url, key: keys.host, prune: false, dryRun: false };
  const applied = await apply(flags, (text) => void lines.push(text));
  if (!applied) throw new Error(lines.join('\n'));
}

/** The simulator loses its people when it ends, so every start sends them again. */
export async function sendPeople(simulator: Connection, numbers: readonly string[]): Promise<void> {
  await simulator.put('/people', numbers.map(behaviorOf));
  for (const [index, id] of representatives.entries()) {
    const times = { answerMs: 500 + index * 100, wrapUpMs: 3000 };
    const settings = { autoAnswer: true, ...times, dispositions };
    await simulator.put(`/representatives/${id}`, settings);
  }
}

async function seatRepresentatives(api: Connection): Promise<void> {
  for (const [index, id] of representatives.entries()) {
    const name = `Representative ${index + 1}`;
    await api.put(`/representatives/${id}`, {
      name,
      address: `8:acs:${id}`,
      queues: ['renewals'],
      skills: [],
    });
    await api.put(`/representatives/${id}/presence`, { presence: 'available' });
  }
}

export async function prepareDemo(stack: Stack, { bytes }: ContactFile): Promise<void> {
  const { api, blob } = stack;
  await configure(stack);
  await seatRepresentatives(api);
  await api.post(`/engagements/${engagementId}/operations`, { operation: 'Start' });
  const contacts = BlobServiceClient.fromConnectionString(blob).getContainerClient('contacts');
  await contacts.getBlockBlobClient(`${engagementId}/contacts.csv`).uploadData(bytes);
}
