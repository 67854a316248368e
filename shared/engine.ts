// The engine over any set of ports. Each feature wires its own use cases in its compose.ts and uses only the features
// above it.
import type { Ports } from './ports/ports.ts';
import { composeCalls } from './usecases/calls/compose.ts';
import { createCampaignCache } from './usecases/campaign-cache/campaign-cache.ts';
import { composeCompliance } from './usecases/compliance/compose.ts';
import { composeConfiguration } from './usecases/configuration/compose.ts';
import { composeEngagements } from './usecases/engagements/compose.ts';
import { composeIntake } from './usecases/intake/compose.ts';
import { composeMaintenance } from './usecases/maintenance/compose.ts';
import { composePacing } from './usecases/pacing/compose.ts';
import { composeReporting } from './usecases/reporting/compose.ts';
import { composeRepresentatives } from './usecases/representatives/compose.ts';
import { composeSms } from './usecases/sms/compose.ts';
import { composeTasks } from './usecases/tasks/compose.ts';
import { composeWebhooks } from './usecases/webhooks/compose.ts';

export function createEngine(ports: Ports, publicUrl: string) {
  const campaigns = createCampaignCache(ports);
  const webhooks = composeWebhooks(ports, publicUrl);
  const compliance = composeCompliance(ports, campaigns);
  const tasks = composeTasks({ ...ports, ...webhooks, ...compliance, campaigns });
  const calls = composeCalls({ ...ports, ...compliance, ...tasks, campaigns, publicUrl });
  const engagements = composeEngagements({ ...ports, ...tasks, campaigns });
  const pacing = composePacing({ ...ports, ...tasks, ...calls, ...engagements, campaigns });
  const intake = composeIntake({ ...ports, ...tasks, campaigns });
  const sms = composeSms({ ...ports, ...compliance, ...tasks, campaigns });
  const configuration = composeConfiguration({ ...ports, ...tasks });
  const people = composeRepresentatives({ ...ports, ...compliance, ...tasks, campaigns });
  const own = { ...webhooks, ...tasks, ...calls, ...engagements, ...pacing };
  const maintenance = composeMaintenance({ ...ports, ...own });
  const reporting = composeReporting(ports);
  return { ...own, ...intake, ...sms, ...configuration, ...people, ...maintenance, ...reporting };
}
