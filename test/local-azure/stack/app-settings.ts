/** The app settings that connect the app to every service, local or external. */
import { type LocalClock } from '../clock.ts';
import { type ExternalConnections } from './external-connections.ts';
import { type ReadyContent } from './ready.ts';

/** The addresses of all services behind the app. */
export interface Services {
  readonly storage: string;
  readonly cosmos: string;
  readonly database: string;
  readonly serviceBus: string;
  /** Undefined for an external service: the settings file has its settings. */
  readonly communication: ReadyContent<'communication'> | undefined;
}

/** Settings of the communication resource and of the public URL; they belong together. */
const ofCommunication = [
  'COMMUNICATION_CONNECTION',
  'PUBLIC_URL',
  'CALLBACK_ISSUER',
  'CALLBACK_AUDIENCE',
  'CALLBACK_JWKS_URL',
];

export function appSettings(options: {
  services: Services;
  given: ExternalConnections;
  port: number;
  clock: LocalClock;
}): Record<string, string> {
  const { services, given, port, clock } = options;
  const { storage, cosmos, database, serviceBus, communication } = services;
  const others = Object.entries(given.values).filter(
    ([name]) => communication === undefined || !ofCommunication.includes(name),
  );
  return {
    COGNITIVE_SERVICES_ENDPOINT: 'https://cognitive.local/',
    ...Object.fromEntries(others),
    COSMOS_CONNECTION: cosmos,
    COSMOS_DATABASE: database,
    SERVICEBUS_CONNECTION: serviceBus,
    CONTACTS_STORAGE: storage,
    AzureWebJobsStorage: given.values['AzureWebJobsStorage'] ?? storage,
    ...(communication && {
      COMMUNICATION_CONNECTION: communication.connectionString,
      PUBLIC_URL: `http://127.0.0.1:${port}/api`,
      CALLBACK_ISSUER: communication.issuer,
      CALLBACK_AUDIENCE: communication.audience,
      CALLBACK_JWKS_URL: communication.jwksUrl,
    }),
    ...clock.settings,
  };
}
