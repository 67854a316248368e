// Kills each service of the running stack as a crash would. The service comes back at its address, and the app
// continues.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootLocalApp, type LocalApp } from '../../functions/on-local-azure.ts';

let app: LocalApp;
const said: string[] = [];

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const engagement = {
  name: 'Renewals',
  channel: 'voice',
  workstreamId: 'outbound',
  queueId: 'renewals',
  dialMode: 'progressive',
  // Long timeouts: on a slow machine local time runs fast, and no call may hang up for that reason.
  callSettings: { abandonedAfterSeconds: 60 },
  phoneTypes: [{ type: 'mobile', quietHours: [{ days: everyDay, from: '21:00', to: '08:00' }] }],
};
const patience = { timeout: 15_000, interval: 50 };
const header = 'UniqueIdentifier,FirstName,MobilePhoneNumber';

interface Listed {
  items: { status: string }[];
}
const get = async (path: string) => (await app.request('GET', path)).body;

beforeAll(async () => {
  app = await bootLocalApp(20, { say: (line) => said.push(line) });
  const workstream = { name: 'Outbound', numberType: 'directRouting', country: 'US' };
  await app.request('PUT', '/workstreams/outbound', { ...workstream, phoneNumber: '+18005550100' });
  await app.request('PUT', '/queues/renewals', { name: 'Renewals' });
}, 60_000);
afterAll(() => app.stop());

/** Creates an engagement and its file; resolves when the import has ended. */
async function imported(id: string, number: string): Promise<void> {
  await app.request('PUT', `/engagements/${id}`, engagement);
  await app.drop(`${id}/contacts.csv`, `${header}\nc1,Ann,${number}\n`);
  await expect
    .poll(async () => ((await get(`/engagements/${id}/imports`)) as Listed).items[0]?.status, {
      ...patience,
      message: `the import of ${id}`,
    })
    .toBe('Completed');
}

describe('after kill -9 of', () => {
  test.each([
    ['cosmos', '+14255550191'],
    ['service-bus', '+14255550192'],
    ['storage', '+14255550193'],
    ['host', '+14255550194'],
  ])('%s the app still has its data and imports a new file', async (part, number) => {
    const before = app.stack.pids();
    await imported(`before-${part}`, number);
    await app.stack.restart(part);
    const after = app.stack.pids();
    expect(after).toEqual({ ...before, [part]: after[part] });
    expect(after[part]).not.toBe(before[part]);

    expect(await get('/workstreams/outbound')).toMatchObject({ name: 'Outbound' });
    expect(await get(`/engagements/before-${part}/report`)).toMatchObject({
      tasks: { accepted: 1 },
    });
    await imported(`after-${part}`, number);
    expect(said.splice(0).join('\n')).toContain(`The service '${part}' was ended by SIGKILL`);
  });

  test('the communication simulator, a new call is placed, bridged and ended', async () => {
    await app.stack.restart('communication');
    await app.stack.simulator.put('/people', [
      { number: '+14255550195', outcome: 'answer', ringMs: 2000, talkMs: 8000, patienceMs: 60_000 },
    ]);
    await app.stack.simulator.put('/representatives/rep-1', { autoAnswer: true, wrapUpMs: 1000 });
    await app.request('PUT', '/representatives/rep-1', {
      name: 'rep-1',
      address: '8:acs:rep-1',
      queues: ['renewals'],
    });
    await app.request('PUT', '/representatives/rep-1/presence', { presence: 'available' });
    await app.request('PUT', '/engagements/calls', engagement);
    await app.request('POST', '/engagements/calls/operations', { operation: 'Start' });
    await imported('calls', '+14255550195');
    await expect
      .poll(() => get('/engagements/calls/report'), { ...patience, timeout: 30_000 })
      .toMatchObject({ tasks: { closed: { reached: 1 } }, deliveries: { connected: 1 } });
  }, 50_000);
});
