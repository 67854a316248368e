/** Puts the demonstration into an empty stack: configuration, representatives, people, and the contact file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { z } from 'zod';
import { type Connection } from '../stack/connection.ts';
import { type Stack } from '../stack/boot.ts';
import { type ContactFile } from './contacts.ts';
import { personAt } from './people.ts';

export const engagementId = 'renewal-calls';
export const representatives = Array.from({ length: 10 }, (_, index) => {
  return `rep-${String(index + 1).padStart(2, '0')}`;
});

const folder = join(import.meta.dirname, 'configuration');
/** What refers to others comes after them; the SMS engagement before the one that follows up with it. */
const order = ['workstreams', 'queues', 'engagements'] as const;
const isVoice = ({ body }: { body: { channel?: string | undefined } }) =>
  Number(body.channel === 'voice');

async function configure(api: Connection): Promise<void> {
  for (const collection of order) {
    const documents = readdirSync(join(folder, collection)).map((file) => ({
      id: file.replace(/\.json$/, ''),
      body: z
        .looseObject({ channel: z.string().optional() })
        .parse(JSON.parse(readFileSync(join(folder, collection, file), 'utf8'))),
    }));
    for (const { id, body } of documents.sort((a, b) => isVoice(a) - isVoice(b))) {
      await api.put(`/${collection}/${id}`, body);
    }
  }
}

/** The simulator forgets its people when it ends, so every start tells it again. */
export async function populate(simulator: Connection, numbers: readonly string[]): Promise<void> {
  await simulator.put('/people', numbers.map(personAt));
  for (const [index, id] of representatives.entries()) {
    const settings = { autoAnswer: true, answerMs: 500 + index * 100, wrapUpMs: 3000 };
    await simulator.put(`/representatives/${id}`, settings);
  }
}

async function seatRepresentatives(api: Connection): Promise<void> {
  for (const [index, id] of representatives.entries()) {
    const name = `Representative ${index + 1}`;
    await api.put(`/representatives/${id}`, {
      ...{ name, address: `8:acs:${id}`, queues: ['renewals'], skills: [] },
    });
    await api.put(`/representatives/${id}/presence`, { presence: 'available' });
  }
}

export async function prepare({ api, blob }: Stack, { bytes }: ContactFile): Promise<void> {
  await configure(api);
  await seatRepresentatives(api);
  await api.post(`/engagements/${engagementId}/operations`, { operation: 'Start' });
  const contacts = BlobServiceClient.fromConnectionString(blob).getContainerClient('contacts');
  await contacts.getBlockBlobClient(`${engagementId}/contacts.csv`).uploadData(bytes);
}
