import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const layers = [
  // The words of the product must outlive every library we use.
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:domain'], allowedExternalImports: ['zod'] },
  // Configuration, logs and metrics know no feature.
  { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: ['layer:domain'] },
  // Stores speak the domain's words; nothing above sees a Prisma type.
  { sourceTag: 'layer:data', onlyDependOnLibsWithTags: ['layer:domain', 'layer:platform'] },
  // A feature says what it needs; it never learns who provides it, nor that other features exist.
  {
    sourceTag: 'layer:feature',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:data', 'layer:platform'],
    bannedExternalImports: ['@aws-sdk/*', 'bullmq', '@nestjs/bullmq', 'ioredis', 'jq-wasm', '@prisma/*', 'pg'],
  },
  // Adapters do not know each other, nor the features they serve.
  { sourceTag: 'layer:adapter', onlyDependOnLibsWithTags: ['layer:domain', 'layer:platform'] },
  // Composition happens in the processes only.
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: [
      'layer:domain',
      'layer:platform',
      'layer:data',
      'layer:feature',
      'layer:adapter',
      'layer:app',
    ],
  },
  // Stand-ins, journeys and benches may look at everything; nothing that ships looks at them.
  { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['*'] },
];

const unspeakable = 'Helper|Helpers|Util|Utils|Manager|Common|Shared|Misc|Base|Impl';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/*.generated.*', '.nx/**', '.longshore/**', 'node_modules/**'] },
  {
    files: ['**/*.ts', '**/*.mjs'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin, '@nx': nx },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      'no-warning-comments': 'error',
      'max-lines': ['error', 300],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read configuration through libs/platform, which checks it.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export, so that a search finds it.' },
        { selector: 'ExportAllDeclaration', message: 'List the names: an index is a table of contents.' },
        {
          // Capitals begin the words of a class name: TenantDatabase does not end in Base.
          selector: `ClassDeclaration[id.name=/(${unspeakable})$/]`,
          message: 'Name the thing after what it is in the field, not after its role in the code.',
        },
      ],
    },
  },
  {
    files: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints: layers },
      ],
    },
  },
  // Specs reach for the stand-ins.
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off', 'max-params': 'off' },
  },
  { files: ['apps/cli/src/**', 'tools/**'], rules: { 'no-console': 'off' } },
  {
    files: ['libs/platform/src/config/**', 'tools/**', '*.config.ts', '*.config.mjs'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
);
