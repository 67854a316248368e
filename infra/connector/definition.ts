// The definition of the connector as it is stored next to its properties. The host is a placeholder: a connection has
// its own.
import { createSwaggerDocument } from '../../shared/contract/openapi/swagger/document.ts';

export const createConnectorDefinition = () =>
  createSwaggerDocument('https://your-app.azurewebsites.net/api');
