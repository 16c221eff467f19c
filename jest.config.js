const jupyterlab = require('@jupyterlab/testutils/lib/jest-config');

// Published as ES modules only, so jest has to transform them.
const esm = [
  '@codemirror',
  '@jupyter/',
  '@jupyterlab/',
  '@lezer',
  '@marijn',
  '@microsoft/fast',
  '@rjsf',
  'color',
  'exenv-es6',
  'lib0',
  'marked',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
];

module.exports = {
  ...jupyterlab(__dirname),
  collectCoverageFrom: ['src/**/*.{ts,tsx}', '!src/**/__tests__/**'],
  coverageReporters: ['text-summary', 'lcovonly'],
  // These hold a package.json of their own: keep haste away from them.
  modulePathIgnorePatterns: [
    '<rootDir>/.venv/',
    '<rootDir>/jupyter_hub_publish/labextension',
    '<rootDir>/ui-tests',
    '<rootDir>/lib/'
  ],
  reporters: ['default'],
  testRegex: 'src/.*\\.spec\\.tsx?$',
  transformIgnorePatterns: [`/node_modules/(?!${esm.join('|')})`]
};
