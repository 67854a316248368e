import { type Stack } from '../stack/boot.ts';
import { engagementId } from './prepare.ts';

/** The addresses to open in a browser, with the key, one per line. */
export function usefulAddresses(
  { api, simulator, keys }: Pick<Stack, 'api' | 'simulator' | 'keys'>,
  demo: boolean,
): string {
  const code = `?code=${encodeURIComponent(keys.host)}`;
  const engagement = `${api.url}/engagements/${engagementId}`;
  const ofDemo = [
    ['report', `${engagement}/report${code}`],
    ['imports', `${engagement}/imports${code}`],
    ['deliveries', `${engagement}/deliveries${code}`],
  ];
  const ofSimulator = [
    ['live calls', `${simulator.url}/calls`],
    ['journal', `${simulator.url}/journal?limit=200`],
  ];
  const places = [
    ['API health', `${api.url}/health`],
    ['API reference', `${api.url}/openapi.json`],
    ['engagements', `${api.url}/engagements${code}`],
    ...(demo ? ofDemo : []),
    ...(simulator.url === '' ? [] : ofSimulator),
  ];
  return places.map(([name = '', url = '']) => `  ${name.padEnd(15)}${url}`).join('\n');
}
