/** Registers the app's address with the services: for events, and for the representatives' work items. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection } from './connection.ts';
import { type HostKeys } from './state.ts';

export interface AppAddress {
  readonly url: string;
  readonly api: string;
  readonly keys: HostKeys;
}

function webhook(
  { url, keys }: AppAddress,
  extension: 'blobs' | 'eventgrid',
  functionName: string,
): string {
  const query = new URLSearchParams({ functionName, code: keys.system[`${extension}_extension`] });
  return `${url}/runtime/webhooks/${extension}?${query.toString()}`;
}

export const blobsWebhook = (app: AppAddress) =>
  webhook(app, 'blobs', 'Host.Functions.contacts-dropped');

export const registerWithSimulator = (simulator: Connection, app: AppAddress) =>
  patiently(async () => {
    await simulator.put('/event-grid', { endpoint: webhook(app, 'eventgrid', 'sms-events') });
    await simulator.put('/desktop', { api: app.api, key: app.keys.host });
  });

export const registerWithStorage = (eventGrid: Connection, app: AppAddress) =>
  patiently(async () => {
    await eventGrid.put('/subscriptions/contacts-dropped', {
      endpoint: blobsWebhook(app),
      subjectBeginsWith: '/blobServices/default/containers/contacts/',
    });
  });

const tries = 40;
const everyMs = 250;

/** The registration performs a handshake with the host, which may be restarting. */
async function patiently(introduce: () => Promise<void>): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      await introduce();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await sleep(everyMs);
    }
  }
}
