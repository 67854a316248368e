import type { Ports } from '../../ports/ports.ts';
import { createListDeliveries, createListImports, createListTasks } from './read-history.ts';
import { createReadImport, createReadImportIssues } from './read-import.ts';
import { createReadReport } from './read-report.ts';

export function composeReporting(ports: Ports) {
  const readImport = createReadImport(ports);
  return {
    readReport: createReadReport(ports),
    listImports: createListImports(ports),
    listTasks: createListTasks(ports),
    listDeliveries: createListDeliveries(ports),
    readImport,
    readImportIssues: createReadImportIssues({ ...ports, readImport }),
  };
}
