// The API as an OpenAPI 3.1 document, built on the first request, so that other functions start without it.
import { createDocument } from 'zod-openapi';
import { describeActions, describeHealth } from './actions.ts';
import { createRefusals } from './responses.ts';
import { describeConfiguration } from './configuration.ts';
import { describeEngagements } from './engagements.ts';
import { describeImports } from './intake.ts';
import { nameComponents } from './name-components.ts';
import { toPaths } from './operation.ts';
import { describePlan } from './plan.ts';
import { createRegistry } from './registry.ts';
import { describeRepresentatives } from './representatives.ts';
import { describeSubscriptions } from './subscriptions.ts';
import { describeTasks } from './tasks.ts';
import { normalize } from './normalize.ts';
import type { Document } from './types.ts';

let built: Document | undefined;

/** `base` is the address of the API, such as https://contoso.azurewebsites.net/api. */
export function createOpenApiDocument(base: string): Document {
  built ??= normalize(build());
  return { ...built, servers: [{ url: base }] };
}

function build(): Document {
  const registry = createRegistry();
  nameComponents(registry);
  const refused = createRefusals(registry);
  const descriptions = [
    describeEngagements,
    describeImports,
    describeTasks,
    describeConfiguration,
    describePlan,
    describeRepresentatives,
    describeSubscriptions,
    describeActions,
    describeHealth,
  ];
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Outbound engagement engine',
      version: '1.0',
      description: 'Configures and runs outbound voice and SMS engagements, and reports on them.',
    },
    security: [{ functionKey: [] }, { functionKeyInQuery: [] }],
    paths: toPaths(descriptions.flatMap((describe) => describe(registry, refused))),
    components: {
      schemas: registry.schemas(),
      securitySchemes: {
        functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' },
        functionKeyInQuery: { type: 'apiKey', in: 'query', name: 'code' },
      },
    },
  });
  // The library's type covers all of OpenAPI; ours covers the part in use.
  return document as Document;
}
