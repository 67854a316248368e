import { type Journal } from '../control/journal.ts';
import { type repeatability } from '../control/repeatability.ts';
import { type Throttle } from '../control/throttle.ts';
import { type Answer, type Request } from './exchange.ts';
import { Fault, faultAnswer, notSimulated } from './fault.ts';
import { findRoute, type Route } from './route.ts';

const versions = [
  { prefix: '/calling/', version: '2026-03-12' },
  { prefix: '/sms', version: '2021-03-07' },
];

function checkVersion({ path, query }: Request): void {
  const expectedVersion = versions.find(({ prefix }) => path.startsWith(prefix))?.version;
  const requestedVersion = query.get('api-version');
  if (requestedVersion === expectedVersion) return;
  throw new Fault(
    400,
    'UnsupportedApiVersion',
    `api-version ${requestedVersion} is not simulated; ${expectedVersion} is.`,
  );
}

const isService = ({ path }: Request) => versions.some(({ prefix }) => path.startsWith(prefix));

export interface GateParts {
  /** Routes without a signature: the keys of the callback tokens, and the control API. */
  readonly open: readonly Route[];
  readonly service: readonly Route[];
  readonly checkSignature: (request: Request) => void;
  readonly throttle: Throttle;
  readonly repetitions: ReturnType<typeof repeatability>;
  readonly journal: Journal;
}

/** Routes every request. Requests to the service are authenticated, throttled and written to the journal. */
export function gate(parts: GateParts) {
  const { open, service, checkSignature, throttle, repetitions, journal } = parts;

  async function serve(request: Request): Promise<{ answer: Answer; remark?: string }> {
    checkSignature(request);
    checkVersion(request);
    throttle.request();
    const before = repetitions.repeated(request);
    if (before !== undefined) return { answer: before, remark: 'repeated' };
    const match = findRoute(service, request);
    if (match === undefined) throw notSimulated(`${request.method} ${request.path}`);
    const answer = await match.route.handle(request, match.names);
    return { answer: repetitions.remember(request, answer) };
  }

  function refused(error: unknown): Answer {
    if (error instanceof Fault) return faultAnswer(error);
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, body: { error: { code: 'SimulatorDefect', message } } };
  }

  async function serveAndNote(request: Request): Promise<Answer> {
    const { answer, remark } = await serve(request).catch((error: unknown) => ({
      answer: refused(error),
      remark: undefined,
    }));
    const lost = answer.cut === true ? 'answer lost' : remark;
    journal.note({
      direction: 'request',
      method: request.method,
      path: request.target,
      status: answer.status,
      text: request.text,
      ...(answer.body === undefined ? {} : { answer: JSON.stringify(answer.body) }),
      ...(lost === undefined ? {} : { remark: lost }),
    });
    return answer;
  }

  return async (request: Request): Promise<Answer> => {
    try {
      const match = findRoute(open, request);
      if (match !== undefined) return await match.route.handle(request, match.names);
      if (isService(request)) return await serveAndNote(request);
      throw new Fault(404, 'NotFound', `There is no ${request.method} ${request.path} here.`);
    } catch (error) {
      return refused(error);
    }
  };
}
