// The walls of the house. Arrows point inward: functions → usecases → domain, and SDK code lives in
// adapters alone. Clock, randomness and environment have one room: shared/adapters/system and shared/config.ts.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { objectLiteralSpread } from './lint/object-literal-spread.ts';
import { plainWords } from './lint/plain-language.ts';
import { sentenceLength } from './lint/sentence-length.ts';

/** Packages by allowance, so that a new one, or a module of Node's own, has to be let in here by name. */
const onlyPackages = (names, message) => ({
  regex: names.length === 0 ? '^[^.]' : `^(?!(${names.join('|')})(/|$))[^.]`,
  message,
});
const room = (names, message) => ({ regex: `(^|/)(${names.join('|')})/`, message });
const walls = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const noTest = room(['test'], 'The product never imports its tests.');

/**
 * The features of the use cases, each with the features that it may import. The table has no circle: a feature stands above
 * the ones that it uses.
 */
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
  message: 'What a file needs stands at its top.',
};

/** Names of the machine that a pure room has no use for. */
const machine = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'crypto'],
  ...['process', 'globalThis', 'fetch', 'require', 'console'],
].map((name) => ({ name, message: 'The machine is reached through ports.' }));

const clockBan = [
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'The clock is a port: read it once per invocation and pass it on as `now`.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'The clock is a port: read it once per invocation and pass it on as `now`.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'The clock is a port: read it once per invocation and pass it on as `now`.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock is a port: read it once per invocation and pass it on as `now`.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness is a port: domain functions receive their draws.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read once, in shared/config.ts.',
  },
];

const useCaseWalls = [
  onlyPackages([], 'Use cases see ports, and packages through them.'),
  noTest,
  room(['adapters', 'functions'], 'Use cases see ports, never adapters.'),
  {
    regex: '(^|\\.\\./)(\\.\\./)+(config|compose|engine)\\.ts$',
    message: 'Use cases receive what they need.',
  },
  { regex: '/[a-z-]+/compose\\.ts$', message: 'Only the engine composes features.' },
];

/** Where comments, error texts and test titles use plain words. */
const plainFolders = [
  '{functions,infra,lint,shared}/**/*.ts',
  'test/local-azure/{host,stack,storage,demo}/**/*.ts',
  'test/{bench,functions,ports,scenario,support}/**/*.ts',
  'test/shared/{domain,usecases}/{compliance,contact,intake,schedule,sms,task,tasks}/**/*.ts',
  'test/shared/domain/{engagement,outcome,values,workstream}/**/*.ts',
  'test/*.ts',
  'test/shared/*.ts',
  'test/shared/{concurrency,contract}/**/*.ts',
  'test/shared/adapters/{cosmos,csv,http,system,webhook}/**/*.ts',
  'test/shared/adapters/communication/sms/**/*.ts',
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
    rules: { 'no-restricted-syntax': ['error', ...clockBan, dynamicImport] },
  },
  {
    files: ['shared/adapters/system/**/*.ts', 'shared/config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['shared/{domain,ports,contract,concurrency,usecases}/**/*.ts', 'shared/engine.ts'],
    rules: { 'no-restricted-globals': ['error', ...machine] },
  },
  {
    files: ['**/*.ts'],
    plugins: { plain },
  },
  {
    files: plainFolders,
    rules: { 'plain/words': 'error' },
  },
  {
    files: ['lint/**/*.ts'],
    rules: { 'plain/sentence-length': ['error', { maxWords: 20 }] },
  },
  {
    files: ['**/*.ts'],
    rules: { 'plain/object-literal-spread': 'error' },
  },
  walls(
    ['shared/domain/**/*.ts'],
    [
      onlyPackages(
        [
          'zod',
          'libphonenumber-js',
          'temporal-polyfill',
          'windows-iana',
          'countries-and-timezones',
        ],
        'The domain is pure.',
      ),
      noTest,
      room(
        ['ports', 'usecases', 'adapters', 'contract', 'concurrency', 'functions'],
        'The domain imports only itself.',
      ),
      { regex: '(config|compose|engine|names)\\.ts$', message: 'The domain imports only itself.' },
    ],
  ),
  walls(
    ['shared/ports/**/*.ts', 'shared/contract/**/*.ts'],
    [
      onlyPackages(['zod', 'zod-openapi', 'leven'], 'Ports and contracts are shapes.'),
      noTest,
      room(
        ['usecases', 'adapters', 'functions'],
        'Ports and contracts know the domain and nothing else.',
      ),
      { regex: '(config|compose|engine)\\.ts$', message: 'Ports and contracts are shapes.' },
    ],
  ),
  walls(
    ['shared/concurrency/**/*.ts'],
    [
      onlyPackages([], 'Concurrency helpers need no package.'),
      noTest,
      room(['usecases', 'adapters', 'contract', 'functions'], 'Use cases import these helpers.'),
      { regex: '(config|compose|engine)\\.ts$', message: 'Use cases import these helpers.' },
    ],
  ),
  walls(
    ['shared/engine.ts'],
    [
      onlyPackages([], 'Use cases see ports, and packages through them.'),
      noTest,
      room(['adapters', 'functions'], 'The engine is whole without Azure.'),
      { regex: '^\\./(config|compose)\\.ts$', message: 'The engine is whole without Azure.' },
    ],
  ),
  walls(['shared/usecases/**/*.ts'], useCaseWalls),
  ...Object.entries(features).map(([feature, allowed]) => {
    const others = Object.keys(features).filter(
      (other) => other !== feature && !allowed.includes(other),
    );
    return walls(
      [`shared/usecases/${feature}/**/*.ts`],
      [
        ...useCaseWalls,
        {
          regex: `^\\.\\./(${others.join('|')})/`,
          message: `The feature '${feature}' may import ${allowed.join(', ') || 'no other feature'}.`,
        },
      ],
    );
  }),
  walls(
    ['shared/adapters/**/*.ts'],
    [
      noTest,
      room(['usecases', 'functions'], 'Adapters carry; they do not decide.'),
      { regex: '(compose|engine)\\.ts$', message: 'Adapters carry; they do not decide.' },
    ],
  ),
  walls(
    ['functions/**/*.ts'],
    [
      onlyPackages(
        ['@azure/functions'],
        'A trigger carries; packages are reached through shared/adapters.',
      ),
      noTest,
      room(['ports', 'usecases'], 'A trigger calls use cases through shared/compose.ts.'),
    ],
  ),
  walls(['shared/compose.ts'], [noTest, room(['functions'], 'Functions ask for it.')]),
  walls(
    ['shared/errors.ts', 'shared/resource-names.ts', 'shared/config.ts'],
    [
      onlyPackages(['zod', 'node:crypto'], 'Everybody may import these; they import nobody.'),
      noTest,
      room(['usecases', 'adapters', 'functions'], 'Everybody may import these.'),
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
