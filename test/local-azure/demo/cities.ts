/**
 * The home towns of the demonstration contacts. Their numbers are from ranges that regulators reserve for fiction. So a
 * real telephone network calls no real person. At 16:00 UTC calls are allowed in all of these places.
 */
export interface City {
  readonly country: string;
  readonly state: string;
  readonly city: string;
  readonly postalCode: string;
  readonly street: string;
  /** As contact files contain them: IANA names and Windows names. */
  readonly zones: readonly string[];
  /** The nth number of the place, 0 to 799, in E.164 form and in national notation. */
  readonly number: (n: number) => { e164: string; written: readonly string[] };
}

/** 555-0100 to 555-0199 of each area code are reserved for fiction in North America. */
const northAmerican = (areaCodes: readonly string[]) => (n: number) => {
  const area = areaCodes[Math.floor(n / 100) % areaCodes.length] ?? '';
  const last = `01${String(n % 100).padStart(2, '0')}`;
  const written = [`(${area}) 555-${last}`, `+1 ${area} 555 ${last}`, `${area}.555.${last}`];
  return { e164: `+1${area}555${last}`, written };
};

const european = (code: string, area: string, prefix: string) => (n: number) => {
  const last = String(n % 1000).padStart(3, '0');
  return {
    e164: `+${code}${area}${prefix}${last}`,
    written: [`+${code}${area}${prefix}${last}`, `0${area} ${prefix}${last}`],
  };
};

export const cities: readonly City[] = [
  {
    country: 'US',
    state: 'NY',
    city: 'New York',
    postalCode: '10011',
    street: 'W 16th St',
    zones: ['America/New_York', 'Eastern Standard Time'],
    number: northAmerican(['212', '646', '718', '917', '347', '929', '332', '516']),
  },
  {
    country: 'US',
    state: 'IL',
    city: 'Chicago',
    postalCode: '60607',
    street: 'S Racine Ave',
    zones: ['America/Chicago', 'Central Standard Time'],
    number: northAmerican(['312', '773', '872', '708', '847', '630', '224', '331']),
  },
  {
    country: 'US',
    state: 'CO',
    city: 'Denver',
    postalCode: '80205',
    street: 'Larimer St',
    zones: ['America/Denver', 'Mountain Standard Time'],
    number: northAmerican(['303', '720', '719', '970', '505', '801', '385', '307']),
  },
  {
    country: 'US',
    state: 'CA',
    city: 'Los Angeles',
    postalCode: '90014',
    street: 'S Hill St',
    zones: ['America/Los_Angeles', 'Pacific Standard Time'],
    number: northAmerican(['213', '323', '310', '818', '424', '626', '562', '747']),
  },
  {
    country: 'CA',
    state: 'ON',
    city: 'Toronto',
    postalCode: 'M5V 2T6',
    street: 'King St W',
    zones: ['America/Toronto'],
    number: northAmerican(['416', '647', '437', '905', '289', '365', '519', '613']),
  },
  {
    country: 'GB',
    state: '',
    city: 'London',
    postalCode: 'E1 6AN',
    street: 'Brick Lane',
    zones: ['Europe/London', 'GMT Standard Time'],
    number: european('44', '20', '79460'),
  },
  {
    country: 'DE',
    state: '',
    city: 'Berlin',
    postalCode: '10119',
    street: 'Torstraße',
    zones: ['Europe/Berlin', 'W. Europe Standard Time'],
    number: european('49', '30', '23125'),
  },
  {
    country: 'FR',
    state: '',
    city: 'Paris',
    postalCode: '75011',
    street: 'Rue Oberkampf',
    zones: ['Europe/Paris', 'Romance Standard Time'],
    number: european('33', '1', '99001'),
  },
];
