import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/*
 * Imports go one way only:
 *
 *   index → plugins → widgets, commands → components, model → api types, tokens
 *
 * Rooms between two commas do not import each other. Components get data and callbacks: they may
 * name the model's types, and never touch its code or the client.
 */
const CLIENT = '/api($|/(?!types|schema))';

function layer(files, forbidden, reason, { types = [] } = {}) {
  const ban = (room, allowTypeImports) => ({
    regex: room.startsWith('/') ? room : `^\\.{1,2}/(.*/)?${room}(/|$)`,
    message: reason,
    allowTypeImports
  });
  return {
    files: files.flatMap(name => [
      `src/${name}.{ts,tsx}`,
      `src/${name}/**/*.{ts,tsx}`
    ]),
    ignores: ['**/__tests__/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...forbidden.map(room => ban(room, false)),
            ...types.map(room => ban(room, true))
          ]
        }
      ]
    }
  };
}

const layers = [
  layer(['plugins'], ['index'], 'The index is the last to be built.'),
  layer(
    ['commands'],
    ['index', 'plugins', 'widgets'],
    'Commands know components, models and what is below: they are handed the rest.'
  ),
  layer(
    ['widgets'],
    ['index', 'plugins', 'commands'],
    'Widgets know components, models and what is below: they run a command by its id.'
  ),
  layer(
    ['components'],
    ['index', 'plugins', 'widgets', 'commands', CLIENT],
    'Components get data and callbacks, and nothing else.',
    { types: ['model'] }
  ),
  layer(
    ['model'],
    ['index', 'plugins', 'widgets', 'commands', 'components'],
    'A model works without a screen.'
  ),
  layer(
    ['api', 'tokens', 'query', 'icons', 'searchIcons', 'drawings'],
    ['index', 'plugins', 'widgets', 'commands', 'components', 'model'],
    'Everything stands on this: it stands on nothing of ours.'
  )
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/*.d.ts',
      'lib',
      'coverage',
      'dist',
      '.venv',
      '.yarn',
      // A copy of the built bundle, and what ships with the page as its makers wrote it.
      'jupyter_hub_publish/labextension',
      'jupyter_hub_publish/web/static/vendor',
      '**/*.min.js',
      // Written by openapi-typescript.
      'src/api/schema.ts',
      'ui-tests/playwright-report',
      'ui-tests/test-results'
    ]
  },
  js.configs.recommended,
  { plugins: { jupyter } },
  jupyter.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: tseslint.configs.recommended,
    rules: {
      curly: 'error',
      eqeqeq: 'error',
      // What loads at a start is measured (benchmarks/starting.py), which a rule cannot do.
      'jupyter/prefer-lazy-imports': 'off',
      'no-console': ['error', { allow: ['debug', 'warn', 'error'] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_' }
      ]
    }
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    languageOptions: {
      parserOptions: {
        project: './tsconfig.test.json',
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      // A promise that nobody waits for loses its error: say `void` where that is meant.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error'
    }
  },
  ...layers,
  {
    files: ['**/__tests__/**', 'ui-tests/**'],
    rules: { 'jupyter/no-untranslated-string': 'off' }
  },
  {
    files: ['*.config.js', 'ui-tests/*.js'],
    languageOptions: { sourceType: 'commonjs', globals: globals.node }
  },
  {
    files: ['scripts/*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off', 'jupyter/no-untranslated-string': 'off' }
  },
  {
    // The scripts of the shell and the page: plain files that a browser runs as they are.
    files: ['jupyter_hub_publish/**/*.js'],
    languageOptions: { sourceType: 'script', globals: globals.browser },
    // They have no translator: a sandboxed page asks nobody for words.
    rules: { 'jupyter/no-untranslated-string': 'off' }
  },
  prettier
);
