// The reading of requests, and the responses to errors.
import {
  HttpRequest,
  type HttpRequestInit,
  HttpResponse,
  InvocationContext,
} from '@azure/functions';
import { describe, expect, test } from 'vitest';
import {
  httpHandler,
  type Handle,
  ok,
  parametersOf,
  requestOf,
} from '../../../../shared/adapters/http/http-handler.ts';
import { pagingQuery } from '../../../../shared/contract/requests/paging.ts';
import { operationRequestSchema } from '../../../../shared/contract/requests/parse-request.ts';
import { engagementIdSchema, importIdSchema } from '../../../../shared/domain/values/ids.ts';
import { InvalidInput, Transient } from '../../../../shared/errors.ts';

interface Problem {
  code: string;
  errors: { path: string; value?: unknown; message: string }[];
}

async function answerTo(handle: Handle, init: Partial<HttpRequestInit> = {}) {
  const request = new HttpRequest({ method: 'POST', url: 'http://engine.example/api/x', ...init });
  const context = new InvocationContext({ functionName: 'x', logHandler: () => undefined });
  const answer = new HttpResponse(await httpHandler(handle)(request, context));
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: JSON.parse(text) as Problem,
  };
}

const paged = { id: engagementIdSchema, ...pagingQuery };
const page: Handle = async (request) => ok(parametersOf(request, paged));

describe('parameters', () => {
  const asked = (params: Record<string, string>, query: Record<string, string> = {}) =>
    answerTo(page, { params, query });

  test('have their defaults', async () => {
    const { body } = await asked({ id: 'spring' });
    expect(body).toEqual({ id: 'spring', continuation: null, top: 100 });
  });
  test('come from the path and the query', async () => {
    const { body } = await asked({ id: 'spring' }, { continuation: 'abc', top: '0020' });
    expect(body).toEqual({ id: 'spring', continuation: 'abc', top: 20 });
  });
  test.each(['0', '1001', '-1', '1.5', '0x10', '1e2', ' 5', '', 'all', '99999999999999999999'])(
    'with top %j are refused by name',
    async (top) => {
      const { status, body } = await asked({ id: 'spring' }, { top });
      expect(status).toBe(400);
      expect(body.errors.map(({ path }) => path)).toEqual(['top']);
    },
  );
  test.each(['a/b', '..', 'a#b', 'a?b', ' ', 'a'.repeat(65)])(
    'with the id %j are refused by name',
    async (id) => {
      const { status, body } = await asked({ id });
      expect(status).toBe(400);
      expect(body.errors).toEqual([
        {
          path: 'id',
          value: id,
          message: expect.stringMatching(/^must be 1 to 64 letters/) as string,
        },
      ]);
    },
  );
  test('are reported all at once', async () => {
    const import_ = { id: engagementIdSchema, importId: importIdSchema };
    const { body } = await answerTo(async (request) => ok(parametersOf(request, import_)), {
      params: { id: '/', importId: 'x' },
    });
    expect(body.errors.map(({ path }) => path)).toEqual(['id', 'importId']);
    expect(body.errors[1]?.message).toBe('must be 32 hexadecimal digits');
  });
  test('and the body are reported all at once', async () => {
    const shapes = { parameters: { id: engagementIdSchema }, body: operationRequestSchema };
    const { status, body } = await answerTo(
      async (request) => ok(await requestOf(request, shapes)),
      {
        params: { id: '..' },
        body: { string: '{"operation":"Pause"}' },
      },
    );
    expect(status).toBe(400);
    expect(body.errors.map(({ path }) => path)).toEqual(['id', 'operation']);
  });
});

describe('problem details', () => {
  test('contain a hundred issues, and the number of the others', async () => {
    const fault = { path: 'at', value: { key: 'secret' }, message: 'is wrong' };
    const { status, body, text } = await answerTo(async () => {
      throw new InvalidInput('No.', Array(500).fill(fault));
    });
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(101);
    expect(body.errors.at(-1)?.message).toBe('There are 400 more faults.');
    expect(text).not.toContain('secret');
  });
  test('are returned for a value of extreme depth', async () => {
    let value: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) value = [value];
    const { status, body } = await answerTo(async () => {
      throw new InvalidInput('No.', [{ path: 'at', value, message: 'is wrong' }]);
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ path: 'at', value: 'a list of 1', message: 'is wrong' }]);
  });
  test('contain the seconds to wait before a retry', async () => {
    const { status, headers } = await answerTo(async () => {
      throw new Transient('Later.', { retryAfterMs: 1500 });
    });
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  });
});
