// The connector's definition as it is kept beside its properties. The host is a stand-in: a connection names its own.
import { swagger } from '../../shared/contract/openapi/swagger/document.ts';

export const definition = () => swagger('https://your-app.azurewebsites.net/api');
