import { accountLevel } from './consistency.ts';
import { type Reply } from './request.ts';

/**
 * The account tells the client where to go: back to the address it came by. Its id must not be `localhost`: with
 * that id the SDK throws the locations away and reads the account again, twice, before every request.
 */
export function accountReply(host: string): Reply {
  const locations = [{ name: 'Local', databaseAccountEndpoint: `http://${host}/` }];
  const account = {
    _self: '',
    id: 'local-cosmos',
    _rid: 'local-cosmos',
    media: '//media/',
    addresses: '//addresses/',
    _dbs: '//dbs/',
    writableLocations: locations,
    readableLocations: locations,
    enableMultipleWriteLocations: false,
    userReplicationPolicy: { asyncReplication: false, minReplicaSetSize: 1, maxReplicasetSize: 4 },
    userConsistencyPolicy: { defaultConsistencyLevel: accountLevel },
    systemReplicationPolicy: { minReplicaSetSize: 1, maxReplicasetSize: 4 },
    readPolicy: { primaryReadCoefficient: 1, secondaryReadCoefficient: 1 },
    queryEngineConfiguration: '{}',
  };
  return { status: 200, body: JSON.stringify(account) };
}
