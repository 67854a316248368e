/**
 * Azurite reads its records back from JSON, where dates have become strings, so every lease counts as expired. A
 * restart must not hand out a lock that a process holds. This module restores the dates.
 */
export interface Records {
  getCollection(name: string): { find(): Record<string, unknown>[] } | null;
}

const collections = ['$CONTAINERS_COLLECTION$', '$BLOBS_COLLECTION$'];
const ofRecords = ['leaseExpireTime', 'leaseBreakTime'];
const ofProperties = ['lastModified', 'creationTime'];

function revive(record: Record<string, unknown>, names: readonly string[]): void {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string') record[name] = new Date(value);
  }
}

export function restoreDates(records: Records): void {
  for (const name of collections) {
    for (const record of records.getCollection(name)?.find() ?? []) {
      revive(record, ofRecords);
      const properties = record['properties'];
      if (typeof properties === 'object' && properties !== null) {
        revive(properties as Record<string, unknown>, ofProperties);
      }
    }
  }
}
