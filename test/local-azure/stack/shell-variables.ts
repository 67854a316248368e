/** Assignments for a POSIX shell: with them, curl reaches the engine, its contact files and the simulator. */
import { BlobServiceClient, ContainerSASPermissions } from '@azure/storage-blob';
import { type Stack } from './stack.ts';

/** Machine time: Azurite compares a SAS with the machine's clock. */
const sasLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** Without `isStorageLocal`, nothing shows the keys of an external storage account. */
export async function shellVariables(
  { api, keys, simulator, blob }: Pick<Stack, 'api' | 'keys' | 'simulator' | 'blob'>,
  isStorageLocal: boolean,
): Promise<string> {
  const variables = [
    ['API', api.url],
    ['KEY', keys.host],
    ...(isStorageLocal ? await contactFolder(blob) : []),
    ['SIMULATOR', simulator.url],
  ];
  return variables
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}='${value}'`)
    .join('\n');
}

/** The container, and a SAS that may write and read its blobs. */
async function contactFolder(storage: string): Promise<string[][]> {
  const contacts = BlobServiceClient.fromConnectionString(storage).getContainerClient('contacts');
  const url = await contacts.generateSasUrl({
    permissions: ContainerSASPermissions.parse('rcwl'),
    expiresOn: new Date(Date.now() + sasLifetimeMs),
  });
  const [address = '', sas = ''] = url.split('?');
  return [
    ['CONTACTS', address],
    ['SAS', sas],
    ['STORAGE', storage],
  ];
}
