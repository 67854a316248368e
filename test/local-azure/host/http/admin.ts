/** `/admin/host/status` and the start page. */
import { type Keys, mayCall, presentedKey } from './keys.ts';
import { type Endpoint } from './server.ts';

export const startPage: Endpoint = async () => ({
  status: 200,
  text: 'Your Azure Function App is up and running (local host).\n',
});

export function adminEndpoint(keys: Keys, host: { id: string; instanceId: string }): Endpoint {
  const startedAt = performance.now();
  return async (request, _response, path, query) => {
    const key = presentedKey(request, new URLSearchParams(query));
    if (!mayCall('admin', key, keys)) return { status: 401 };
    if (request.method !== 'GET' || path.toLowerCase() !== 'host/status') return { status: 404 };
    const processUptime = Math.round(performance.now() - startedAt);
    return { status: 200, json: { ...host, state: 'Running', version: '4.local', processUptime } };
  };
}
