// Lint rules for TypeScript and Svelte. Types are checked by tsc and svelte-check, formatting by
// Prettier: neither is repeated here.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    'packages/cloak-models/assets/',
    'training/',
    'models/',
    'test-results/',
    'playwright-report/',
    '.cache/',
  ]),
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    rules: {
      'no-undef': 'off', // the type checkers know the globals of page, worker and Node
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(SpreadElement > ObjectExpression, CallExpression > SpreadElement > ArrayExpression, SpreadElement > TSAsExpression > ArrayExpression)',
          message: 'Write the properties or arguments themselves.',
        },
        {
          selector:
            'VariableDeclaration[kind="let"] > VariableDeclarator[id.type="ArrayPattern"][init.type="ArrayExpression"]',
          message:
            'Declare each variable by itself: V8 allocates numbers that come out of an array literal.',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    // Rules that need types. Components stay without them: a program for ESLint has no types of `.svelte` files.
    files: ['{src,tests,scripts,build}/**/*.ts'],
    ignores: ['{src/texture,src/cloak/cpu}/kernels/**', 'tests/fixtures/vite-project/**'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowArray: true, allowBoolean: true, allowNumber: true }, // sentences tell shapes
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**'],
    rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] },
  },
);
