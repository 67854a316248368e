// The running app over the emulators, with the real SDKs: HTTP, blobs, queues, callbacks and Event Grid.
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootLocalApp, type LocalApp } from './on-local-azure.ts';

let app: LocalApp;

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const quietHours = [{ days: everyDay, from: '21:00', to: '08:00' }];
const phoneTypes = [
  { type: 'mobile', quietHours },
  { type: 'home', quietHours },
];
const engagement = {
  name: 'Renewals',
  channel: 'voice',
  workstreamId: 'outbound',
  queueId: 'renewals',
  dialMode: 'progressive',
  phoneTypes,
};
const patience = { timeout: 20_000, interval: 100 };

const put = (path: string, body: unknown) => app.request('PUT', path, body);

beforeAll(async () => {
  app = await bootLocalApp();
  const workstream = { name: 'Outbound', numberType: 'directRouting', country: 'US' };
  await put('/workstreams/outbound', { ...workstream, phoneNumber: '+18005550100' });
  await put('/queues/renewals', { name: 'Renewals' });
}, 60_000);

afterAll(() => app.stop());

describe('configuration', () => {
  test('a new engagement is a draft with the defaults of the product page', async () => {
    const { status, headers, body } = await put('/engagements/defaults', engagement);
    expect(status).toBe(201);
    expect(headers.get('etag')).toMatch(/^".+"$/);
    expect(body).toMatchObject({
      id: 'defaults',
      lifecycle: { status: 'draft' },
      callOrder: 'earliestScheduledDate',
      callSettings: { ringTimeoutSeconds: 30, answeringMachine: { action: 'endCall' } },
      reattempts: { attempts: 1, smsFollowUp: null },
    });
    expect((await put('/engagements/defaults', engagement)).status).toBe(200);
  });

  test.each([
    ['an unknown property', { ...engagement, dialmode: 'x' }, 'dialmode'],
    [
      'a ring time beyond what the service allows',
      { ...engagement, callSettings: { ringTimeoutSeconds: 300 } },
      'callSettings.ringTimeoutSeconds',
    ],
    ['a workstream that is not there', { ...engagement, workstreamId: 'nowhere' }, 'workstreamId'],
    [
      'a follow-up that is no SMS engagement',
      { ...engagement, reattempts: { smsFollowUp: 'defaults' } },
      'reattempts.smsFollowUp',
    ],
    ['another id than the path', { ...engagement, id: 'other' }, 'id'],
  ])('%s is refused with its path', async (_name, body, path) => {
    const answer = await put('/engagements/refused', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'invalidInput', errors: [{ path }] });
    expect((await app.request('GET', '/engagements/refused')).status).toBe(404);
  });

  test('a body that is not JSON is refused with the reason', async () => {
    const answer = await app.request('PUT', '/queues/broken', '{"name":');
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalidInput' } });
  });

  test('a set of documents is planned without a write, and then written at once', async () => {
    const set = { documents: { queues: { planned: { name: 'Planned' } } } };
    const plan = await app.request('POST', '/configuration/plan', set);
    const steps = [{ act: 'create', document: 'queues/planned', batch: 1, fields: [] }];
    expect(plan).toMatchObject({ status: 200, body: { steps, issues: [] } });
    expect((await app.request('GET', '/queues/planned')).status).toBe(404);
    const { revision } = plan.body as { revision: string };
    const apply = () => app.request('POST', '/configuration/apply', { ...set, revision });
    expect(await apply()).toMatchObject({ status: 200, body: { steps } });
    expect((await app.request('GET', '/queues/planned')).status).toBe(200);
    expect(await apply()).toMatchObject({ status: 412, body: { code: 'staleVersion' } });
  });

  test('a set with an issue is refused with the path in the request', async () => {
    const set = { documents: { queues: { 'not planned': { name: 'N' } } } };
    expect(await app.request('POST', '/configuration/apply', set)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'documents.queues.not planned.id', value: 'not planned' }] },
    });
  });

  test('a write with an outdated etag is refused', async () => {
    const key = { 'x-functions-key': app.stack.keys.host };
    const stale = { ...key, 'if-match': '"0"' };
    expect((await app.request('PUT', '/queues/renewals', { name: 'R' }, stale)).status).toBe(412);
  });

  test('a used document cannot be deleted, and the response lists its users', async () => {
    const answer = await app.request('DELETE', '/queues/renewals');
    expect(answer).toMatchObject({ status: 409, body: { code: 'inUse' } });
    expect(JSON.stringify(answer.body)).toContain('defaults');
  });

  test('a request without a key returns nothing', async () => {
    expect((await app.request('GET', '/engagements', undefined, {})).status).toBe(401);
    expect((await app.request('GET', '/health', undefined, {})).status).toBe(200);
  });

  test.each(['/openapi.json', '/swagger.json', '/swagger.json/'])(
    'the description %s needs no key and has the configured address',
    async (path) => {
      // The address of the API: http://127.0.0.1:…/api
      const { url } = app.stack.api;
      const body = await new Promise<string>((answered, failed) => {
        const headers = { host: 'evil.example' };
        get(`${url}${path}`, { headers }, (response) => void text(response).then(answered)).on(
          'error',
          failed,
        );
      });
      expect(body).not.toContain('evil.example');
      expect((await app.request('GET', path, undefined, {})).status).toBe(200);
      const { host } = new URL(url);
      expect(JSON.parse(body)).toMatchObject(
        path === '/openapi.json'
          ? { servers: [{ url }] }
          : { host, basePath: '/api', schemes: ['http'] },
      );
    },
  );

  test.each(['a%2Fb', 'a%23b', 'a%3Fb', '%20', 'a'.repeat(65)])(
    'every route refuses the id %s',
    async (id) => {
      const paths = ['/queues/', '/engagements/', '/representatives/'].map((at) => `${at}${id}`);
      const asked: [string, string][] = [
        ...paths.map((path): [string, string] => ['GET', path]),
        ...paths.slice(0, 2).map((path): [string, string] => ['DELETE', path]),
        ...paths.map((path): [string, string] => ['PUT', path]),
        ['GET', `/representatives/${id}/work`],
        ['GET', `/engagements/${id}/report`],
        ['GET', `/engagements/${id}/deliveries`],
      ];
      for (const [method, path] of asked) {
        const { status, body } = await app.request(method, path, method === 'PUT' ? {} : undefined);
        expect([method, path, status]).toEqual([method, path, 400]);
        const paths = (body as { errors: { path: string }[] }).errors.map((issue) => issue.path);
        expect(paths).toContain('id');
      }
    },
  );

  test('a document cannot refer to an invalid id', async () => {
    const answer = await put('/engagements/refused', { ...engagement, queueId: 'a/b#c?d' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'queueId' }] } });
  });

  test('a body that is too deep or too long is refused with the reason', async () => {
    const deep = `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect(await put('/queues/deep', deep)).toMatchObject({ status: 400, body: { errors: [{}] } });
    const large = JSON.stringify({ name: 'x'.repeat(3_000_000) });
    const answer = await put('/queues/large', large);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalidInput' } });
    expect(JSON.stringify(answer.body).length).toBeLessThan(1000);
  });

  test('If-None-Match * writes only a new document', async () => {
    const headers = { 'x-functions-key': app.stack.keys.host, 'if-none-match': '*' };
    const create = () => app.request('PUT', '/queues/once', { name: 'Once' }, headers);
    expect((await create()).status).toBe(201);
    expect(await create()).toMatchObject({ status: 412, body: { code: 'staleVersion' } });
  });

  test('a time with an offset is stored in UTC', async () => {
    const until = '2026-12-24T19:00:00.1234567+01:00';
    const answer = await put('/cancellation-policies/storm', { name: 'S', states: ['FL'], until });
    expect(answer).toMatchObject({ status: 201, body: { until: '2026-12-24T18:00:00.123Z' } });
  });

  test.each(['delivery-tasks', 'deliveries', 'imports', 'report'])(
    'the %s of an unknown engagement are not found',
    async (list) => {
      const answer = await app.request('GET', `/engagements/nope/${list}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'notFound' } });
    },
  );

  test('an engagement that never started cannot be resumed', async () => {
    const answer = await app.request('POST', '/engagements/defaults/operations', {
      operation: 'Resume',
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'notStarted' } });
  });

  const atCcaas = (id: string, operation: string) =>
    app.request('POST', '/data/v9.2/CCaaS_CreateOperation', {
      ApiVersion: '1.0',
      Operation: operation,
      ProactiveEngagementConfigId: id,
    });

  test('an SMS engagement is only a follow-up, and both APIs refuse to operate it', async () => {
    const texts = { name: 'Texts', channel: 'sms', workstreamId: 'outbound', message: 'Hello' };
    await put('/engagements/texts', texts);
    const start = { operation: 'Start' };
    const answer = await app.request('POST', '/engagements/texts/operations', start);
    expect(answer).toMatchObject({ status: 409, body: { code: 'channelNotServed' } });
    expect((await atCcaas('texts', 'Suspend')).status).toBe(405);
  });

  test('a suspension has the type of the API that requested it', async () => {
    await put('/engagements/paused', engagement);
    const operate = (operation: string) =>
      app.request('POST', '/engagements/paused/operations', { operation });
    await operate('Start');
    const suspended = { status: 'suspended', type: 'adminAction' };
    expect((await operate('Suspend')).body).toMatchObject({ lifecycle: suspended });
    await operate('Resume');
    expect((await atCcaas('paused', 'Suspend')).status).toBe(202);
    const { body } = await app.request('GET', '/engagements/paused');
    expect(body).toMatchObject({ lifecycle: { status: 'suspended', type: 'apiAction' } });
  });
});

