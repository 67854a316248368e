// Lint rules. Layers import inward: functions → use cases → domain. Only adapters import SDKs. Only
// shared/adapters/system reads the clock and randomness, and only shared/config.ts reads the environment.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { objectLiteralSpread } from './lint/object-literal-spread.ts';
import { plainWords } from './lint/plain-language.ts';
import { sentenceLength } from './lint/sentence-length.ts';

/** Forbids all packages and Node modules except `names`. A layer lists each package that it uses. */
const forbidPackagesExcept = (names, message) => ({
  regex: names.length === 0 ? '^[^.]' : `^(?!(${names.join('|')})(/|$))[^.]`,
  message,
});
const forbidFolders = (names, message) => ({ regex: `(^|/)(${names.join('|')})/`, message });
const restrictImports = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const forbidTests = forbidFolders(['test'], 'Product code must not import tests.');

/** The features of the use cases, each with the features that it may import. The table has no cycle. */
const features = {
  'campaign-cache': [],
  webhooks: [],
  reporting: [],
  compliance: ['campaign-cache'],
  tasks: ['campaign-cache', 'compliance', 'webhooks'],
  engagements: ['campaign-cache', 'tasks'],
  configuration: ['engagements', 'tasks'],
  calls: ['campaign-cache', 'compliance', 'tasks'],
  sms: ['campaign-cache', 'compliance', 'tasks'],
  intake: ['campaign-cache', 'tasks'],
  representatives: ['campaign-cache', 'compliance', 'configuration', 'tasks'],
  pacing: ['calls', 'campaign-cache', 'engagements', 'tasks'],
  maintenance: ['calls', 'tasks', 'webhooks'],
};

const dynamicImport = {
  selector: 'ImportExpression',
  message: 'Import at the top of the file; do not use import().',
};

/** Globals with side effects. The pure layers must not use them. */
const impureGlobals = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'crypto'],
  ...['process', 'globalThis', 'fetch', 'require', 'console'],
].map((name) => ({ name, message: 'Use a port; this layer has no side effects.' }));

const useClockPort = 'The clock is a port: read it once per invocation and pass it on as `now`.';

const forbidClock = [
  {
    selector: "CallExpression[callee.name='Date']",
    message: useClockPort,
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: useClockPort,
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: useClockPort,
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: useClockPort,
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness is a port: pass random values to domain functions.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only shared/config.ts reads the environment.',
  },
];

/** A test for the presence of a field hides which kind of value it is. */
const forbidInOperator = {
  selector: 'BinaryExpression[operator="in"]',
  message:
    'Decide by `kind` or `status`, use instanceof or a zod schema, or Object.hasOwn for a dictionary.',
};

/** Reflect.get reads a field without its type. */
const forbidReflection = {
  selector: "MemberExpression[object.name='Reflect']",
  message: 'Read the field by its name, or parse the value with a zod schema.',
};

const useCaseRules = [
  forbidPackagesExcept([], 'Use cases import no packages; use a port.'),
  forbidTests,
  forbidFolders(['adapters', 'functions'], 'Use cases import ports, not adapters or functions.'),
  {
    regex: '(^|\\.\\./)(\\.\\./)+(config|compose|engine)\\.ts$',
    message: 'Use cases receive their dependencies as parameters.',
  },
  {
    regex: '/[a-z-]+/compose\\.ts$',
    message: 'Only shared/engine.ts imports the compose.ts of a feature.',
  },
];

