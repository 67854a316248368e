import { type Answer, header, type Request } from '../http/exchange.ts';

const remembered = 20_000;
const name = 'repeatability-request-id';

/** A request that is sent again under the same repeatability id gets the first answer, and is not executed again. */
export function repeatability() {
  const answers = new Map<string, Answer>();

  return {
    repeated(request: Request): Answer | undefined {
      const id = header(request, name);
      return id === undefined ? undefined : answers.get(`${request.method} ${request.path} ${id}`);
    },
    /** Only what was done is remembered: a refusal may succeed when it is tried again. */
    remember(request: Request, answer: Answer): Answer {
      const id = header(request, name);
      if (id === undefined || answer.status >= 300) return answer;
      const { cut: _lostOnlyOnce, ...kept } = answer;
      answers.set(`${request.method} ${request.path} ${id}`, {
        ...kept,
        headers: { ...answer.headers, 'repeatability-result': 'accepted' },
      });
      const [oldest] = answers.keys();
      if (answers.size > remembered && oldest !== undefined) answers.delete(oldest);
      return answer;
    },
  };
}
