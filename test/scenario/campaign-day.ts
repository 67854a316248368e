// One campaign day with 200 contacts in several time zones, each with up to three numbers. Some belong to accounts.
// There are ten representatives, and two display numbers too few.
import { e164Schema } from '../../shared/domain/values/phone.ts';
import { optOut } from '../../shared/domain/compliance/opt-out.ts';
import { type Instant, later, DAY, MINUTE, SECOND } from '../../shared/domain/values/time.ts';
import { aDispositionCode } from '../support/builders/disposition-code.ts';
import { aVoiceEngagement, anSmsEngagement, limitsOf } from '../support/builders/engagement.ts';
import { at } from '../support/builders/instants.ts';
import { aQueue } from '../support/builders/queue.ts';
import { aRepresentative } from '../support/builders/representative.ts';
import { aWorkstream } from '../support/builders/workstream.ts';
import { desktops } from '../support/fakes/fake-desktops.ts';
import { type Disorder, orderly } from '../support/injection/callback-disorder.ts';
import { createTestEngine, type TestEngine } from '../support/engine.ts';
import { crowd } from '../support/fakes/fake-people.ts';
import { random } from '../support/fakes/seeded-random.ts';

/** Tuesday, before calls are allowed anywhere. */
const dayBegins = at('2026-03-10T05:00Z');
const dayEnds = at('2026-03-11T05:00Z');

const zones = ['America/New_York', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Tokyo', ''];
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const reminder = anSmsEngagement({ frequencyLimits: limitsOf({ perDay: 4, perWeek: 10 }) });

export const renewals = aVoiceEngagement({
  callSettings: {
    answeringMachine: {
      detection: 'speech',
      detectionSeconds: 3,
      action: 'leaveVoicemail',
      voicemailPrompt: 'Please call us back.',
    },
    abandonedMessage: 'Sorry, nobody is free.',
    maximumConcurrentCalls: 7,
  },
  displayNumbers: {
    numbers: [1, 2, 3, 4].map((n) => ({ number: `+1206555019${n}`, type: 'directRouting' })),
  },
  reattempts: {
    reasons: ['noAnswer', 'busy', 'failed', 'answeringMachine'],
    dispositionCodes: ['wrong-person'],
    attempts: 3,
    waitMinutes: 60,
    waitBetweenNumbersMinutes: 1,
    smsFollowUp: reminder.id,
  },
  frequencyLimits: limitsOf({ perDay: 3, perWeek: 6 }),
  phoneTypes: [
    { type: 'mobile', quietHours: [{ days: [...everyDay], from: '21:00', to: '08:00' }] },
    { type: 'business', quietHours: [{ days: [...everyDay], from: '17:30', to: '09:00' }] },
    { type: 'home', quietHours: [{ days: [...everyDay], from: '20:00', to: '16:00' }] },
  ],
  taskLifetimeHours: 20,
});

const queue = aQueue({
  operatingHours: {
    zone: 'America/New_York',
    hours: [{ days: [...everyDay], from: '03:00', to: '23:30' }],
    holidays: [],
  },
  wrapUpSeconds: 20,
});

const codes = [
  aDispositionCode({ id: 'renewed', category: 'success' }),
  aDispositionCode({ id: 'not-now', category: 'notInterested' }),
  aDispositionCode({ id: 'wrong-person', category: 'notRightParty' }),
  aDispositionCode({ id: 'no-calls', category: 'doNotContact' }),
];

const number = (n: number): string => `+1206230${String(n).padStart(4, '0')}`;
const people = 200;

/** The row of the n-th contact. Every fifth shares a home number with the one before; every tenth trio is an account. */
function row(n: number): string {
  const mobile = n % 4 === 3 ? '' : number(n);
  const business = n % 3 === 0 ? number(1_000 + n) : '';
  const home = n % 4 === 3 || n % 5 === 0 ? number(2_000 + (n % 5 === 0 ? n : n - (n % 5))) : '';
  const account = n % 30 < 3 ? `account-${Math.floor(n / 30)}` : '';
  return [`C-${n}`, account, `Name${n}`, mobile, business, home, zones[n % zones.length]].join();
}

const contactFile = [
  'UniqueIdentifier,ID,FirstName,MobilePhoneNumber,BusinessPhoneNumber,HomePhoneNumber,TimeZone',
  ...[...Array(people).keys()].map(row),
].join('\r\n');

/** Four contacts that were opted out before the day. */
export const optedOutBefore = [1, 2, 3 + 997, 8].map((n) => e164Schema.parse(number(n)));

async function aCampaign(
  options: Parameters<typeof createTestEngine>[0] = {},
): Promise<TestEngine> {
  const engine = createTestEngine({ start: dayBegins, ...options });
  const { documents, saveRepresentative, choosePresence } = engine;
  await documents.put('workstream', aWorkstream(), null);
  await documents.put('queue', queue, null);
  for (const code of codes) await documents.put('dispositionCode', code, null);
  await documents.put('engagement', reminder, null);
  await documents.put('engagement', renewals, null);
  for (let n = 0; n < 10; n++) {
    const profile = aRepresentative({
      id: `representative-${n}`,
      address: `8:acs:representative-${n}`,
    });
    const { id, name, address, queues, skills } = profile;
    await saveRepresentative({ id, name, address, queues, skills });
    await choosePresence(id, 'available');
  }
  await engine.runEngagementOperation(renewals.id, 'Start');
  return engine;
}

/** The day, and then days without ticks until time alone has ended everything. */
export async function runDay(
  seed: number,
  disorder: Disorder = orderly,
  tickMs = SECOND,
): Promise<TestEngine> {
  const draw = random(seed);
  const readers = ['delivered', 'delivered', 'undelivered', 'refused', 'silent', 'STOP'] as const;
  const engine = await aCampaign({
    people: crowd(seed),
    disorder,
    reader: () => readers[Math.floor(draw() * readers.length)] ?? 'delivered',
  });
  for (const optedOut of optedOutBefore) {
    const record = await engine.contacts.number(optedOut);
    await engine.contacts.saveNumber({
      ...record,
      value: optOut(record.value, 'voice', dayBegins),
    });
  }
  engine.files.put('spring-renewals/march.csv', contactFile);
  await engine.importContacts('spring-renewals/march.csv');
  const stop = engine.startTimers(tickMs);
  const stopDesktops = desktops(engine, random(seed + 1));
  await engine.timeline.runTo(dayEnds);
  stop();
  stopDesktops();
  await afterwards(engine, dayEnds);
  return engine;
}

/** No tick and no message from outside: only the sweep and waiting messages are left. */
async function afterwards(engine: TestEngine, from: Instant): Promise<void> {
  const stop = engine.timeline.every(MINUTE, () =>
    engine.sweep().catch((error: unknown) => void engine.failures.push(error)),
  );
  await engine.timeline.runTo(later(from, 3 * DAY));
  stop();
}