const plain = {
  rules: {
    words: plainWords,
    'object-literal-spread': objectLiteralSpread,
    'sentence-length': sentenceLength,
  },
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.local-azure/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // An adapter may satisfy an async port without awaiting anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['functions/**/*.ts', 'shared/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...forbidClock,
        dynamicImport,
        forbidInOperator,
        forbidReflection,
      ],
    },
  },
  {
    files: ['shared/adapters/system/**/*.ts', 'shared/config.ts', 'infra/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', forbidInOperator, forbidReflection] },
  },
  {
    files: ['test/support/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', forbidInOperator] },
  },
  {
    files: ['shared/{domain,ports,contract,concurrency,usecases}/**/*.ts', 'shared/engine.ts'],
    rules: { 'no-restricted-globals': ['error', ...impureGlobals] },
  },
  {
    // Comments, error texts and test titles use plain words and short sentences.
    files: ['**/*.ts'],
    plugins: { plain },
    rules: {
      'plain/words': 'error',
      'plain/sentence-length': ['error', { maxWords: 20 }],
      'plain/object-literal-spread': 'error',
    },
  },
  restrictImports(
    ['shared/domain/**/*.ts'],
    [
      forbidPackagesExcept(
        [
          'zod',
          'libphonenumber-js',
          'temporal-polyfill',
          'windows-iana',
          'countries-and-timezones',
          'microdiff',
        ],
        'The domain imports only these pure packages.',
      ),
      forbidTests,
      forbidFolders(
        ['ports', 'usecases', 'adapters', 'contract', 'concurrency', 'functions'],
        'The domain imports only the domain.',
      ),
      {
        regex: '(config|compose|engine|resource-names)\\.ts$',
        message: 'The domain imports only the domain.',
      },
    ],
  ),
  restrictImports(
    ['shared/ports/**/*.ts', 'shared/contract/**/*.ts'],
    [
      forbidPackagesExcept(
        ['zod', 'zod-openapi', 'leven'],
        'Ports and contracts contain types and schemas.',
      ),
      forbidTests,
      forbidFolders(
        ['usecases', 'adapters', 'functions'],
        'Ports and contracts import only the domain.',
      ),
      {
        regex: '(config|compose|engine)\\.ts$',
        message: 'Ports and contracts contain types and schemas.',
      },
    ],
  ),
  restrictImports(
    ['shared/concurrency/**/*.ts'],
    [
      forbidPackagesExcept([], 'Concurrency functions import no packages.'),
      forbidTests,
      forbidFolders(
        ['usecases', 'adapters', 'contract', 'functions'],
        'Concurrency functions import no other layer.',
      ),
      {
        regex: '(config|compose|engine)\\.ts$',
        message: 'Concurrency functions import no other layer.',
      },
    ],
  ),
  restrictImports(
    ['shared/engine.ts'],
    [
      forbidPackagesExcept([], 'The engine imports no packages; use a port.'),
      forbidTests,
      forbidFolders(
        ['adapters', 'functions'],
        'The engine must run without Azure; pass adapters to it.',
      ),
      {
        regex: '^\\./(config|compose)\\.ts$',
        message: 'The engine must run without Azure; pass adapters to it.',
      },
    ],
  ),
  restrictImports(['shared/usecases/**/*.ts'], useCaseRules),
  ...Object.entries(features).map(([feature, allowed]) => {
    const others = Object.keys(features).filter(
      (other) => other !== feature && !allowed.includes(other),
    );
    return restrictImports(
      [`shared/usecases/${feature}/**/*.ts`],
      [
        ...useCaseRules,
        {
          regex: `^\\.\\./(${others.join('|')})/`,
          message: `The feature '${feature}' may import ${allowed.join(', ') || 'no other feature'}.`,
        },
      ],
    );
  }),
  restrictImports(
    ['shared/adapters/**/*.ts'],
    [
      forbidTests,
      forbidFolders(
        ['usecases', 'functions'],
        'Adapters must not import use cases, triggers or their wiring.',
      ),
      {
        regex: '(compose|engine)\\.ts$',
        message: 'Adapters must not import use cases, triggers or their wiring.',
      },
    ],
  ),
  restrictImports(
    ['functions/**/*.ts'],
    [
      forbidPackagesExcept(
        ['@azure/functions'],
        'Triggers import only @azure/functions; put SDK code into shared/adapters.',
      ),
      forbidTests,
      forbidFolders(['ports', 'usecases'], 'Triggers call use cases through shared/compose.ts.'),
    ],
  ),
  restrictImports(
    ['shared/compose.ts'],
    [
      forbidTests,
      forbidFolders(['functions'], 'Functions import shared/compose.ts, not the reverse.'),
    ],
  ),
  restrictImports(
    ['shared/errors.ts', 'shared/resource-names.ts', 'shared/config.ts'],
    [
      forbidPackagesExcept(
        ['zod', 'node:crypto'],
        'All layers import these files, so they import only zod and node:crypto.',
      ),
      forbidTests,
      forbidFolders(
        ['usecases', 'adapters', 'functions'],
        'All layers import these files, so they import no layer.',
      ),
    ],
  ),
  {
    files: ['test/**/*.ts', 'lint/**/*.ts', '*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
);
