// The API as an OpenAPI 3.1 document, built on the first request, so that other functions start without it.
import { createDocument } from 'zod-openapi';
import { actions, health } from './actions.ts';
import { refusals } from './responses.ts';
import { configuration } from './configuration.ts';
import { engagements } from './engagements.ts';
import { intake } from './intake.ts';
import { componentNames } from './component-names.ts';
import { pathsOf } from './operation.ts';
import { registry } from './registry.ts';
import { representatives } from './representatives.ts';
import { subscriptions } from './subscriptions.ts';
import { tasks } from './tasks.ts';
import { normalize } from './normalize.ts';
import type { Document } from './types.ts';

let built: Document | undefined;

/** `base` is the address of the API, such as https://contoso.azurewebsites.net/api. */
export function openapi(base: string): Document {
  built ??= normalize(build());
  return { ...built, servers: [{ url: base }] };
}

function build(): Document {
  const names = registry();
  componentNames(names);
  const refused = refusals(names);
  const parts = [
    ...[engagements, intake, tasks, configuration, representatives],
    ...[subscriptions, actions, health],
  ];
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Outbound engagement engine',
      version: '1.0',
      description: 'Configures and runs outbound voice and SMS engagements, and reports on them.',
    },
    security: [{ functionKey: [] }, { functionKeyInQuery: [] }],
    paths: pathsOf(parts.flatMap((part) => part(names, refused))),
    components: {
      schemas: names.schemas(),
      securitySchemes: {
        functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' },
        functionKeyInQuery: { type: 'apiKey', in: 'query', name: 'code' },
      },
    },
  });
  // The library's type covers all of OpenAPI; ours covers the part in use.
  return document as Document;
}
