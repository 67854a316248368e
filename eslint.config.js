// The walls of the house. Arrows point inward: functions → usecases → domain, and SDK code lives in
// adapters alone. Clock, randomness and environment have one room: shared/adapters/system and shared/config.ts.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const azure = { group: ['@azure/*'], message: 'SDK code lives in shared/adapters and functions.' };
const room = (names, message) => ({ regex: `(^|/)(${names.join('|')})/`, message });
const walls = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const noTest = room(['test'], 'The product never imports its tests.');

const clockBan = [
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
    rules: { 'no-restricted-syntax': ['error', ...clockBan] },
  },
  {
    files: ['shared/adapters/system/**/*.ts', 'shared/config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  walls(
    ['shared/domain/**/*.ts'],
    [
      azure,
      noTest,
      room(
        ['ports', 'usecases', 'adapters', 'contract', 'functions'],
        'The domain imports only itself.',
      ),
      { regex: '(config|compose|engine|names)\\.ts$', message: 'The domain imports only itself.' },
      { group: ['node:*'], message: 'The domain is pure.' },
    ],
  ),
  walls(
    ['shared/ports/**/*.ts', 'shared/contract/**/*.ts'],
    [
      azure,
      noTest,
      room(
        ['usecases', 'adapters', 'functions'],
        'Ports and contracts know the domain and nothing else.',
      ),
    ],
  ),
  walls(
    ['shared/usecases/**/*.ts'],
    [
      azure,
      noTest,
      room(['adapters', 'functions'], 'Use cases see ports, never adapters.'),
      { regex: '(config|compose|engine)\\.ts$', message: 'Use cases receive what they need.' },
      { group: ['node:*'], message: 'Use cases reach the machine through ports.' },
    ],
  ),
  walls(
    ['shared/adapters/**/*.ts'],
    [noTest, room(['usecases', 'functions'], 'Adapters carry; they do not decide.')],
  ),
  walls(['functions/**/*.ts', 'shared/*.ts'], [noTest]),
  walls(
    ['shared/engine.ts'],
    [
      azure,
      noTest,
      room(['adapters', 'functions'], 'The engine is whole without Azure.'),
      { regex: '(config|compose)\\.ts$', message: 'The engine is given its ports.' },
    ],
  ),
  {
    files: ['test/**/*.ts', '*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
);
