import { type Answer, header, type Request } from '../http/exchange.ts';

const remembered = 20_000;
const name = 'repeatability-request-id';

/** A repeated request with the same repeatability id gets the first response and is not executed again. */
export function repeatability() {
  const answers = new Map<string, Answer>();

  return {
    repeated(request: Request): Answer | undefined {
      const id = header(request, name);
      return id === undefined ? undefined : answers.get(`${request.method} ${request.path} ${id}`);
    },
    /** Stores the responses of successful requests only, because a retry of a refused one may succeed. */
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
