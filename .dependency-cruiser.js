// Which part of the code may know which: layers only point down, and nothing runs in a circle. Types count too.

/** Pages of their own that borrow from the app. */
const MORE_PAGES = ['src/bench/', 'src/blind-test/', 'src/call/'];

/** From the bottom to the top. A part knows the layers below its own and itself, but not what is beside it. */
const LAYERS = [
  ['src/[^/]+\\.ts$'], // small helpers that everybody may use
  ['src/frame/'],
  ['src/models/', 'src/sources/', 'src/texture/'],
  ['src/segmentation/'],
  ['src/cloak/'],
  ['src/engine/'],
  ['src/recording/', 'src/photos/', 'src/library/'],
  ['src/app/', 'src/batch/', 'src/evaluate/'],
  MORE_PAGES,
];

/** Tests may look at everything, and nobody but tests may look at what is made for them. */
const TESTS = '\\.test\\.ts$|/(test|fake)-[^/]+$';

/** Everything that only a German page needs. */
const GERMAN = '^src/[^/]+/words/(de|de-sentences|[^/]*german)\\.ts$';

/** @param parts patterns of paths @returns one pattern */
const any = (parts) => `^(${parts.join('|')})`;

const layers = LAYERS.flatMap((parts, height) =>
  parts.map((part) => {
    const others = parts.filter((other) => other !== part);
    return {
      name: `only-down-from:${part.replace(/\/$/, '')}`,
      severity: 'error',
      from: { path: any([part]), pathNot: TESTS },
      to: { path: any([...others, ...LAYERS.slice(height + 1).flat()]) },
    };
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers.filter(({ to }) => to.path !== any([])),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-tests-use-what-is-made-for-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: [TESTS, '^tests/'] },
    },
    {
      name: 'tfjs-stays-in-its-folder',
      comment: 'The bench measures networks of others as they come.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/models/tfjs/', '^src/bench/peers\\.ts$'] },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'the-package-has-neither-page-nor-recorder',
      comment:
        'What createCloak and its workers are made of is published without Svelte and mediabunny.',
      severity: 'error',
      from: {
        path: '^src/(library/|engine/worker|models/network-worker|texture/texture-worker)',
        pathNot: TESTS,
      },
      to: { path: '(^|/)(svelte|mediabunny)/|^src/(app|recording)/', reachable: true },
    },
    {
      name: 'onnx-stays-in-its-folder',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/models/onnx/'] },
      to: { path: 'node_modules/(onnxruntime|pbf)' },
    },
    {
      name: 'passes-know-no-strategy',
      comment: 'A pass gets what it needs, and the two sets of passes know nothing of each other.',
      severity: 'error',
      from: { path: '^src/cloak/(webgl|webgpu)/', pathNot: TESTS },
      to: {
        path: '^src/cloak/',
        pathNot: [
          '^src/cloak/$1/',
          '^src/cloak/(passes|picture-codes|plate|plate-rules|fill|planes|pyramid|room/(light|report))\\.ts$',
        ],
      },
    },
    {
      name: 'numbers-know-no-passes',
      comment: 'What watches the room and follows things works on small pictures, without a GPU.',
      severity: 'error',
      from: { path: '^src/cloak/(room|things)/', pathNot: TESTS },
      to: {
        path: '^src/cloak/',
        pathNot: '^src/cloak/((room|things)/|(plate|plate-rules|zones)\\.ts$)',
      },
    },
    {
      name: 'nothing-in-the-cloak-knows-the-pipeline',
      severity: 'error',
      from: { path: '^src/cloak/', pathNot: TESTS },
      to: { path: '^src/cloak/pipeline\\.ts$' },
    },
    {
      name: 'state-knows-no-markup',
      severity: 'error',
      from: { path: '^src/app/.+\\.ts$', pathNot: '^src/app/main\\.ts$' },
      to: { path: '\\.svelte$' },
    },
    {
      name: 'german-is-loaded-when-it-is-spoken',
      comment: 'Its texts would otherwise be part of every page.',
      severity: 'error',
      from: { path: '^src/', pathNot: [GERMAN, TESTS] },
      to: { path: GERMAN, dynamic: false },
    },
    {
      name: 'each-page-loads-its-own-words-only',
      comment: 'The words of the main page are many.',
      severity: 'error',
      from: { path: any(MORE_PAGES), pathNot: TESTS },
      to: { path: '^src/app/words/(en|words\\.svelte)\\.ts$', reachable: true },
    },
    {
      name: 'parts-know-no-room-of-the-page',
      severity: 'error',
      from: { path: '^src/app/parts/' },
      to: { path: '^src/app/', pathNot: '^src/app/(parts|words)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|models|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.svelte', '.json'] },
  },
};