describe('a dropped file', () => {
  const header = 'UniqueIdentifier,FirstName,MobilePhoneNumber';
  const good = 'g1,Ann,+14255550171';

  interface Run {
    status: string;
    failure: { code: string; message: string } | null;
    counts: { accepted: number; rejected: number; alreadyPending: number; tasks: number };
    id: string;
  }
  const runs = async (id: string): Promise<Run[]> => {
    const { body } = await app.request('GET', `/engagements/${id}/imports`);
    return (body as { items: Run[] }).items;
  };
  const ended = async (id: string, count = 1): Promise<Run[]> => {
    await expect
      .poll(
        async () => (await runs(id)).filter(({ status }) => status !== 'InProgress').length,
        patience,
      )
      .toBe(count);
    return runs(id);
  };

  test.each([
    [
      'without its required column',
      'no-column',
      'Name,MobilePhoneNumber\nAnn,+14255550171\n',
      'badHeader',
    ],
    ['with no number column', 'no-number', 'UniqueIdentifier,FirstName\ng1,Ann\n', 'badHeader'],
    ['in UTF-16', 'utf16', Buffer.from(`\uFEFF${header}\n${good}\n`, 'utf16le'), 'notUtf8'],
    ['larger than 10 MB', 'large', Buffer.alloc(10 * 1024 * 1024 + 1, 'x'), 'fileTooLarge'],
    ['with nothing in it', 'empty', `${header}\n`, 'fileEmpty'],
    ['with no good row', 'no-good-row', `${header}\ng1,Ann,12\n`, 'noGoodRow'],
  ])('%s fails with the reason', async (_name, id, content, code) => {
    await put(`/engagements/${id}`, engagement);
    await app.drop(`${id}/contacts.csv`, content);
    const [run] = await ended(id);
    expect(run).toMatchObject({ status: 'Failed', failure: { code } });
  });

  test('with invalid rows keeps every valid one and lists each issue with its line', async () => {
    await put('/engagements/faulty', engagement);
    const rows = [header, good, 'g2,"Bo,+14255550172', ',Cy,+14255550173', 'g1,Di,+14255550174'];
    rows.push('g5,Ed,+1425', 'g6,Flo,+14255550176');
    await app.drop('faulty/contacts.csv', rows.join('\r\n'));
    const [run] = await ended('faulty');
    expect(run).toMatchObject({
      status: 'CompletedWithErrors',
      counts: { rows: 6, accepted: 2, rejected: 4, tasks: 2 },
    });
    const rejects = await app.request(
      'GET',
      `/engagements/faulty/imports/${run?.id ?? ''}/rejects.csv`,
    );
    expect(
      String(rejects.body)
        .trim()
        .split('\n')
        .map((line) => line.split(',').slice(0, 3)),
    ).toEqual([
      ['line', 'field', 'reason'],
      ['3', '', 'openQuote'],
      ['4', 'UniqueIdentifier', 'missingValue'],
      ['5', 'UniqueIdentifier', 'duplicateRow'],
      ['6', 'MobilePhoneNumber', 'invalidNumber'],
    ]);
  });

  test('creates nothing twice, and only new rows of a corrected file', async () => {
    await put('/engagements/twice', engagement);
    const first = `${header}\n${good}\n`;
    await app.drop('twice/contacts.csv', first);
    await ended('twice');
    await app.drop('twice/copy.csv', first);
    await app.drop('twice/corrected.csv', `${first}g7,Gus,+14255550177\n`);
    await ended('twice', 2);
    const { body } = await app.request('GET', '/engagements/twice/report');
    expect(body).toMatchObject({ tasks: { accepted: 2 } });
    expect((await runs('twice')).map(({ counts }) => counts.alreadyPending).sort()).toEqual([0, 1]);
  });
});

