/**
 * JSON over HTTP to the API or the simulator's control API. A response that is not a success is an error with the
 * response text.
 */
export interface Connection {
  readonly url: string;
  get(path: string): Promise<unknown>;
  text(path: string): Promise<string>;
  put(path: string, body: unknown): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
}

export function connect(name: string, url: string, key?: string): Connection {
  async function ask(method: string, path: string, body?: unknown): Promise<string> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key !== undefined && { 'x-functions-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return text;
    throw new Error(`The ${name} answered ${answer.status} to ${method} ${path}: ${text}`);
  }
  const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

  return {
    url,
    get: async (path) => parsed(await ask('GET', path)),
    text: (path) => ask('GET', path),
    put: async (path, body) => parsed(await ask('PUT', path, body)),
    post: async (path, body) => parsed(await ask('POST', path, body)),
  };
}

/** A placeholder for a connection that does not exist; every use throws the reason. */
export function missingConnection(why: string): Connection {
  const refuse = () => Promise.reject(new Error(why));
  return { url: '', get: refuse, text: refuse, put: refuse, post: refuse };
}
