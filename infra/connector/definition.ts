// The definition of the connector as it is stored next to its properties. The host is a placeholder: a connection has
// its own.
import { swagger } from '../../shared/contract/openapi/swagger/document.ts';

export const definition = () => swagger('https://your-app.azurewebsites.net/api');
