import { type Stack } from '../stack/boot.ts';
import { engagementId } from './prepare.ts';

/**
 * The addresses to open in a browser, with the key, one per line; without a demonstration also the folder for a CSV.
 */
export function usefulAddresses(
  { api, simulator, keys, blob }: Pick<Stack, 'api' | 'simulator' | 'keys' | 'blob'>,
  demo: boolean,
): string {
  const code = `?code=${encodeURIComponent(keys.host)}`;
  const engagement = `${api.url}/engagements/${engagementId}`;
  const ofDemo = [
    ['report', `${engagement}/report${code}`],
    ['imports', `${engagement}/imports${code}`],
    ['deliveries', `${engagement}/deliveries${code}`],
  ];
  const places = [
    ['API health', `${api.url}/health`],
    ['engagements', `${api.url}/engagements${code}`],
    ...(demo ? ofDemo : []),
    ['live calls', `${simulator.url}/calls`],
    ['journal', `${simulator.url}/journal?limit=200`],
    ['host key', keys.host],
    ...(demo ? [] : [['CSV folder', `contacts/{engagementId}/ in the storage ${blob}`]]),
  ];
  return places.map(([name = '', url = '']) => `  ${name.padEnd(15)}${url}`).join('\n');
}
