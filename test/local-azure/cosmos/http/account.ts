import { accountLevel } from './consistency.ts';
import { type Reply } from './request.ts';

/**
 * The account resource with its locations, which is the address of the request. Its id must not be `localhost`. With
 * that id the SDK discards the locations and reads the account twice before every request.
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