describe('the main job', () => {
  const people = [
    { number: '+14255550181', outcome: 'answer', ringMs: 2000, talkMs: 8000 },
    { number: '+14255550182', outcome: 'busy', sms: 'delivered' },
    { number: '+14255550183', outcome: 'noAnswer', sms: 'failed' },
    { number: '+14255550184', outcome: 'machine', ringMs: 2000, greetingMs: 4000, sms: 'STOP' },
    { number: '+14255550185', outcome: 'invalid' },
  ];

  test('a dropped file is dialed, bridged, retried, followed up by SMS and reported', async () => {
    await put('/engagements/reminder', {
      name: 'Reminder',
      channel: 'sms',
      workstreamId: 'outbound',
      message: 'Hello {{FirstName}}',
      phoneTypes: [phoneTypes[0]],
    });
    const answeringMachine = {
      detection: 'speech',
      detectionSeconds: 7,
      action: 'leaveVoicemail',
      voicemailPrompt: 'Please call us.',
    };
    await put('/disposition-codes/sold', { name: 'Sold', category: 'success' });
    await put('/engagements/main', {
      ...engagement,
      callSettings: { ringTimeoutSeconds: 15, abandonedAfterSeconds: 60, answeringMachine },
      reattempts: {
        reasons: ['noAnswer', 'busy', 'answeringMachine'],
        attempts: 2,
        waitMinutes: 0.2,
        smsFollowUp: 'reminder',
      },
    });
    await app.stack.simulator.put('/people', people);
    for (const id of ['rep-1', 'rep-2']) {
      await app.stack.simulator.put(`/representatives/${id}`, {
        autoAnswer: true,
        wrapUpMs: 1000,
        dispositions: { sold: 1 },
      });
      await put(`/representatives/${id}`, {
        name: id,
        address: `8:acs:${id}`,
        queues: ['renewals'],
      });
      await put(`/representatives/${id}/presence`, { presence: 'available' });
    }
    await app.request('POST', '/engagements/main/operations', { operation: 'Start' });
    const rows = people.map(({ number }, index) => `m${index},Name${index},${number}`);
    await app.drop(
      'main/contacts.csv',
      `UniqueIdentifier,FirstName,MobilePhoneNumber\n${rows.join('\n')}\n`,
    );

    await expect
      .poll(async () => (await app.request('GET', '/engagements/main/report')).body, {
        timeout: 60_000,
        interval: 250,
      })
      .toMatchObject({
        tasks: { accepted: 5, closed: { reached: 1, exhausted: 3, unreachable: 1 } },
        deliveries: {
          voice: {
            started: 8,
            inProcess: 0,
            results: {
              LiveAnswer: 1,
              Busy: 2,
              NoAnswer: 2,
              AnsweringMachine: 2,
              InvalidAddress: 1,
            },
          },
          sms: { started: 3, inProcess: 0, results: { Delivered: 2, 'Not delivered': 1 } },
          connected: 1,
          abandoned: 0,
        },
      });
    const { body } = await app.request('GET', '/engagements/main/deliveries');
    const { items } = body as {
      items: { result: string; from: string; dispositionCodes: string[] }[];
    };
    expect(items).toHaveLength(11);
    const recorded = items.filter(({ dispositionCodes }) => dispositionCodes.length > 0);
    expect(recorded).toMatchObject([{ result: 'LiveAnswer', dispositionCodes: ['sold'] }]);
    expect(new Set(items.map(({ from }) => from))).toEqual(new Set(['+18005550100']));
    await expect
      .poll(async () => {
        const { body: list } = await app.request('GET', '/representatives');
        return (list as { items: { presence: { status: string } }[] }).items.map(
          ({ presence }) => presence.status,
        );
      }, patience)
      .toEqual(['available', 'available']);
  }, 90_000);

  test('a disposition for other work, or with an invalid list, is refused', async () => {
    await put('/representatives/rep-3', { name: 'rep-3', address: '8:acs:rep-3' });
    const path = `/representatives/rep-3/work/${'0'.repeat(32)}.1.1/disposition`;
    expect(await app.request('POST', path, { codes: ['sold'] })).toMatchObject({
      status: 409,
      body: { code: 'otherDelivery' },
    });
    expect(await app.request('POST', path, { codes: 'sold' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'codes', value: 'sold', message: 'must be a list' }] },
    });
  });

  test('a representative can be written back as returned', async () => {
    const { body } = await app.request('GET', '/representatives/rep-1');
    const answer = await put('/representatives/rep-1', body);
    expect(answer).toMatchObject({ status: 200, body: body as object });
  });

  test('a callback without a signature or without the secret is refused', async () => {
    const token = `renewals~${'0'.repeat(32)}.1.1~${'0'.repeat(32)}`;
    const events = [
      {
        id: '1',
        type: 'Microsoft.Communication.CallDisconnected',
        data: { callConnectionId: 'x' },
      },
    ];
    expect((await app.request('POST', `/call-events/${token}`, events, {})).status).toBe(401);
    expect((await app.request('POST', '/call-events/nonsense', events, {})).status).toBe(401);
  });
});
