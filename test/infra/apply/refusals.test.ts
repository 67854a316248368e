import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aQueue } from '../../support/builders/queue.ts';
import { aWorkstream } from '../../support/builders/workstream.ts';
import { aFolder, least } from './folder-builder.ts';
import { aBench, applying } from './run-builder.ts';

const renamed = { ...least, 'queues/renewals.yaml': 'name: Renewed' };

describe('somebody else writes between the plan and its carrying out', () => {
  test('a changed document stays as they made it', async () => {
    const { engine, api, apply } = await aBench();
    await apply(least);
    const theirs = aQueue({ name: 'Theirs' });
    api.before('PUT /queues/renewals', () => engine.saveConfiguration.put('queue', theirs, null));
    const { code, said } = await apply(renamed);
    expect(code).toBe(1);
    expect(said).toContain(
      '! queues/renewals.yaml is not changed: it was changed by somebody else since the plan was made',
    );
    expect(said).toContain('Not everything was applied.');
    expect((await engine.saveConfiguration.get('queue', 'renewals')).value.name).toBe('Theirs');
  });

  test('a removed document is not created again', async () => {
    const { engine, api, apply } = await aBench();
    await apply({ 'queues/renewals.yaml': 'name: Renewals' });
    api.before('PUT /queues/renewals', () =>
      engine.saveConfiguration.remove('queue', 'renewals', null),
    );
    const { said } = await apply({ 'queues/renewals.yaml': 'name: Renewed' });
    expect(said).toContain('it was changed by somebody else');
    expect(await engine.saveConfiguration.list('queue')).toEqual([]);
  });

  test('a document that they created is left as they made it', async () => {
    const { engine, api, apply } = await aBench();
    const theirs = aQueue({ name: 'Theirs' });
    api.before('PUT /queues/renewals', () => engine.saveConfiguration.put('queue', theirs, null));
    const { code, said } = await apply(least);
    expect(code).toBe(1);
    expect(said).toContain(
      '! queues/renewals.yaml is not created: somebody else made it since the plan was made, and is left as they made it',
    );
    expect((await engine.saveConfiguration.get('queue', 'renewals')).value.name).toBe('Theirs');
  });

  test('a document that they made as the folder says is as it is to be', async () => {
    const { engine, api, apply } = await aBench();
    const theirs = aQueue({ name: 'Renewals', wrapUpSeconds: 30 });
    api.before('PUT /queues/renewals', () => engine.saveConfiguration.put('queue', theirs, null));
    expect(await apply(least)).toMatchObject({ code: 0 });
  });

  test('a document that they changed is not removed, and one that they removed is gone', async () => {
    const { engine, api, apply } = await aBench();
    await apply({ 'queues/a.yaml': 'name: A', 'queues/b.yaml': 'name: B' });
    const theirs = aQueue({ id: 'a', name: 'Theirs' });
    api.before('DELETE /queues/a', () => engine.saveConfiguration.put('queue', theirs, null));
    api.before('DELETE /queues/b', () => engine.saveConfiguration.remove('queue', 'b', null));
    const { code, said } = await apply({ 'queues/c.yaml': 'name: C' }, '--prune');
    expect(code).toBe(1);
    expect(said).toContain('! queues/a is not removed: it was changed by somebody else');
    expect(said).toContain('- queues/b removed');
  });
});

describe('what does not fit any more when its turn comes', () => {
  const shown = {
    ...renamed,
    'engagements/spring.yaml': `${least['engagements/spring.yaml']}displayNumbers: { numbers: [{ number: +12065550150, type: directRouting }] }`,
  };
  const overtaken = async () => {
    const bench = await aBench();
    await bench.apply({ ...least, 'queues/old.yaml': 'name: Old' });
    bench.api.before('PUT /engagements/spring', () =>
      bench.engine.saveConfiguration.put(
        'workstream',
        aWorkstream({ id: 'outbound', numberType: 'teamsPhone' }),
        null,
      ),
    );
    return bench;
  };

  test('is shown with file, path, value and message, and the others are written', async () => {
    const { engine, apply } = await overtaken();
    const { code, said } = await apply(shown);
    expect(code).toBe(1);
    expect(said).toContain('~ queues/renewals changed');
    expect(said).toContain(
      [
        '! engagements/spring.yaml is not changed: The engagement is not valid.',
        `    displayNumbers.numbers.0.type ("directRouting"): must be 'teamsPhone'`,
      ].join('\n'),
    );
    expect((await engine.saveConfiguration.get('queue', 'renewals')).value.name).toBe('Renewed');
  });

  test('keeps what was to be removed', async () => {
    const { engine, apply } = await overtaken();
    const { said } = await apply(shown, '--prune');
    expect(said).toContain('! queues/old is not removed while others are not written');
    expect(await engine.saveConfiguration.list('queue')).toHaveLength(2);
  });
});

describe('an engine that cannot be used is told in one line', () => {
  test('nobody listens', async () => {
    const { api, apply } = await aBench();
    api.close();
    const { code, said } = await apply(least);
    expect(code).toBe(1);
    expect(said).toMatch(/^http\S+ cannot be reached: .*ECONNREFUSED.*\.$/);
  });

  test('the key is another one', async () => {
    const { api, apply } = await aBench();
    expect(await apply(least, '--key', 'wrong')).toEqual({
      code: 1,
      said: `${api.url} does not take this function key (401); give it as --key or in ENGINE_KEY.`,
    });
  });

  test('the address leads past the API', async () => {
    const { api } = await aBench();
    const { code, said } = await applying(aFolder(least), '--url', `${api.url}/v9`);
    expect(code).toBe(1);
    expect(said).toMatch(/answered 404 to GET \/\w+: nothing more\. Is the address right\?/);
    expect(said).not.toContain('\n');
  });

  test.each([
    ['an answer that is none of the API’s', 200, '<html>', '<html>'],
    ['a failure with its problem details', 503, '{"title": "Try again later"}', 'Try again later'],
  ])('%s', async (_what, status, body, told) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', () => listening());
    });
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api`;
    const { code, said } = await applying(aFolder(least), '--url', url);
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`answered ${status} to GET /\\S+: ${told}\\.`));
    expect(said).not.toContain('\n');
  });

  test('it goes away half way: what was done is said, and a second run does the rest', async () => {
    const { engine, api, apply } = await aBench();
    api.before('PUT /workstreams/outbound', async () => api.close());
    const { code, said } = await apply(least);
    expect(code).toBe(1);
    expect(said).toContain('+ queues/renewals created');
    expect(said).toMatch(
      /cannot be reached: .*\nWhether workstreams\/outbound was written is not known\.\n1 of 3 were done; start it again for the rest\.$/,
    );
    const again = await aBench(engine);
    expect((await again.apply(least)).code).toBe(0);
  });

  test('a folder without documents', async () => {
    const { apply } = await aBench();
    const { code, said } = await apply({ 'README.md': 'Nothing yet.' });
    expect(code).toBe(1);
    expect(said).toMatch(/^There are no documents in '.*'\.$/);
  });
});
