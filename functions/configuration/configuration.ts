// The configuration documents, from one table.
import { serveCollection } from '../../shared/adapters/http/collection-handler.ts';
import { compose } from '../../shared/compose.ts';
import { collections } from '../../shared/contract/configuration/collections.ts';
import { readDocument } from '../../shared/contract/configuration/documents.ts';
import { configurationKinds } from '../../shared/domain/configuration/documents.ts';

for (const kind of configurationKinds) {
  serveCollection({
    ...collections[kind],
    kind,
    get: (id) => compose().getConfiguration(kind, id),
    list: () => compose().listConfiguration(kind),
    put: (id, body, when) =>
      compose().saveConfiguration(kind, id, readDocument(kind, id, body), when),
    remove: (id, when) => compose().removeConfiguration(kind, id, when),
  });
}
